"""Lines into products: a name and the price beneath it are one product, what stands beneath a
product is its remark, and what remains is the title and talk.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from solitaire.post_bare import may_name_goods, names_goods
from solitaire.post_limits import Limits
from solitaire.post_lines import ReadLine, read_lines
from solitaire.post_merge import merged, settled, with_detail, with_size
from solitaire.post_piece import Piece, with_limits, with_shared
from solitaire.post_text import fold
from solitaire.post_units import QUANTITY
from solitaire.post_variants import is_size

_DETAIL: Final = re.compile(
    r"[(（]|产地|规格|保质期|口感|口味|配料|备注|特点|说明|储存|净含量|净重|重量|品牌|尺寸"
    r"|材质|成分|包装|等级|甜度"
)
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
        if len(line.offered) == 1 and is_size(line.offered[0].piece.name) and self._take_size(line):
            return
        self._flush(line.offered[0].piece.name)
        if line.words and not self.drafts:
            self.before.append(line)
        for one in line.offered:
            self.drafts.append(Draft(one.code, one.piece, line.line.number, line.line.text))

    def _take_size(self, line: ReadLine) -> bool:
        """小 39.9 beneath 带鱼: one more size of what is named above."""
        size = line.offered[0].piece
        place = _name_above(self.pending, first=not self.drafts)
        if place is not None:
            above = self.pending[place]
            self.pending = self.pending[:place]
            self._flush(above.piece.name)
            self._add_unpriced(above)
        elif self.pending or not (self.drafts and self.drafts[-1].piece.variants.prices):
            return False
        last = self.drafts[-1]
        text = f"{last.text}\n{line.line.text}"
        self.drafts[-1] = replace(last, piece=with_size(last.piece, size), text=text)
        return True

    def _take_price(self, line: ReadLine) -> None:
        place = _name_above(self.pending, first=not self.drafts)
        if place is None:
            self._flush("")
            self.drafts.append(Draft(line.code, line.piece, line.line.number, line.line.text))
            return
        above = self.pending[place:]
        self.pending = self.pending[:place]
        self._flush(above[0].piece.name)
        piece = above[0].piece
        for detail in above[1:]:
            piece = with_detail(piece, detail)
        text = "\n".join(one.line.text for one in [*above, line])
        code = above[0].code or line.code
        whole = merged(piece, line.piece)
        self.drafts.append(Draft(code, whole, above[0].line.number, text))

    def _take_limits(self, line: ReadLine) -> None:
        limits = line.piece.limits
        if _name_above(self.pending, first=False) is not None and not limits.for_all:
            self.pending.append(line)
        elif not self.drafts or limits.for_all:
            self.for_all = limits
        else:
            last = self.drafts[-1]
            self.drafts[-1] = replace(
                last, piece=merged(last.piece, line.piece), text=f"{last.text}\n{line.line.text}"
            )
            self.drafts[:-1] = [
                replace(one, piece=with_shared(one.piece, limits))
                if one.number == last.number
                else one
                for one in self.drafts[:-1]
            ]

    def _flush(self, following: str) -> None:
        """The talk between two products is the upper one's remark, or a heading; ``following`` is
        the lower one's name."""
        if not self.drafts:
            self.before.extend(self.pending)
        else:
            around = (self.drafts[-1].piece.name, following)
            for line in self.pending:
                if self._unpriced(line) or _forgotten(line, around, may_name_goods):
                    self._add_unpriced(line)
                elif line.words and (not line.section or _DETAIL.match(fold(line.words))):
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
        around = (self.drafts[-1].piece.name,) if self.drafts else ()
        for line in self.pending:
            forgotten = around and not tail and _forgotten(line, around, names_goods)
            if self.drafts and (forgotten or self._unpriced(line)):
                self._add_unpriced(line)
            elif self.drafts and not tail and _DETAIL.match(fold(line.words)) and line.words:
                self._add_remark(line)
            else:
                tail.append(line)
        return tail


def _forgotten(line: ReadLine, around: Sequence[str], goods: Callable[[str], bool]) -> bool:
    """Whether a bare line is a product whose price was forgotten. What the products around it are
    called by is no other product: 苹果 above 红富士苹果 5/斤 heads its kinds."""
    said = line.notices.cutoff or line.notices.arrival or line.notices.place
    if line.talk or line.headed or line.mark or said or not goods(line.words):
        return False
    words = fold(line.words)
    return not any(words in fold(name) for name in around)


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
    drafts = [replace(one, piece=settled(one.piece)) for one in gathering.drafts]
    if gathering.for_all:
        limits = gathering.for_all
        drafts = [replace(one, piece=with_limits(one.piece, limits)) for one in drafts]
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
