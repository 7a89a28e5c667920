"""The stretches of time that figures are asked for: 今天 本周 上周 本月 上月."""

from enum import StrEnum
from typing import Final

from solitaire.normal import fold_text


class Span(StrEnum):
    """A day, a week from Monday, or a month: this one or the one before."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"


_WORDS: Final = {
    "今天": Span.TODAY, "今日": Span.TODAY, "当天": Span.TODAY,
    "昨天": Span.YESTERDAY, "昨日": Span.YESTERDAY,
    "本周": Span.THIS_WEEK, "这周": Span.THIS_WEEK, "这个星期": Span.THIS_WEEK,
    "本星期": Span.THIS_WEEK, "这星期": Span.THIS_WEEK,
    "上周": Span.LAST_WEEK, "上个星期": Span.LAST_WEEK, "上星期": Span.LAST_WEEK,
    "本月": Span.THIS_MONTH, "这个月": Span.THIS_MONTH, "这月": Span.THIS_MONTH,
    "当月": Span.THIS_MONTH,
    "上月": Span.LAST_MONTH, "上个月": Span.LAST_MONTH,
}  # fmt: skip

SPAN: Final = f"(?:{'|'.join(_WORDS)})"
"""The source of a regular expression for one of the words."""


def read_span(text: str) -> tuple[Span | None, str]:
    """The stretch that is named among some words, and the other words.

    >>> read_span("本周 阳光花园")
    (<Span.THIS_WEEK: 'this_week'>, '阳光花园')
    """
    span: Span | None = None
    rest: list[str] = []
    for word in fold_text(text).split():
        if word in _WORDS:
            span = _WORDS[word]
        else:
            rest.append(word)
    return span, " ".join(rest)
