"""The supplier's list, the totals and the picking list, as the leader reads them on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.texts.amounts import count, yuan


@dataclass(frozen=True, slots=True)
class Total:
    """What was ordered of one product (and variant) in all; thousandths and fen."""

    name: str
    variant: str
    quantity: int
    unit: str
    fen: int


@dataclass(frozen=True, slots=True)
class Section:
    """One group's totals. ``running`` says that its offer is still open."""

    group: str
    number: int
    totals: Sequence[Total]
    people: int
    fen: int
    running: bool
    updated: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """One person's goods in the picking list: who it is, as the leader may see it."""

    who: str
    items: Sequence[str]
    note: str


def building(name: str) -> str:
    return f"{name.upper()}栋"


def no_building() -> str:
    return "未写楼栋"


def item(total: Total) -> str:
    variant = f"({total.variant})" if total.variant else ""
    return f"{total.name}{variant} {count(total.quantity)}{total.unit}"


def _head(section: Section, kind: str) -> str:
    marks = "（更新）" if section.updated else "（接龙中，到目前）" if section.running else ""
    return f"📋 {section.group} 第{section.number}期 {kind}{marks}"


def totals(section: Section) -> str:
    """汇总: a line a product, with what it comes to."""
    lines = [f"{item(total)}　{yuan(total.fen)}元" for total in section.totals]
    return "\n".join([_head(section, "汇总"), *lines, _sum(section.people, section.fen)])


def purchase(section: Section) -> str:
    """采购单: a line a product, nothing about people."""
    return "\n".join([_head(section, "采购单"), *map(item, section.totals)])


def supplier(section: Section) -> str:
    """What the leader gets at the cutoff."""
    return f"{purchase(section)}\n{_sum(section.people, section.fen)}"


def _sum(people: int, fen: int) -> str:
    return f"共{people}人 {yuan(fen)}元"


def picking(section: Section, buildings: Sequence[tuple[str, Sequence[Parcel]]]) -> str:
    """分拣单: by building, a line a person."""
    lines = [_head(section, "分拣单")]
    for name, parcels in buildings:
        lines.append(f"【{name}】")
        for parcel in parcels:
            note = f"（{parcel.note}）" if parcel.note else ""
            lines.append(f"□ {parcel.who}：{'、'.join(parcel.items)}{note}")
    return "\n".join([*lines, f"共{section.people}人"])


def over_all(sections: Sequence[str], groups: int, people: int, fen: int) -> str:
    """Several groups, with one total."""
    return "\n\n".join([*sections, f"{groups}个群合计：{people}人 {yuan(fen)}元"])


def over_all_goods(sections: Sequence[str], goods: Sequence[Total]) -> str:
    """Several groups' goods, with one total."""
    return "\n\n".join([*sections, "\n".join(["【全部合计】", *map(item, goods)])])


def nobody(group: str) -> str:
    return f"{group}：还没有人接龙"


def nobody_left(group: str) -> str:
    return f"📋 {group} 采购单（更新）：现在没有订单了"


def no_offer() -> str:
    return "现在没有可以汇总的团，先开团吧"


def no_previous() -> str:
    return "没有更早的、还在取货的团"
