"""What a leader pasted in private is marked in the log."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("pasted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("log", schema=None) as batch_op:
        batch_op.alter_column("pasted", server_default=None)
