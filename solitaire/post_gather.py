"""Lines into products: a name and the price beneath it are one product, what stands beneath a
product is its remark, and what remains is the title and talk.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from solitaire.post_limits import Limits, only_for_all
from solitaire.post_lines import ReadLine, read_lines
from solitaire.post_piece import Piece
from solitaire.post_text import fold
from solitaire.post_units import QUANTITY

_DETAIL: Final = re.compile(
    r"[(（]|产地|规格|保质期|口感|口味|配料|备注|特点|说明|储存|净含量|净重|重量|品牌|尺寸"
    r"|材质|成分|包装|等级|甜度"
)
_SPEC_LABEL: Final = re.compile(r"(?:规格|净含量|净重|重量|包装)\s?[:=]")
_NAME_LABEL: Final = re.compile(r"(?:品名|商品名?|名称|产品|item)\s?[:=]")
_TITLE_LIKE: Final = re.compile(
    r".*(?:[一-鿿]团|开团|接龙|专场|返场|来[了啦]|开[了啦]|group buy|jio)[了啦]?\W*$"
)
_SENTENCE: Final = re.compile(r"[、。!;?~,]")
_ENDS_IN_SPEC: Final = re.compile(rf"\D{{1,16}}{QUANTITY}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A product as gathered from one or several lines; ``number`` and ``text`` of the first and
    of all of them."""

    code: str | None
    piece: Piece
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The drafts in order, and the talk that belongs to none."""

    drafts: tuple[Draft, ...]
    title: str
    blurb: tuple[str, ...]
    lines: tuple[ReadLine, ...]


class _Gathering:
    """The lines read so far, product by product."""

    def __init__(self, lines: Iterable[ReadLine]) -> None:
        self.priced = {(m.family, m.number) for line in lines if line.offered and (m := line.mark)}
        self.drafts: list[Draft] = []
        self.pending: list[ReadLine] = []
        self.before: list[ReadLine] = []
        self.for_all: Limits | None = None

    def take(self, line: ReadLine) -> None:
        if line.offered:
            self._take_offered(line)
        elif line.price_alone:
            self._take_price(line)
        elif line.limits_alone:
            self._take_limits(line)
        else:
            self.pending.append(line)

    def _take_offered(self, line: ReadLine) -> None:
        self._flush()
        if line.words and not self.drafts:
            self.before.append(line)
        for one in line.offered:
            self.drafts.append(Draft(one.code, one.piece, line.line.number, line.line.text))

    def _take_price(self, line: ReadLine) -> None:
        place = _name_above(self.pending, first=not self.drafts)
        if place is None:
            self._flush()
            self.drafts.append(Draft(line.code, line.piece, line.line.number, line.line.text))
            return
        above = self.pending[place:]
        self.pending = self.pending[:place]
        self._flush()
        piece = above[0].piece
        for detail in above[1:]:
            piece = _with_detail(piece, detail)
        text = "\n".join(one.line.text for one in [*above, line])
        code = above[0].code or line.code
        merged = _merged(piece, line.piece)
        self.drafts.append(Draft(code, merged, above[0].line.number, text))

    def _take_limits(self, line: ReadLine) -> None:
        limits = line.piece.limits
        if _name_above(self.pending, first=False) is not None and not limits.for_all:
            self.pending.append(line)
        elif not self.drafts or limits.for_all:
            self.for_all = limits
        else:
            last = self.drafts[-1]
            self.drafts[-1] = replace(
                last, piece=_merged(last.piece, line.piece), text=f"{last.text}\n{line.line.text}"
            )

    def _flush(self) -> None:
        """The talk between two products is the upper one's remark, or a heading."""
        if not self.drafts:
            self.before.extend(self.pending)
        else:
            for line in self.pending:
                if self._unpriced(line):
                    self._add_unpriced(line)
                elif not line.section and line.words:
                    self._add_remark(line)
        self.pending = []

    def _unpriced(self, line: ReadLine) -> bool:
        """Whether a line without a price was meant as a product: it continues the codes of priced
        ones, has limits, or is a name with a spec."""
        if line.talk or line.section or not line.piece.name or len(line.piece.name) > 20:
            return False
        if line.mark is not None:
            near = {(line.mark.family, line.mark.number + step) for step in (-1, 1)}
            return bool(near & self.priced)
        return bool(line.piece.limits) or _ENDS_IN_SPEC.fullmatch(fold(line.words)) is not None

    def _add_unpriced(self, line: ReadLine) -> None:
        self.drafts.append(Draft(line.code, line.piece, line.line.number, line.line.text))

    def _add_remark(self, line: ReadLine) -> None:
        last = self.drafts[-1]
        remark = "，".join(filter(None, (last.piece.remark, line.words)))
        self.drafts[-1] = replace(last, piece=replace(last.piece, remark=remark))

    def finish(self) -> list[ReadLine]:
        """The talk after the last product."""
        tail: list[ReadLine] = []
        for line in self.pending:
            if self.drafts and self._unpriced(line):
                self._add_unpriced(line)
            elif self.drafts and not tail and _DETAIL.match(fold(line.line.clean)) and line.words:
                self._add_remark(line)
            else:
                tail.append(line)
        return tail


