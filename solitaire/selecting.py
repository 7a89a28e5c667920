"""Words that tell one of several goods by its size or look: 20斤那种大米, 花生油5升的, 西瓜要大的.

A size stands in the product's name; a look is a character of it. Either narrows the goods beside
it, in front or behind, or those named before; alone it means the goods that have it. Rules:
orders/RULES.md 3 (parts of a name) and 8 (weights left out of names).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from solitaire.lexicon import Lexicon, Rank, Term
from solitaire.numbers import read_number
from solitaire.tokens import COUNTS, GOODS, Kind, Token, kinds_of
from solitaire.units import CLASSIFIER, WEIGHTS, Amount, sold_by_weight
from solitaire.words import Role

_LITRES: Final = {"升": 1_000, "l": 1_000, "毫升": 1, "ml": 1}
_INCHES: Final = ("寸", "英寸", "吋")
_APART: Final = ("l", *_INCHES)
"""Units that count nothing, so that they stand as words behind their number."""
_SIZE: Final = re.compile(
    rf"([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]+)\s*(毫升|ml|升|l|英?寸|吋|{CLASSIFIER})(?![a-z])"
)
_LOOKS: Final = (
    "大中小粗细长短厚薄宽窄红白黑黄绿蓝紫粉灰青甜咸辣酸淡苦老嫩公母男女冷热生熟干鲜软硬荤素糯脆"
)
_LOOK: Final = re.compile(
    rf"([{_LOOKS}])(?:号|果|个头?|款|色|规格|{CLASSIFIER})?(?:的|那?[种款个])?"
)
_BETWEEN: Final = Role.ORDER | Role.OF | Role.POINT

Size = tuple[str, int]
"""What is measured (``g``, ``ml`` or a measure word), and thousandths of how much."""


class _Choice(NamedTuple):
    """Tokens from ``start`` to ``end`` that tell ``codes``; ``plain`` where nothing but a size is
    said, which may be a quantity as well."""

    start: int
    end: int
    codes: frozenset[str]
    plain: bool = False


def with_choices(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with each size or look worked into the goods that it tells."""
    if len(lexicon.products) < 2 or not any(_may_tell(t) for t in tokens):
        return tokens
    out = list(tokens)
    base: Term | None = None
    place = 0
    while place < len(out):
        choice = _choice_at(out, place, base, lexicon)
        told = None if choice is None else _told(out, choice, base, lexicon)
        if told is not None:
            out, place = told
        term = out[place].term
        if term is not None and len(term.codes) > 1:
            base = term
        place += 1
    return out


def _may_tell(token: Token) -> bool:
    if token.kind == Kind.AMOUNT:
        return True
    spec = token.kind == Kind.GAP and len(token.text) > 1
    return spec or (token.kind & (Kind.TEXT | Kind.WORD) != 0 and token.text.strip()[:1] in _SET)


_SET: Final = frozenset(_LOOKS)


def _choice_at(
    tokens: Sequence[Token], place: int, base: Term | None, lexicon: Lexicon
) -> _Choice | None:
    token = tokens[place]
    if token.kind & (Kind.TEXT | Kind.WORD):
        return _look_at(tokens, place, base, lexicon)
    size, end = _size_said(tokens, place)
    if size is None:
        return None
    said = end
    while end < len(tokens) and (tokens[end].has(Role.OF | Role.POINT)):
        end += 1
    marked = end > said or token.kind == Kind.GAP or size[0] == "寸"
    if size[0] not in ("g", "ml") and not marked:
        return None
    having = frozenset(c for c, sizes in sizes_of(lexicon).items() if size in sizes)
    return _Choice(place, end, having, plain=not marked)


def _size_said(tokens: Sequence[Token], place: int) -> tuple[Size | None, int]:
    """The size that is said there, and where it ends."""
    token = tokens[place]
    if token.kind == Kind.GAP:
        found = _SIZE.match(token.text)
        return (_size(found) if found and token.text.endswith("装") else None), place + 1
    amount = token.amount
    if token.kind != Kind.AMOUNT or amount is None or amount.plus:
        return None, place + 1
    after = tokens[place + 1] if place + 1 < len(tokens) else token
    if not amount.unit and after.text.strip() in _APART and after.start == token.end:
        return _sized(amount.value, after.text.strip()), place + 2
    return (_sized(amount.value, amount.unit) if amount.unit else None), place + 1


def _size(found: re.Match[str]) -> Size | None:
    value = read_number(found.group(1))
    return None if value is None else _sized(value, found.group(2))


def _sized(value: int, unit: str) -> Size:
    if unit in _LITRES:
        return "ml", value * _LITRES[unit]
    if unit in _INCHES:
        return "寸", value
    if unit in WEIGHTS:
        return "g", value * WEIGHTS[unit] // 2
    return unit, value


@lru_cache(maxsize=64)
def sizes_of(lexicon: Lexicon) -> dict[str, frozenset[Size]]:
    """The sizes that stand in each product's name, by its code; none of what is sold by weight."""
    return {
        code: frozenset(
            size
            for name in (lexicon.names[code], *product.aliases)
            for found in _SIZE.finditer(name.lower())
            if not sold_by_weight(product) and (size := _size(found)) is not None
        )
        for code, product in lexicon.products.items()
    }


