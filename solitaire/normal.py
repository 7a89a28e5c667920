"""Folding of written text, so that the reader sees one spelling of each thing.

Width, case, traditional characters, look-alike marks and emoji digits are folded; the place of
each folded character in the text as written is kept, because names and notes are repeated to
people as they wrote them. What the words mean is left to the lexer.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from solitaire.traditional import SIMPLIFIED, TRADITIONAL

CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""The one spelling of a number in a ring, a bracket or a key cap; its value is its place + 1."""


def _one_to_one() -> dict[int, str]:
    table = {ord(old): new for old, new in zip(TRADITIONAL, SIMPLIFIED, strict=True)}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0).lower()
    table |= {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
    for old, new in (
        ("×✖✕╳☓⨉", "*"),
        ("➕﹢", "+"),
        ("➖﹣−‐‑‒–—―－", "-"),
        ("～〜∼", "~"),
        ("\u3000\u00a0\t\u2002\u2003\u2009\u202f", " "),
        ("“”〝〞", '"'),
        ("‘’", "'"),
        ("﹐", ","),
        ("﹑､", "、"),
        ("｡", "。"),
        ("︰∶", ":"),
        ("妳", "你"),
        ("吋", "寸"),
        ("⁰₀", "0"),
        ("棵", "颗"),
        ("著", "着"),
        ("暱", "昵"),
        ("簷", "檐"),
        ("鯰鲶", "鲇"),
        ("喇", "啦"),
        ("咗", "了"),
        ("嘅", "的"),
        ("畀俾", "给"),
        ("佢", "他"),
        ("嗰", "那"),
        ("冇", "没"),
    ):
        table |= {ord(ch): new for ch in old}
    for number, ch in enumerate("¹²³⁴⁵⁶⁷⁸⁹", 1):
        table[ord(ch)] = str(number)
    for first in (0x2776, 0x2780, 0x278A, 0x24F5, 0x3220, 0x3280, 0x2460):
        table |= {first + place: CIRCLED[place] for place in range(10)}
    for first in (0x2474, 0x2488):
        table |= {first + place: CIRCLED[place] for place in range(20)}
    table |= {0x24EB + place: CIRCLED[10 + place] for place in range(10)}
    return table


class _Table(dict[int, str]):
    """Folds that are no change are kept as they are first asked for: ``str.translate`` is several
    times faster where it finds every character."""

    def __missing__(self, code: int) -> str:
        ch = chr(code)
        if len(self) < 40_000:
            self[code] = ch
        return ch


_TABLE: Final = _Table(_one_to_one())
_KEYCAP: Final = re.compile("[0-9]\ufe0f?\u20e3|\U0001f51f")
_DROPPED: Final = (
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef\ud800-\udfff"
)
_UNEVEN: Final = re.compile(
    f"[{_DROPPED}\u20e3\U0001f51f\u00bc-\u00be\u2070-\u2079\u3300-\u33ff\uf900-\ufaff\ufb00-\ufb06]"
)
_FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
"""As decimals, so that 1½ is not 11/2."""

_DROP: Final = re.compile(f"[{_DROPPED}\u20e3]")
_CAPITAL: Final = re.compile("[A-Z]")
_PUNCTUATION: Final = tuple((mark, _TABLE[ord(mark)]) for mark in "，！？：；～（）\t")
"""What most texts have to fold and nothing else: one ``replace`` each is several times faster than
to translate every character."""


def _uncommon() -> re.Pattern[str]:
    """Finds what needs more than that."""
    usual = {mark for mark, _ in _PUNCTUATION}
    odd = "".join(ch for ch in map(chr, _one_to_one()) if ch not in usual and not ch.isascii())
    return re.compile(f"[{re.escape(odd)}{_NEGATIONS}{_UNEVEN.pattern[1:]}")


_NEGATIONS: Final = "唔莫甭勿弗毋"
_NOT: Final = re.compile(
    f"唔使|唔系|唔(?!该)|[{_NEGATIONS[1:]}](?=[要买订拿带来接加放用想留团参跟])"
)
_NOT_AS: Final = {"唔使": "不用", "唔系": "不是"}
"""How dialects say 不, each as long as what it is folded to: 例汤唔要, 莫放辣椒, 甭订了."""
_UNCOMMON: Final = _uncommon()


class Folded(NamedTuple):
    """``text`` as the reader sees it and ``raw`` as written. ``at`` gives for each folded
    character its place in ``raw`` (one more at the end), None where the places are equal."""

    text: str
    raw: str
    at: tuple[int, ...] | None = None

    def written(self, start: int, end: int) -> str:
        """What was written where the folded text has ``text[start:end]``."""
        if self.at is None:
            return self.raw[start:end]
        return self.raw[self.at[start] : self.at[end]]


def fold(raw: str) -> Folded:
    r"""The folded text: simplified, half width, lower case, without invisible characters; ``\n``
    stays, other white space is a blank, ringed and key-cap numbers are ``①`` … ``⑳``."""
    if _UNCOMMON.search(raw) is None:
        text = raw.lower() if _CAPITAL.search(raw) is not None else raw
        for old, new in _PUNCTUATION:
            text = text.replace(old, new)
        return Folded(text, raw)
    if _UNEVEN.search(raw) is None:
        return Folded(_with_not(raw.translate(_TABLE)), raw)
    folded = _fold_uneven(raw)
    return folded._replace(text=_with_not(folded.text))


def _with_not(text: str) -> str:
    return _NOT.sub(lambda said: _NOT_AS.get(said[0], "不"), text)


def _fold_uneven(raw: str) -> Folded:
    """The same for a text in which a character folds to none or to several."""
    out: list[str] = []
    places: list[int] = []
    place = 0
    while place < len(raw):
        keycap = _KEYCAP.match(raw, place)
        if keycap is not None:
            digit = raw[place]
            new = "⑩" if digit == "\U0001f51f" else CIRCLED[int(digit) - 1] if digit > "0" else "0"
            end = keycap.end()
        else:
            new, end = _fold_character(raw[place]), place + 1
            if raw[place] in _FRACTIONS:
                new = _FRACTIONS[raw[place]] if out and out[-1].isdecimal() else f"0{new}"
        out.append(new)
        places.extend([place] * len(new))
        place = end
    places.append(len(raw))
    return Folded("".join(out), raw, tuple(places))


def _fold_character(ch: str) -> str:
    if _DROP.match(ch):
        return ""
    if ch in _FRACTIONS:
        return _FRACTIONS[ch]
    if _UNEVEN.match(ch):
        ch = unicodedata.normalize("NFKC", ch).replace("\u2044", "/")
    return ch.translate(_TABLE)


def fold_text(raw: str) -> str:
    """The folded text alone, for names of products and other short pieces; blanks at its ends
    are left out."""
    return fold(raw).text.strip()


_NOT_A_WORD: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=16_384)
def fold_name(raw: str) -> str:
    """What is compared of a person's name: without blanks, case, width, decoration such as
    🌸 ~ · (orders/RULES.md 2). A name of nothing but decoration stays as it is."""
    text = unicodedata.normalize("NFKC", fold(raw).text).casefold()
    return _NOT_A_WORD.sub("", text) or text.strip()
