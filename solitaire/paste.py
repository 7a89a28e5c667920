"""What a leader pastes in private: a 接龙 that was copied, or a stretch of copied chat.

Only the form is looked at here; ``solitaire/pasting.py`` works it into the book. The forms of chat
are those in which WeChat on a computer, WeChat's merged messages and Telegram's desktop program
copy it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from solitaire.households import HOUSEHOLD_AT, NAMELIKE
from solitaire.layout import Layout, find_layout
from solitaire.normal import fold_text
from solitaire.stamps import STAMP, UNKNOWN, Stamp, day_line, stamp_of


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a copied stretch: who said it, as written; ``stamp`` when, so far as known."""

    speaker: str
    text: str
    stamp: Stamp = UNKNOWN


@dataclass(frozen=True, slots=True)
class Paste:
    """A list (``layout``) or a stretch of chat (``spoken``). ``sure`` where the form alone tells;
    else what is written must be looked at. ``rest`` for a list whose numbers begin behind 1: the
    second half of a long one."""

    layout: Layout | None = None
    spoken: tuple[Spoken, ...] = ()
    sure: bool = False
    rest: bool = False


_HEAD: Final = re.compile(r"\s*#?\s*(?:接龙|接龍|group note)", re.IGNORECASE)
_NAMELIKE: Final = re.compile(NAMELIKE)
_FIRST: Final = re.compile(r"\s*([0-9０-９]{1,3})")
_NAME: Final = r"(?P<name>[^:：\n「」]{1,40}?)"
_BODY: Final = r"\s*[:：]\s*(?P<body>\S.*)?"
_HEADS: Final = (
    re.compile(rf"{_NAME}(?:\s+|\s*[,，]\s*|(?=[\[(（])){STAMP}[:：]?"),
    re.compile(rf"{STAMP}\s+{_NAME}[:：]?"),
)
_INLINE: Final = (
    re.compile(rf"\s*{_NAME}[\s,，]+{STAMP}{_BODY}"),
    re.compile(rf"\s*{STAMP}\s*[-–]?\s*{_NAME}{_BODY}"),
    re.compile(rf"\s*{_NAME}{_BODY}"),
)
_SYSTEM: Final = re.compile(
    r"撤回了一[条則则]|recalled a message|加入了?(?:本)?群|退出了?群|拍了拍|"
    r"以[下上](?:是|为).{0,8}消息|^\[(?:in reply to|forwarded from)\b.*\]$|"
    r"^(?:查看更多|收起)$|聊天记录$",
    re.IGNORECASE,
)
_CUT_OFF: Final = 2
"""So many lines of a message whose head was not copied may stand in front of a stretch."""
_NOBODY: Final = re.compile(
    r"(?:截单|到货|自提|地址|备注|合计|总计|价格|时间|规格|今[天日晚]|明[天日晚]|后天|上午|下午|早上|"
    r"晚上|中午|配送|取货|链接|电话|https?|20[0-9]{2}[-/.年]|共|注意|说明|例|[0-9 .,/\-]+$)",
    re.IGNORECASE,
)
"""How a line begins that names a thing, a time or a sum, and nobody who speaks."""
_BOT: Final = re.compile(r"^(?:📋 |⏰ |🔔 |🚚 |✅ .*（第[0-9]+单）)")
"""How the bot's own posts begin: what it said itself is no news to it."""


@lru_cache(maxsize=256)
def read_paste(text: str) -> Paste | None:
    r"""The list or the stretch of chat that a text is; None for anything else, such as one order.

    >>> [one.speaker for one in read_paste("张姐 2026/11/22 20:41\n草莓2份").spoken]
    ['张姐']
    """
    if "\n" not in text.strip():
        return None
    lines = [line.rstrip() for line in text.replace("\u2005", " ").split("\n")]
    if _HEAD.match(text):
        return _listed(text)
    return (
        _dated(lines) or _listed(text) or _inline(lines) or _at_home(lines) or _alternating(lines)
    )


_DATED: Final = re.compile(
    r"(?:20[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}|[0-9]{1,2}[./][0-9]{1,2}[./]20[0-9]{2})"
    r"[^\n]{0,12}?[0-9]{1,2}[:：][0-9]{2}"
)


def is_copied_chat(text: str) -> bool:
    """Whether a text is surely a stretch of chat with who said what and when: quotes, that order
    nothing where they are said (orders/RULES.md 6)."""
    if "\n" not in text or _DATED.search(text) is None:
        return False
    paste = read_paste(text)
    return paste is not None and paste.sure and bool(paste.spoken)


def _listed(text: str) -> Paste | None:
    layout = find_layout(text, running=True)
    if layout is None or layout.lone:
        return None
    headed = any(_HEAD.match(line) for line in layout.head)
    if not layout.entries and not headed:
        return None
    return Paste(layout, sure=headed and bool(layout.entries), rest=_begins_late(text, layout))


def _begins_late(text: str, layout: Layout) -> bool:
    first = _FIRST.match(text)
    return first is not None and not layout.head and int(first[1]) > 1


