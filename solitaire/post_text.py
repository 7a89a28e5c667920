"""The letters of a post: its lines, their folding and decoration. Knows no prices, no products.

A line is first made even: each character folds to one character, so that a span found in the
folded text cuts the text as she wrote it, and names stay in her characters.
"""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.normal import fold as fold_whole

CJK: Final = r"\u3400-\u9fff"
EMOJI: Final = (
    r"\u203c\u2049\u2194-\u21ff\u2300-\u23ff\u25a0-\u2775\u2794-\u27a0\u27a2-\u27bf"
    r"\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe0f\u20e3\U0001f000-\U0001faff"
)
FOOD: Final = re.compile(
    r"[\U0001f32d-\U0001f330\U0001f33d\U0001f344-\U0001f37f\U0001f404-\U0001f419"
    r"\U0001f41f-\U0001f425\U0001f950-\U0001f96f\U0001f980-\U0001f9aa\U0001f9c0-\U0001f9cb"
    r"\U0001fad0-\U0001fadb]"
)
"""Pictures that may stand for what is sold: 🍓 🥚 🦐."""

_MORE_MARKS: Final = str.maketrans("￥→➡⇒│┃∣‖〖〗〔〕・‧∙◦🈶🈚", "¥>>>||||【】[]····有无")
_BLANKS: Final = re.compile(r"\s+")
_DECORATION: Final = re.compile(rf"[{EMOJI}]+")
_EDGE = r"\s\-=_*#~～—|｜＝＊＃－·•・‧∙◦▪,，.。、:：;；!！?？/\\>&+^`\"'“”‘’…→➡⇒▶►"
_OPENING: Final = re.compile(rf"[{_EDGE}]+")
_CLOSING: Final = re.compile(rf"[^{_EDGE}]")
_BULLET: Final = re.compile(rf"(?:[\s{EMOJI}·•・‧∙◦▪*#~～—|>=_+、，,。]|-(?!\d))+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: ``number`` from 1, ``text`` as written without control
    characters, ``clean`` made even and with single blanks."""

    number: int
    text: str
    clean: str


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank: blank lines carry no meaning."""
    found: list[Line] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        clean = _BLANKS.sub(" ", _even(raw)).strip()
        if clean:
            found.append(Line(number, _shown(raw), clean))
    return found


def _shown(raw: str) -> str:
    """The line as it may be shown again: control characters left out, joined emoji kept whole."""
    return "".join(
        ch for ch in raw.replace("\t", " ") if ch.isprintable() or ch == "\u200d"
    ).strip()


def _even(raw: str) -> str:
    """The line with each character that folds to none or several replaced by what it folds to."""
    folded = fold_whole(raw)
    if folded.at is None:
        return raw
    out: list[str] = []
    for place, letter in enumerate(folded.text):
        written = folded.written(place, place + 1)
        alone = len(written) == 1 and fold_whole(written).text == letter
        out.append(written if alone else letter)
    return "".join(out)


def fold(text: str) -> str:
    """An even text in one spelling (narrow, simplified, lower case), each character at its place.
    The wide comma is ``、``, so that a narrow one can stand between thousands."""
    return fold_whole(text.replace("，", "、")).text.translate(_MORE_MARKS)


def cut(text: str, start: int, end: int, hole: str = " ") -> str:
    """The text without a span, ``hole`` in its place."""
    return f"{text[:start]}{hole}{text[end:]}"


def tidy(text: str) -> str:
    """A piece of text without emoji, and without marks and blanks at its edges."""
    plain = _BLANKS.sub(" ", _DECORATION.sub(" ", text))
    opening = _OPENING.match(plain)
    start = opening.end() if opening else 0
    end = len(plain)
    while end > start and not _CLOSING.match(plain[end - 1]):
        end -= 1
    return plain[start:end]


def without_bullet(text: str) -> str:
    """The text without the marks and pictures that it opens with."""
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text