def gather(text: str) -> Gathered:
    """The products and the talk of a post."""
    lines = read_lines(text)
    gathering = _Gathering(lines)
    for line in lines:
        gathering.take(line)
    tail = gathering.finish()
    title, blurb = _title(gathering.before, tail, lines)
    if not gathering.drafts:
        title, blurb = _title(tail, [], lines)
    drafts = gathering.drafts
    if gathering.for_all:
        drafts = [_limited(draft, gathering.for_all) for draft in drafts]
    return Gathered(tuple(drafts), title, blurb, tuple(lines))


def _title(
    before: list[ReadLine], after: list[ReadLine], lines: list[ReadLine]
) -> tuple[str, tuple[str, ...]]:
    """The title, the first line before the products unless it heads just a part of them, and
    what else is talk."""
    said = [line for line in before if line.words]
    title = ""
    if said and not said[0].talk:
        later = any(line.section and line is not said[0] for line in lines)
        if not (said[0].section and later):
            title = said[0].words
        said = said[1:]
    talk = [line for line in [*(one for one in said if not one.section), *after] if line.words]
    return title, tuple(line.talk_text for line in talk)


def _name_above(pending: list[ReadLine], *, first: bool) -> int | None:
    """The line, from the nearest up, that names what a price beneath it is for."""
    for place in range(len(pending) - 1, -1, -1):
        line = pending[place]
        if line.talk or not line.piece.name or line.piece.spec_only:
            continue
        folded = fold(line.words)
        if line.code or _NAME_LABEL.match(folded) or line.line.clean[:1] in "【[":
            return place
        plain = not _SENTENCE.search(folded) and not _DETAIL.match(folded) and len(folded) <= 20
        if plain and not (first and place == 0 and _TITLE_LIKE.match(folded)):
            return place
    return None


def _with_detail(piece: Piece, line: ReadLine) -> Piece:
    """A line between a name and its price: a spec for the name, limits, or a remark."""
    if line.limits_alone or line.piece.spec_only or _SPEC_LABEL.match(fold(line.words)):
        return _merged(piece, line.piece)
    remark = "，".join(filter(None, (piece.remark, line.words)))
    return replace(piece, remark=remark)


def _merged(name: Piece, price: Piece) -> Piece:
    """A name's piece with what another line says of it."""
    limits = Limits(
        price.limits.limit or name.limits.limit,
        price.limits.minimum or name.limits.minimum,
        price.limits.stock or name.limits.stock,
        unreadable=price.limits.unreadable or name.limits.unreadable,
    )
    spec = "" if only_for_all(price.name) else price.name
    return replace(
        name,
        name=" ".join(filter(None, (name.name, spec if spec not in name.name else ""))),
        remark="，".join(filter(None, (name.remark, price.remark))),
        spec_only=name.spec_only and price.spec_only,
        money=price.money or name.money,
        unit=price.unit or name.unit,
        original=price.original if price.original is not None else name.original,
        limits=limits,
        variants=price.variants if price.variants.names else name.variants,
        aliases=name.aliases + price.aliases,
        two_prices=name.two_prices or price.two_prices,
    )


def _limited(draft: Draft, limits: Limits) -> Draft:
    own = draft.piece.limits
    merged = replace(own, limit=own.limit or limits.limit, minimum=own.minimum or limits.minimum)
    return replace(draft, piece=replace(draft.piece, limits=merged))
