"""When ordering ends, when the goods come and where to fetch them, as a post's lines say it:
今晚8点截单，明天下午4点到，南门自提.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from solitaire.post_text import CJK, cut, fold, tidy
from solitaire.post_values import Arrival, Cutoff
from solitaire.post_when import Hour, When, whens_in

_CLAUSE: Final = re.compile(r"[^、,。;!【】|]+")
_SPOT = (
    r"(?:[东西南北正前后侧]?门|楼下|大堂|架空层|门口|路口|小区|广场|便利店|超市|驿站|菜鸟|门店"
    r"|门市|店里?|车库|大厅|亭|站点?|岗亭|物业|前台|办公室|食堂|公司|窗口|柜|仓库?|家里?|楼栋?"
    r"|栋|群)"
)
_CUTTING: Final = re.compile(
    r"(?:截单|截止|截团|截龙|截至|截停|截(?![图屏])|[收结封关停]单|结团|封团|关团|停接|接龙?到"
    r"|接单到|下单到"
    r"|前(?:接|下单|报|订|预订|预定|付款)|(?<![a-z])(?:orders? )?(?:close[sd]?|closing|cut-? "
    r"?off|order by"
    r"|deadline|ends?)(?![a-z]))"
    r"(?:接龙|接单|下单|名)?止?(?:时间|日期)?"
)
_ARRIVING: Final = re.compile(
    r"(?:到货|到店|到团|送达|送到|送货|配送|发货|派送|提货|自提|取货|自取|领取|领货|取菜|面交"
    r"|出货|出炉|发车|可取"
    rf"|[到送](?=$|[\s、,。;!【】)]|[^、,。;!【】]{{0,10}}{_SPOT})"
    r"|取(?![消暖])|(?<![a-z])(?:self[- ]?)?(?:collect(?:ion|s)?|pick-? ?up|deliver(?:y|ed|s)?"
    r"|arriv(?:e|es|ing|al)|ready)(?![a-z]))"
    r"(?:时间|日期)?"
)
_GAP_BEFORE: Final = re.compile(
    rf"\s?(?:(?:准时|统一|左右|之?[前后]|起|开始|就|能|可以?|陆续|现摘|直接|来"
    rf"|都)\s?)*(?P<spot>(?:在|到|去|来)?[^、,。;!【】\s\d]{{0,8}}{_SPOT})?\s?"
)
_GAP_AFTER: Final = re.compile(r"[\s:是为在于]*(?:预计|大概|by |on |at )?")
_TRAIL: Final = re.compile(r"(?:左右|之?[前后](?![^\s、,。;!【】)])|开始|起)?[哦啦喔哈呀了的吧~]*")
_PLACE_SAID: Final = re.compile(
    r"(?:(?:自?[提取]|取货|提货|面交|领取|集合)(?:地[点址]?|点|处|位置)"
    r"|地[点址]|(?:自提|取货)(?=\s?:))\s?[:是为在]?\s?(?P<place>[^、,。;!【】|]{2,40})"
    r"|^\W*[📍📌]\s?(?P<pin>(?!产地|产自|发货)[^\d、,。;!【】|:¥][^、,。;!【】|:¥]{1,19}?)"
    r"(?:自提|取货|自取|提货|领取)?$"
    r"|(?:collect(?:ion)?|pick-? ?up)?\s?(?:(?<![a-z])(?:at|point)\s|@\s?)(?P<english>(?!\$"
    r"|\d+[ap]m)[^、,。;!【】|]{2,40})"
)
_PLACE_DONE: Final = re.compile(
    rf"(?:^|(?<=[^\w]))(?:在|到)?(?P<place>[{CJK}\da-z#-]{{1,14}})(?:自提|取货|自取|面交"
    rf"|提货|领取|(?<=[门口楼堂层店站亭柜库厅台])取)$"
)
_EMPTY: Final = re.compile(r"[【\[(（][\W_]{0,8}[】\])）]")
_TO_PLACE: Final = re.compile(
    rf"(?:在|到|于)?\s?(?P<place>[^、,。;!【】\s]{{0,12}}{_SPOT}\w{{0,4}})"
)
_TRIGGER: Final = re.compile(
    r"[截收结封关停到送取提交发领货单址]|地点|前[接下报订预付]|close|closing|cut|order by"
    r"|deadline|end|collect|pick|deliver|arriv|ready|@|at |[📍📌]"
)


@dataclass(frozen=True, slots=True)
class Notices:
    """What a line says of time and place, and ``rest``, the line without it."""

    rest: str
    cutoff: Cutoff | None = None
    arrival: Arrival | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A time with the word it belongs to: the span of both, and a place between them."""

    start: int
    end: int
    when: When
    spot: str


