"""A visitor's file: kept as it is, under a name that can do no harm where it is shown and saved.
What it is made of nobody looks at; it is only ever downloaded."""

import unicodedata
from typing import Final

from web.errors import Unusable
from web.room import Upload

LONGEST_NAME: Final = 120
_MEDIA: Final = "application/octet-stream"
_NAMELESS: Final = "file"
_FORBIDDEN: Final = frozenset('<>:"|?*')


def read_file(name: str, content: bytes) -> Upload:
    """The file as it is kept. Raises Unusable for one in which there is nothing."""
    if not content:
        raise Unusable("empty_file")
    return Upload(safe_name(name), _MEDIA, content)


def safe_name(name: str) -> str:
    """The last part of a path, without signs that are not seen (or turn the text round) or that a
    disk does not take; a long one keeps its ending.

    >>> safe_name("../../etc/价目表.xlsx"), safe_name("..")
    ('价目表.xlsx', 'file')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = (sign for sign in last if unicodedata.category(sign)[0] != "C")
    plain = " ".join("".join(sign for sign in seen if sign not in _FORBIDDEN).split())
    plain = plain.strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > LONGEST_NAME and dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return plain[:LONGEST_NAME] or _NAMELESS