def _at_home(lines: Sequence[str]) -> Paste | None:
    """Lines without numbers that each begin with a household: a list all the same."""
    full = [line.strip() for line in lines if line.strip()]
    homes = [line for line in full if HOUSEHOLD_AT.match(fold_text(line))]
    if len(homes) < 2 or full[-len(homes) :] != homes or len(full) - len(homes) > 2:
        return None
    return Paste(Layout(tuple(full[: -len(homes)]), tuple(homes)))


def _dated(lines: Sequence[str]) -> Paste | None:
    """A stretch in which a line of its own says who speaks and when."""
    heads = [(place, head) for place, line in enumerate(lines) if (head := _head(line))]
    whole = any(stamp.day for _, (_, stamp) in heads)
    early = heads and sum(bool(line.strip()) for line in lines[: heads[0][0]]) <= _CUT_OFF
    if not early or (not whole and len(heads) < 2):
        return None
    spoken: list[Spoken] = []
    ends = [place for place, _ in heads[1:]] + [len(lines)]
    day = next((d for line in lines[: heads[0][0]] if (d := day_line(line))), "")
    for (place, (name, stamp)), end in zip(heads, ends, strict=True):
        body = lines[place + 1 : end]
        _say(spoken, name, body, stamp if stamp.day else Stamp(day, stamp.clock))
        day = next((d for line in reversed(body) if (d := day_line(line))), stamp.day or day)
    return Paste(spoken=tuple(spoken), sure=True)


def _head(line: str) -> tuple[str, Stamp] | None:
    """张姐 2026/11/22 20:41 · 张姐, [22.11.2026 20:41] · 2026-11-22 20:41:03 张姐."""
    behind, front = (pattern.fullmatch(line.strip()) for pattern in _HEADS)
    found = behind or front
    if found is None or _is_nobody(found["name"]):
        return None
    stamp = stamp_of(found)
    return (found["name"].strip(), stamp) if behind or stamp.day else None


def _inline(lines: Sequence[str]) -> Paste | None:
    """A stretch in which each message begins with its speaker: 张姐: 草莓2份."""
    spoken: list[Spoken] = []
    speaker, stamp, day, body = "", UNKNOWN, "", list[str]()
    said = before = 0
    for line in lines:
        if (found := day_line(line)) is not None:
            day = found
            continue
        head = _speaks(line)
        if head is None:
            before += bool(line.strip()) and not said
            body.append(line)
            continue
        _say(spoken, speaker, body, stamp)
        (speaker, stamp, first), said = head, said + 1
        stamp, body = (stamp if stamp.day else Stamp(day, stamp.clock)), [first]
    _say(spoken, speaker, body, stamp)
    return Paste(spoken=tuple(spoken)) if said >= 2 and before <= 1 else None


def _speaks(line: str) -> tuple[str, Stamp, str] | None:
    """张姐: 草莓2份 · 张姐 20:41: 草莓2份 · [20:41] 张姐: 草莓2份."""
    found = next((hit for pattern in _INLINE if (hit := pattern.fullmatch(line))), None)
    if found is None or _is_nobody(found["name"]):
        return None
    stamp = stamp_of(found) if "hour" in found.groupdict() else UNKNOWN
    return found["name"].strip(), stamp, found["body"] or ""


def _is_nobody(name: str) -> bool:
    """Whether what stands before a time or a colon is no speaker; a household alone is one."""
    text = fold_text(name).strip()
    return _NOBODY.match(text) is not None and HOUSEHOLD_AT.fullmatch(text) is None


def _alternating(lines: Sequence[str]) -> Paste | None:
    """Names on lines of their own, what they said below."""
    full = [line.strip() for line in lines if line.strip()]
    heads = [place for place, line in enumerate(full) if _is_person(line)]
    ends = [*heads[1:], len(full)]
    if len(heads) < 2 or heads[0] or any(b - a < 2 for a, b in zip(heads, ends, strict=True)):
        return None
    spoken: list[Spoken] = []
    for head, end in zip(heads, ends, strict=True):
        _say(spoken, full[head], full[head + 1 : end], UNKNOWN)
    return Paste(spoken=tuple(spoken))


def _is_person(line: str) -> bool:
    """Whether a line is a household, a name that looks like one, or both."""
    text = fold_text(line)
    home = HOUSEHOLD_AT.match(text)
    name = text[home.end() :].strip() if home is not None else text
    short = len(name) <= 6 and not any(ch.isdigit() for ch in name)
    return short if home is not None else _NAMELIKE.fullmatch(name) is not None


def _say(spoken: list[Spoken], speaker: str, body: Sequence[str], stamp: Stamp) -> None:
    """What stands below a speaker, without the marks that programs write between messages."""
    kept = [line for line in body if day_line(line) is None and not _SYSTEM.search(line.strip())]
    text = "\n".join(kept).strip()
    if speaker and text and not _BOT.match(text):
        spoken.append(Spoken(speaker, text, stamp))


__all__ = ["Paste", "Spoken", "read_paste"]
