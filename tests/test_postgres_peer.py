import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.peers.postgres import Postgres

pytestmark = pytest.mark.needs("postgres")


async def ask(url: str, statement: str) -> object:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        answer = await connection.scalar(text(statement))
    await engine.dispose()
    return answer


async def test_the_server_answers_far_from_utc(postgres_url: str):
    assert await ask(postgres_url, "SELECT current_setting('timezone')") == "Asia/Shanghai"


async def test_each_database_is_another(postgres: Postgres, postgres_url: str):
    names = [
        await ask(url, "SELECT current_database()")
        for url in (postgres_url, postgres.create_database())
    ]
    assert names[0] != names[1]