def take_notices(text: str) -> Notices:
    """The first cutoff, arrival and place in an even line."""
    if not _TRIGGER.search(fold(text)):
        return Notices(text)
    rest, place = text, ""
    rest, cutoff = _take_said(rest, _CUTTING)
    rest, arrival, spot = _take_arrival(rest)
    rest, place = _take_place(rest, arrival is not None)
    if cutoff is None and arrival is None and not place:
        return Notices(text)
    made = _cutoff(*cutoff) if cutoff else None
    rest = _EMPTY.sub(" ", rest)
    spot = (place or spot).strip()
    flat = "#" if spot[:1] in {"#", "＃"} else ""
    return Notices(rest, made, arrival, flat + tidy(spot))


def _take_said(text: str, word: re.Pattern[str]) -> tuple[str, tuple[_Said, str] | None]:
    said = _find_said(fold(text), word)
    if said is None:
        return text, None
    return cut(text, said.start, said.end, "，"), (said, text[said.start : said.end])


def _find_said(folded: str, word: re.Pattern[str]) -> _Said | None:
    """The first time that stands beside the word, in one clause; glued ones before spaced ones."""
    spaced: _Said | None = None
    for clause in _CLAUSE.finditer(folded):
        whens = list(whens_in(clause[0]))
        for found in word.finditer(clause[0]) if whens else ():
            for said in (_before(clause[0], whens, found), _after(clause[0], whens, found)):
                if said is None:
                    continue
                at = clause.start()
                moved = _Said(said.start + at, said.end + at, said.when, said.spot)
                if " " not in clause[0][said.start : said.end].strip():
                    return moved
                spaced = spaced or moved
    return spaced


def _before(clause: str, whens: list[When], word: re.Match[str]) -> _Said | None:
    for when in whens:
        gap = (
            _GAP_BEFORE.fullmatch(clause, when.end, word.start())
            if when.end <= word.start()
            else None
        )
        if gap:
            trail = _TRAIL.match(clause, word.end())
            return _Said(when.start, trail.end() if trail else word.end(), when, gap["spot"] or "")
    return None


def _after(clause: str, whens: list[When], word: re.Match[str]) -> _Said | None:
    gap = _GAP_AFTER.match(clause, word.end())
    for when in whens:
        if gap and when.start == gap.end():
            trail = _TRAIL.match(clause, when.end)
            return _Said(word.start(), trail.end() if trail else when.end, when, "")
    return None


_WHOLE_PART: Final = {"早": "早上", "晚": "晚上", "夜": "夜里"}
"""明早到: the part of a day, said so that a weekday may stand before it."""


def _take_arrival(text: str) -> tuple[str, Arrival | None, str]:
    folded = fold(text)
    said = _find_said(folded, _ARRIVING)
    if said is None:
        return text, None, ""
    end, spot = said.end, said.spot
    place = _TO_PLACE.match(folded, end)
    if place:
        end, spot = place.end(), text[slice(*place.span("place"))]
    when = said.when
    arrival = Arrival(
        tidy(text[said.start : end]),
        when.day,
        _day_time(when.hour),
        _day_time(when.until),
        "" if when.hour else _WHOLE_PART.get(when.part, when.part),
    )
    return cut(text, said.start, end, "，"), arrival, re.sub("^[在到去来]", "", spot)


def _day_time(hour: Hour | None) -> dt.time | None:
    """Goods come by day: 4点 is in the afternoon, 9点 in the morning."""
    if hour is None or not hour.either_half or hour.time.hour > 6:
        return hour.time if hour else None
    return dt.time(hour.time.hour + 12, hour.time.minute)


def _cutoff(said: _Said, text: str) -> Cutoff:
    when = said.when
    time = when.hour.time if when.hour else None
    either = when.hour is not None and when.hour.either_half
    if when.part in {"中午", "正午"} and time is None:
        time = dt.time(12)
    return Cutoff(tidy(text), when.day, time, either_half=either, evening=when.evening)


def _take_place(text: str, arrives: bool) -> tuple[str, str]:
    """A place with its label, or a clause that is a place and 自提."""
    folded = fold(text)
    found = _PLACE_SAID.search(folded)
    if found and (found["place"] or found["pin"] or arrives or folded.startswith("@")):
        name = next(name for name in ("place", "pin", "english") if found[name])
        return cut(text, *found.span(), "，"), text[slice(*found.span(name))]
    for clause in _CLAUSE.finditer(folded):
        done = _PLACE_DONE.search(clause[0])
        if done and not re.match(r"可以?$|支持|只能|不|请|记得|需要|凭", done["place"]):
            at = clause.start()
            start, end = (at + place for place in done.span("place"))
            return cut(text, at + done.start(), at + done.end(), "，"), text[start:end]
    return text, ""
