"""The connection to Telegram's servers: python-telegram-bot's ``Bot``, set up for this program.

Importing this file loads the library (0.4 s); only a gateway that starts does.
"""

import logging
import os
from typing import Any, Final

import structlog
from telegram import Bot, Update
from telegram.request import HTTPXRequest

SERVER: Final = "https://api.telegram.org"
_log = structlog.get_logger("telegram")


class _UpdatesRequest(HTTPXRequest):
    """Hands on empty what the library cannot read, as when Telegram changes a field. The library
    would give up on all that came with it, each time anew, and log people's words in clear."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = HTTPXRequest.parse_json_payload(payload)
        updates = answer.get("result")
        if isinstance(updates, list):
            answer["result"] = [_make_readable(update) for update in updates]
        return answer


def _make_readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        number = update["update_id"]
        _log.error("update cannot be read, passed over", update=number, reason=str(error))
        return {"update_id": number}
    return update


def build_bot(token: str, base_url: str) -> Bot:
    """A bot that has not connected yet. ``base_url`` is ``SERVER``, which is reached through the
    environment's proxy if there is one, or another server, which is reached directly."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # without it each 429 warns
    logging.getLogger("httpx").setLevel(logging.WARNING)  # below, it logs addresses: the token
    proxies = {"trust_env": base_url == SERVER}
    return Bot(
        token,
        base_url=f"{base_url}/bot",
        base_file_url=f"{base_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=8, read_timeout=20, httpx_kwargs=proxies),
        get_updates_request=_UpdatesRequest(connection_pool_size=1, httpx_kwargs=proxies),
    )
