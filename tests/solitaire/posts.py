"""The posts of ``posts/*.txt``: each a post as a leader wrote it and its reading, line by line.

A product reads ``code · name · price/unit · extras``: 称 by weight, 款 variants, 限 limit, 起
minimum, 存 stock, 原 original price, 又 aliases, 注 remark. A doubt reads ``? code line · text >
product``, the text's lines joined by ``⏎``.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from solitaire.post_values import Arrival, Cutoff, Day, Post, PostedProduct

FOLDER = Path(__file__).parent / "posts"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    post: str
    reading: tuple[str, ...]


def cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]


def read_cases(path: Path) -> list[Case]:
    found: list[Case] = []
    for block in _unescaped(path.read_text("utf-8")).split("=== ")[1:]:
        head, _, reading = block.partition("\n---\n")
        name, _, post = head.partition("\n")
        lines = tuple(line for line in reading.splitlines() if line.strip())
        found.append(Case(f"{path.stem}: {name}", post, lines))
    return found


def _unescaped(post: str) -> str:
    """``{U+0007}`` stands for a character that no editor shows, ``{* 900 x}`` for a long run."""
    out = post
    while "{U+" in out:
        before, _, rest = out.partition("{U+")
        code, _, after = rest.partition("}")
        out = before + chr(int(code, 16)) + after
    while "{*" in out:
        before, _, rest = out.partition("{*")
        run, _, after = rest.partition("}")
        count, _, what = run.strip().partition(" ")
        out = before + what * int(count) + after
    return out


def reading_of(post: Post) -> list[str]:
    """A reading in the notation of the tables."""
    lines = [f"title {post.title}"] if post.title else []
    lines += [f"cutoff {_cutoff(post.cutoff)}"] if post.cutoff else []
    lines += [f"arrival {_arrival(post.arrival)}"] if post.arrival else []
    lines += [f"place {post.place}"] if post.place else []
    lines += [product(one) for one in post.products]
    for doubt in post.doubts:
        text = doubt.text.replace("\n", "⏎")
        said = product(doubt.reading) if doubt.reading else "-"
        lines.append(f"? {doubt.code} {doubt.line} · {text} > {said}")
    lines += [f"entry {line}" for line in post.entries]
    return lines + [f"blurb {line}" for line in post.blurb]


def product(one: PostedProduct) -> str:
    parts = [one.code or "-", one.name, f"{_yuan(one.fen)}/{one.unit}"]
    parts += ["称"] if one.by_weight else []
    if one.variants:
        prices = [f"{_yuan(fen)}" for fen in one.variant_fen] or [""] * len(one.variants)
        parts.append("款 " + "/".join(map("".join, zip(one.variants, prices, strict=True))))
    for word, amount in (("限", one.limit), ("起", one.minimum), ("存", one.stock)):
        parts += [f"{word}{amount / 1000:g}"] if amount is not None else []
    parts += [f"原{_yuan(one.original_fen)}"] if one.original_fen is not None else []
    parts += ["又 " + "/".join(one.aliases)] if one.aliases else []
    parts += [f"注 {one.remark}"] if one.remark else []
    return " · ".join(parts)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def _day(day: Day | None) -> str:
    if day is None:
        return ""
    if day.ahead is not None:
        return "today" if day.ahead == 0 else f"+{day.ahead}"
    if day.weekday is not None:
        return ("next " if day.weeks else "") + _DAYS[day.weekday]
    return f"{day.month}/{day.of_month}" if day.month else f"{day.of_month}th"


def _hour(time: dt.time | None) -> str:
    return time.strftime("%H:%M") if time else ""


def _cutoff(cutoff: Cutoff) -> str:
    hour = _hour(cutoff.time) + ("?" if cutoff.either_half else "")
    evening = "evening" if cutoff.evening and cutoff.time is None else ""
    return " ".join(filter(None, (_day(cutoff.day), hour, evening)))


def _arrival(arrival: Arrival) -> str:
    hours = "-".join(filter(None, (_hour(arrival.start), _hour(arrival.end))))
    return " ".join(filter(None, (_day(arrival.day), hours, "|", arrival.text)))
