"""How a text and its buttons are made to fit Telegram. Pure; it knows none of Telegram's library.

Telegram counts in UTF-16 units: an emoji is two or more, a Chinese character is one.
"""

from collections.abc import Sequence

from handlers.messages import Button

_JOINER = "\u200d"
# What belongs to the character before it: variation selector, keycap, skin tones, the joiner.
_TAILS = frozenset("\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff" + _JOINER)
# The longest label, in characters, with which that many buttons share a row on a phone.
_ABREAST = ((5, 3), (9, 2))


def count_units(text: str) -> int:
    """The length of a text in UTF-16 units.

    >>> count_units("草莓🍓")
    4
    """
    return sum(2 if character > "\uffff" else 1 for character in text)


def cut(text: str, limit: int) -> tuple[str, ...]:
    r"""A text in pieces of at most ``limit`` UTF-16 units, cut at line ends, which are left out.

    Only a line that is longer than that is cut inside, and then not inside an emoji. A piece
    that would be blank is left out, as Telegram takes none; so a blank text has no pieces.

    >>> cut("草莓 2\n香蕉 1\n橙子", 9)
    ('草莓 2\n香蕉 1', '橙子')
    """
    pieces: list[str] = []
    while text:
        end = _find_end(text, limit)
        pieces.append(text[:end].rstrip("\n"))
        text = text[end:].lstrip("\n")
    return tuple(piece for piece in pieces if piece.strip())


def _find_end(text: str, limit: int) -> int:
    fits = _count_fitting(text, limit)
    if fits == len(text):
        return fits
    line_end = text.rfind("\n", 1, fits + 1)
    return line_end if line_end > 0 else _before_emoji(text, fits)


def _count_fitting(text: str, limit: int) -> int:
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return index
    return len(text)


def _before_emoji(text: str, end: int) -> int:
    whole = end
    while whole > 0 and (text[whole] in _TAILS or text[whole - 1] == _JOINER):
        whole -= 1
    return whole or end


def lay_out(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    """The buttons in rows that a phone shows without shortening their labels."""
    longest = max((len(button.label) for button in buttons), default=0)
    abreast = next((count for length, count in _ABREAST if longest <= length), 1)
    return [buttons[first : first + abreast] for first in range(0, len(buttons), abreast)]
