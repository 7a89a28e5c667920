"""The words in the leader's sheets: their names, headings, columns and notes."""

from datetime import date, datetime

from handlers.texts.amounts import count, yuan

TOTALS = "汇总"
BY_PERSON = "按人"
BY_BUILDING = "按楼栋"
BY_PRODUCT = "按商品"
PURCHASE = "采购单"
PICKING = "分拣单"
ORDERS = "订单"
UPDATED = "【更新】"

NUMBER = "序号"
PRODUCT = "商品"
VARIANT = "规格"
QUANTITY = "数量"
UNIT = "单位"
PRICE = "单价"
AMOUNT = "金额"
WHO = "姓名"
BUILDING = "楼栋"
ADDRESS = "住址"
ITEMS = "商品"
DUE = "应付"
PAID = "已付"
OPEN = "待付"
NOTE = "备注"
CODE = "取货码"
SUPPLIER = "供应商"
COST = "进价"
COST_AMOUNT = "进货金额"
DONE = "✓"
TICK_BOX = "□"
TOTAL = "合计"
ALL_GROUPS = "全部合计"
NO_BUILDING = "未写楼栋"

_WEEKDAYS = "一二三四五六日"


def title(groups: tuple[str, ...], kind: str, *, updated: bool) -> str:
    """Return a sheet's first line: `阳光花园 分拣单 【更新】`; several groups are counted."""
    whose = groups[0] if len(groups) == 1 else f"{len(groups)}个群"
    return f"{whose} {kind} {UPDATED}" if updated else f"{whose} {kind}"


def facts(day: date, cutoff: str, arrival: str, place: str, people: int, made_at: datetime) -> str:
    """Return a sheet's second line: what it is of, and when it was made."""
    said = (
        f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}",
        f"截单 {cutoff}" if cutoff else "",
        f"到货 {arrival}" if arrival else "",
        f"自提 {place}" if place else "",
        f"{people}人",
        f"制表 {made_at.month}月{made_at.day}日 {made_at:%H:%M}",
    )
    return " · ".join(part for part in said if part)


def item(product: str, variant: str, quantity: int, unit: str) -> str:
    """Return one thing somebody ordered: `带鱼（大段） ×2袋`; quantity in thousandths."""
    return f"{named(product, variant)} ×{count(quantity)}{unit}"


def named(product: str, variant: str) -> str:
    """Return a product with its variant: `带鱼（大段）`."""
    return f"{product}（{variant}）" if variant else product


def building_head(building: str, households: int) -> str:
    """Return the line above a building's orders."""
    return f"{building or NO_BUILDING} {households}户"


def group_head(group: str, people: int) -> str:
    """Return the line above a group's rows where a sheet holds several groups."""
    return f"{group} {people}人"


def product_head(product: str, variant: str, quantity: int, unit: str, people: int) -> str:
    """Return the line above those who get a product."""
    return f"{named(product, variant)} 共{count(quantity)}{unit} {people}人"


def building_total(items: tuple[str, ...]) -> str:
    """Return what a whole building gets."""
    return f"{TOTAL}：{'，'.join(items)}"


def to_collect(fen: int) -> str:
    """Return what is still open, or nothing: `59.80`, `多付 3.00`."""
    if fen == 0:
        return ""
    return yuan(fen) if fen > 0 else f"多付 {yuan(-fen)}"


def footer() -> str:
    """Return the foot of each printed page, in the sheet program's own notation."""
    return "&C&A  第&P页 共&N页"


def file_name(groups: tuple[str, ...], kind: str, day: date, *, updated: bool) -> str:
    """Return a name that every system takes: `阳光花园_6月20日_分拣单_更新.xlsx`."""
    whose = groups[0] if len(groups) == 1 else f"{len(groups)}个群"
    plain = "".join(char for char in whose if char.isalnum())[:20]
    parts = (plain, f"{day.month}月{day.day}日", kind, "更新" if updated else "")
    return "_".join(part for part in parts if part) + ".xlsx"