def _look_at(
    tokens: Sequence[Token], place: int, base: Term | None, lexicon: Lexicon
) -> _Choice | None:
    """大的, 小号, 细的那种, 大桶: the goods whose name holds that character and others' do not."""
    token = tokens[place]
    found = _LOOK.fullmatch(token.text.strip())
    if found is None:
        return None
    end = place + 1
    while end < len(tokens) and tokens[end].has(Role.OF | Role.POINT):
        end += 1
    term = _beside(tokens, place, end) or base
    among = term.codes if term is not None else tuple(lexicon.products)
    said = term.text if term is not None else ""
    having = _looking(found.group(1), said, among, lexicon)
    marked = end > place + 1 or len(found.group()) > 1
    if term is None and not marked:
        return None
    return _Choice(place, end, having, plain=False) if having else None


def _looking(look: str, said: str, among: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    codes = tuple(among)
    having = frozenset(c for c in codes if look in lexicon.names[c].replace(said, "", 1))
    if having and len(having) < len(codes):
        return having
    if look in "大小" and len(codes) == 2 and not having:
        return _largest(codes, lexicon, most=look == "大")
    return frozenset()


def _largest(codes: Sequence[str], lexicon: Lexicon, *, most: bool) -> frozenset[str]:
    """The larger or the smaller of two goods that differ in one size."""
    sizes = [sizes_of(lexicon)[code] for code in codes]
    kinds = {kind for each in sizes for kind, _ in each}
    if any(len(each) != 1 for each in sizes) or len(kinds) != 1:
        return frozenset()
    values = [next(iter(each))[1] for each in sizes]
    if values[0] == values[1]:
        return frozenset()
    pick = max(values) if most else min(values)
    return frozenset({codes[values.index(pick)]})


def _beside(tokens: Sequence[Token], start: int, end: int) -> Term | None:
    """The goods right behind the words, or right before them."""
    place = _goods_place(tokens, start, end)
    return None if place is None else tokens[place].term


def _goods_place(tokens: Sequence[Token], start: int, end: int) -> int | None:
    behind = end
    while behind < len(tokens) and tokens[behind].text == " ":
        behind += 1
    ahead = start - 1
    while ahead >= 0 and (tokens[ahead].text == " " or tokens[ahead].has(_BETWEEN)):
        ahead -= 1
    front = ahead >= 0 and _is_open(tokens[ahead])
    counted = behind < len(tokens) and tokens[behind].kind == Kind.AMOUNT
    if behind < len(tokens) and _is_open(tokens[behind]) and not (front and counted):
        return behind
    return ahead if front else None


def _is_open(token: Token) -> bool:
    return token.kind == Kind.TERM and token.term is not None and bool(token.term.codes)


def _told(
    tokens: list[Token], choice: _Choice, base: Term | None, lexicon: Lexicon
) -> tuple[list[Token], int] | None:
    """The tokens without the words of the choice, its goods narrowed; and the place to go on."""
    place = _goods_place(tokens, choice.start, choice.end)
    if place is None:
        return _alone(tokens, choice, base)
    if choice.plain and not _is_counted(tokens, choice, place):
        return None
    term = tokens[place].term
    assert term is not None
    fits = tuple(c for c in term.codes if c in choice.codes)
    if not fits:
        return None
    goods = tokens[place]._replace(term=replace(term, codes=fits))
    if place > choice.start:
        kept = [*tokens[: choice.start], goods, *tokens[place + 1 :]]
        return kept, choice.start
    kept = [*tokens[:place], goods, *tokens[place + 1 : choice.start], *tokens[choice.end :]]
    return kept, min(choice.start, len(kept)) - 1


def _is_counted(tokens: Sequence[Token], choice: _Choice, place: int) -> bool:
    """大米20斤一袋, 一袋20斤大米: a quantity stands beside the size, so that it is none itself."""
    first, last = min(choice.start, place), max(choice.end, place + 1)
    while last < len(tokens) and (tokens[last].text == " " or tokens[last].has(_BETWEEN)):
        last += 1
    if last < len(tokens) and tokens[last].kind & COUNTS:
        after = next((t for t in tokens[last + 1 :] if t.text != " "), None)
        return after is None or not after.kind & GOODS
    before = tokens[first - 1] if first else None
    return before is not None and before.kind == Kind.AMOUNT and not _is_weight(before.amount)


def _is_weight(amount: Amount | None) -> bool:
    return amount is not None and amount.unit in WEIGHTS


def _alone(
    tokens: list[Token], choice: _Choice, base: Term | None
) -> tuple[list[Token], int] | None:
    """2.5斤的那个要一份, 小的2个: without goods beside it, of those named before or of all."""
    if choice.plain or choice.start + 1 == choice.end or not _is_lone(tokens, choice):
        return None
    codes = choice.codes
    if base is not None:
        codes = frozenset(base.codes) & codes or codes
    if not codes:
        return None
    first, last = tokens[choice.start], tokens[choice.end - 1]
    text = "".join(t.text for t in tokens[choice.start : choice.end])
    term = Term(text, Rank.PART, tuple(sorted(codes)))
    goods = Token(Kind.TERM, first.start, last.end, text, term=term)
    return [*tokens[: choice.start], goods, *tokens[choice.end :]], choice.start


def _is_lone(tokens: Sequence[Token], choice: _Choice) -> bool:
    """Whether no goods are named between the stops around."""
    before = next(
        (i + 1 for i in range(choice.start - 1, -1, -1) if tokens[i].kind == Kind.STOP), 0
    )
    behind = next(
        (i for i in range(choice.end, len(tokens)) if tokens[i].kind == Kind.STOP), len(tokens)
    )
    run = [*tokens[before : choice.start], *tokens[choice.end : behind]]
    return not kinds_of(run) & GOODS or bool(kinds_of(tokens[before : choice.start]) & COUNTS)
