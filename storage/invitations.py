"""The operator's one-time codes for leaders. Only a keyed digest of a code is stored."""

from datetime import datetime

from sqlalchemy import update

from rules.pickup import normalise_code
from storage.schema import invitations
from storage.session import Session
from storage.vault import Vault


def _digest(vault: Vault, code: str) -> str:
    return vault.digest(f"invitation {normalise_code(code)}")


def add_invitation(
    session: Session, vault: Vault, code: str, issued_by: str, at: datetime, expires_at: datetime
) -> None:
    """Write a new code."""
    session.insert(
        invitations,
        {
            "digest": _digest(vault, code),
            "issued_by": issued_by,
            "issued_at": at,
            "expires_at": expires_at,
        },
    )


async def use_invitation(
    session: Session, vault: Vault, code: str, account: str, at: datetime
) -> bool:
    """Use a code up. False for one that is unknown, used or expired."""
    used = await session.execute(
        update(invitations)
        .where(
            invitations.c.digest == _digest(vault, code),
            invitations.c.used_by.is_(None),
            invitations.c.expires_at > at,
        )
        .values(used_by=account, used_at=at)
    )
    return used == 1
