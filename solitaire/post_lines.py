"""What each line of a post is: products, a price alone, limits alone, a heading, talk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from solitaire.post_limits import Limits, only_for_all, tail_limits
from solitaire.post_marks import Mark, in_run, opening
from solitaire.post_notices import Notices, take_notices
from solitaire.post_piece import Piece, read_piece, with_shared
from solitaire.post_split import split_by_codes, split_line
from solitaire.post_table import with_columns
from solitaire.post_text import CJK, EMOJI, Line, fold, lines_of, tidy

_CHAIN: Final = re.compile(r"^\s*(?:[#＃]\s?(?:接[龙龍]|group note)\s?|接[龙龍]$)", re.IGNORECASE)
_EXAMPLE: Final = re.compile(r"(?:例(?!外)|例[如子]|格式如?|接龙格式|示例|example)\s?[:、,.\s]")
_ISSUE: Final = re.compile(r"第?[\d一二三四五六七八九十百]{1,4}期\s?\d{1,2}[./-]\d{1,2}")
"""第12期 6.20 is dated, not priced."""
_COLUMNS: Final = re.compile(
    r"(?:(?:序号|编号|品名|商品(?:名称?)?|名称|规格|单位|价格|单价|团购价|库存|数量|限购|备注)[\s|/、,]*){2,}"
)
"""The head of a table is no product and no title."""
_TALK: Final = re.compile(
    r"满\s?\d|(?:有?需?要|想要?|喜欢|感兴趣)的|满[减赠]|运费|邮费|配送费|定金|押金|红包"
    r"|优惠券?|退款|https?:|www\.|第[二三两2-3][件份]|超市|外面|电话|联系|微信"
    r"|客服|注意|温馨提示|ps|p\.s|备注[:]|做法|吃法|用法|保存|保质期|冷[藏冻](?:保|储|\d)|付款"
    r"|转账|收款|下单|报名|接龙方式|如何|每单|买.{0,4}送|加.{0,3}微|[拨请]打|售后"
)
_PHONE: Final = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|09\d{2}-?\d{3}-?\d{3})(?!\d)|https?://"
)
_DECORATED: Final = re.compile(rf"[{EMOJI}\s]")
_HEAD: Final = re.compile(
    rf"[【\[][^】\]]{{1,12}}[】\]][:]?|[-=*~—]{{1,}}[^-=*~—]{{1,12}}[-=*~—]{{1,}}"
    rf"|[^:]{{1,12}}[:]|[{CJK}]{{1,8}}[类区篇]|[{CJK}]{{1,8}}(?:专区|系列|专场|部分)"
    rf"|[一二三四五六七八九十]{{1,2}}、[{CJK}]{{1,8}}"
)
_SHORT: Final = re.compile(rf"[{CJK}]{{1,4}}")


@dataclass(frozen=True, slots=True)
class Offered:
    """A product that a line holds whole."""

    code: str | None
    piece: Piece


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line and what it is. ``offered`` are whole products; else ``piece`` is what the line says
    of one elsewhere. ``words`` is its talk without notices, "" where there is none. ``section`` for
    what may head a part of the post, ``headed`` where it has the form of a heading."""

    line: Line
    notices: Notices
    words: str
    code: str | None = None
    mark: Mark | None = None
    offered: tuple[Offered, ...] = ()
    piece: Piece = field(default_factory=lambda: read_piece(""))
    section: bool = False
    headed: bool = False
    talk: bool = False

    @property
    def talk_text(self) -> str:
        """The line as written where it holds nothing but talk."""
        whole = self.notices.cutoff or self.notices.arrival or self.notices.place
        return self.words if whole else self.line.text

    @property
    def price_alone(self) -> bool:
        return not self.offered and self.piece.money is not None

    @property
    def limits_alone(self) -> bool:
        """Whether the line only says limits or an old price."""
        said = bool(self.piece.limits) or self.piece.original is not None
        nameless = not self.piece.name or only_for_all(self.piece.name)
        return not self.offered and not self.price_alone and said and nameless


def read_lines(text: str) -> list[ReadLine]:
    """The lines of a post that say something, in order."""
    lines = with_columns(lines_of(text))
    kept = [(line, body) for line in lines if (body := _body(line)) is not None]
    seen = [(line, take_notices(body)) for line, body in kept]
    opened = [opening(notices.rest) for _, notices in seen]
    marks = [mark for mark, _ in opened if mark is not None]
    read = [
        _read(line, notices, mark if mark and in_run(mark, marks) else None, plain)
        for (line, notices), (mark, plain) in zip(seen, opened, strict=True)
    ]
    return _with_codes_above(read)


def _with_codes_above(lines: list[ReadLine]) -> list[ReadLine]:
    """A code alone on its line belongs to the line beneath it."""
    out: list[ReadLine] = []
    above: Mark | None = None
    for line in lines:
        if line.mark and not (line.words or line.offered or line.piece.money):
            above = line.mark
        elif above and not line.mark and len(line.offered) < 2:
            offered = tuple(replace(one, code=above.code) for one in line.offered)
            out.append(replace(line, code=above.code, mark=above, offered=offered, section=False))
            above = None
        else:
            out.append(line)
    return out


def _body(line: Line) -> str | None:
    """The line without the chain's head; None for a mere rule or an example."""
    body = _CHAIN.sub("", line.clean)
    folded = fold(body).strip()
    if _EXAMPLE.match(folded) or _COLUMNS.fullmatch(folded) or not tidy(body):
        return None
    return body


def _read(line: Line, notices: Notices, mark: Mark | None, plain: str) -> ReadLine:
    folded = fold(plain)
    body = plain[mark.end :] if mark else plain
    words = _unbracketed(body if mark else notices.rest)
    if _ISSUE.fullmatch(fold(tidy(plain))):
        return ReadLine(line, notices, words, mark=mark)
    if _TALK.match(fold(tidy(body))) or _PHONE.search(folded):
        return ReadLine(line, notices, words, mark=mark, talk=True)
    split = split_by_codes(plain) or split_line(body)
    pieces = [(own, read_piece(piece)) for own, piece in split.pieces]
    if all(piece.money and piece.name and not piece.spec_only for _, piece in pieces):
        first = mark.code if mark else None
        shared = tail_limits(split.pieces[-1][1]) if len(pieces) > 1 else Limits()
        offered = tuple(
            Offered(own.code if own else first, with_shared(piece, shared)) for own, piece in pieces
        )
        codes_own = len(pieces) == 1 or all(own for own, _ in pieces)
        named = offered if codes_own else tuple(Offered(None, one.piece) for one in offered)
        return ReadLine(line, notices, _unbracketed(split.head), mark=mark, offered=named)
    said = notices.cutoff or notices.arrival or notices.place
    forms = () if mark or said else (notices.rest, plain, words)
    headed = _has_form(_HEAD, forms)
    section = headed or _has_form(_SHORT, forms)
    code = mark.code if mark else None
    return ReadLine(
        line, notices, words, code, mark, piece=pieces[0][1], section=section, headed=headed
    )


def _has_form(form: re.Pattern[str], lines: Sequence[str]) -> bool:
    """Whether a line has the form, in any of its writings, with and without bullets."""
    return any(form.fullmatch(fold(_DECORATED.sub("", line))) for line in lines)


def _unbracketed(text: str) -> str:
    """Words without decoration and without the brackets around all of them."""
    plain = tidy(text)
    inside = plain[1:-1]
    whole = plain[:1] in "【[「『" and plain[-1:] in "】]」』" and not set(inside) & set("【[「『")
    return tidy(inside) if whole else plain
