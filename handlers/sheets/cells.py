"""What may stand in a cell: text that is harmless here and in a later CSV, and how wide it is."""

import re
import unicodedata

# A program that opens a CSV takes a text that begins like this for a formula (OWASP, CSV
# Injection); the wide forms count too, since some input methods and programs fold them.
_FORMULA_STARTS = frozenset("=+-@＝＋－＠")
_JOINER = "\u200d"


def safe_text(text: str, longest: int = 300) -> str:
    """Return the text in one line, without characters nobody sees, no longer than that.

    A text that a sheet program could take for a formula gets an apostrophe in front, so that
    it stays a text when the sheet is exported: `=1+1` is `'=1+1`.
    """
    seen = "".join(char for char in text if _is_seen(char))
    flat = " ".join(seen.split())[:longest].strip()
    return f"'{flat}" if flat.lstrip(_JOINER)[:1] in _FORMULA_STARTS else flat


def _is_seen(char: str) -> bool:
    if char.isspace() or char == _JOINER:  # the joiner holds an emoji of several parts together
        return True
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts `3-502` before `12-101`, and no text last."""
    if not text:
        return ((True, 1, ""),)
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", unicodedata.normalize("NFKC", text))
    return tuple(
        (False, int(part), "") if part.isascii() and part.isdecimal() else (True, 0, part)
        for part in parts
    )


def display_width(text: str) -> int:
    """Return how many Latin letters wide the longest line of a text is."""
    lines = text.split("\n")
    return max(sum(_letter_width(char) for char in line) for line in lines)


def _letter_width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in {"W", "F", "A"} else 1


def lines_in(text: str, room: int) -> int:
    """Return how many lines a wrapped text takes in a column so wide."""
    return sum(max(1, -(-display_width(line) // max(1, room))) for line in text.split("\n"))
