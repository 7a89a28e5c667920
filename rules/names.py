"""A name as it may be shown: nothing invisible, nothing without end."""

import unicodedata
from typing import Final

LONGEST: Final = 32


def shown_name(nick: str) -> str:
    """A nickname without control and direction marks, spaces folded, at most 32 characters."""
    visible = "".join(
        " " if sign.isspace() else sign
        for sign in nick
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return " ".join(visible.split())[:LONGEST]
