"""The group's list of products, the running 接龙 and the notices around an offer."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts.amounts import count, yuan

HEAD = "#接龙"
"""How a list that people continue begins."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A product of the list in words: figures in fen and thousandths, None for what it has not."""

    code: str
    name: str
    unit: str
    fen: int
    variants: tuple[tuple[str, int], ...]
    original_fen: int | None
    limit: int | None
    minimum: int | None
    left: int | None
    taken_off: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A person's line of the running 接龙."""

    called: str
    parts: Sequence[str]
    note: str


def product_line(product: Listed) -> str:
    """1. 草莓2斤装 29.90元/盒 限2 仅剩20."""
    numbered = f"{product.code}. " if product.code.isdigit() else f"{product.code} "
    words = [f"{numbered}{product.name}"]
    if product.variants and len({fen for _, fen in product.variants}) > 1:
        words += [f"{name}{yuan(fen)}元/{product.unit}" for name, fen in product.variants]
    else:
        names = f"（{'/'.join(name for name, _ in product.variants)}）" if product.variants else ""
        words[0] += names
        words.append(f"{yuan(product.fen)}元/{product.unit}")
    if product.original_fen:
        words.append(f"原价{yuan(product.original_fen)}")
    if product.limit is not None:
        words.append(f"限{count(product.limit)}")
    if product.minimum is not None:
        words.append(f"{count(product.minimum)}{product.unit}起")
    if product.left is not None:
        words.append(f"仅剩{count(product.left)}" if product.left > 0 else "已售完")
    if product.taken_off:
        words.append("已下架")
    line = " ".join(words)
    return f"{line}\n   {product.remark}" if product.remark else line


def offer_list(
    title: str,
    products: Sequence[Listed],
    cutoff: str,
    arrival: str,
    place: str,
    blurb: Sequence[str],
    example: str,
) -> str:
    """The whole list, as posted to the group."""
    lines = [f"📋 {title}", *map(product_line, products), *blurb, ""]
    lines.append(f"⏰ {cutoff}截单")
    if arrival:
        lines.append(f"🚚 {arrival}到货")
    lines.append(f"📍 自提点：{place}")
    lines.append(f"接龙，或直接说“{example}”就行")
    return "\n".join(lines)


def example_order(name: str, unit: str) -> str:
    return f"{name}2{unit}"


def todays_title(group: str) -> str:
    return f"{group} 今日团购"


def running(title: str, entries: Sequence[Entry]) -> str:
    """The running list, as the group would continue it by hand."""
    lines = [HEAD, title, ""]
    for place, entry in enumerate(entries, 1):
        note = f"（{entry.note}）" if entry.note else ""
        lines.append(f"{place}. {entry.called} {' '.join(entry.parts)}{note}")
    if not entries:
        lines.append("还没有人接龙，来第一个吧")
    return "\n".join(lines)


def renewed(what: str, listing: str) -> str:
    return f"{what}\n\n{listing}" if what else listing


def reminder(minutes: int, people: int, cutoff: str) -> str:
    joined = f"已有{people}人接龙，" if people else ""
    return f"⏰ 还有{minutes}分钟（{cutoff}）截单，{joined}要的抓紧哦"


def closed(title: str, totals: Sequence[str], people: int, fen: int) -> str:
    head = f"🔔 {title} 已截单，共{people}人 {yuan(fen)}元"
    return "\n".join([head, *totals]) if totals else f"🔔 {title} 已截单，这次没有人接龙"


def arriving(arrival: str, place: str) -> str:
    return f"🚚 {arrival}到货，自提点：{place}。到了会私信取货码"
