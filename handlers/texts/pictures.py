"""The words on pictures: the poster, the pickup code, the leader's week.

Amounts are integer fen, quantities integer thousandths of a sale unit.
"""

from datetime import date

from handlers.texts.amounts import count, yuan

TODAY = "今日团购"
SOLD_OUT = "抢完了"
CUTOFF = "截单"
ARRIVAL = "到货"
PLACE = "自提"
HOW_TO_ORDER = "想要什么，在群里说一声就行"
PICKUP_CODE = "取货码"
PICKUP_HINT = "取货时给团长看这张图，或报上面的码"
NOT_PAID = "待付"
WEEK = "一周小结"
TURNOVER = "营业额"
ORDERS = "订单"
COMMISSION = "佣金"
LAST_WEEK = "上周"
NO_TURNOVER = "这周还没有订单"
UNNAMED = "商品"
UNNAMED_GROUP = "邻里团购"
CURRENCY = "¥"
# The printer's mark for a character that the type case lacks: never an empty box.
MISSING_CHARACTER = "〓"

_WEEKDAYS = "一二三四五六日"


def day(when: date) -> str:
    """Return `6月20日 周六`."""
    return f"{when.month}月{when.day}日 {weekday(when)}"


def weekday(when: date) -> str:
    """Return `周六`."""
    return f"周{_WEEKDAYS[when.weekday()]}"


def span(first: date, last: date) -> str:
    """Return `6月15日 – 6月21日`."""
    return f"{first.month}月{first.day}日 – {last.month}月{last.day}日"


def product_count(products: int) -> str:
    """Return the line under the poster's date."""
    return f"共{products}样"


def page(number: int, pages: int) -> str:
    """Return `第1张 共3张`."""
    return f"第{number}张 共{pages}张"


def per_unit(unit: str) -> str:
    """Return `/盒`, or nothing when the product has no unit."""
    return f"/{unit}" if unit else ""


def from_price() -> str:
    """Return the word behind the lowest price of several variants."""
    return "起"


def original_price(fen: int) -> str:
    """Return the price that is struck through."""
    return f"原价 {CURRENCY}{yuan(fen)}"


def limit(quantity: int, unit: str) -> str:
    """Return `每户限2盒`."""
    return f"每户限{count(quantity)}{unit}"


def left(quantity: int, unit: str) -> str:
    """Return `仅剩5盒`."""
    return f"仅剩{count(quantity)}{unit}"


def variant(name: str, fen: int) -> str:
    """Return a variant with its price: `大份 ¥45.00`."""
    return f"{name}  {CURRENCY}{yuan(fen)}"


def example_order(code: str, name: str, variant: str, quantity: int, unit: str) -> tuple[str, str]:
    """Return two ways to say the same order: by name, by code (`草莓 2盒`, `1号 2盒`)."""
    amount = f"{count(quantity)}{unit or '份'}"
    called = f"{code}号" if code.isdecimal() else code
    return f"{name}{variant} {amount}", f"{called}{variant} {amount}"


def either() -> str:
    """Return the word between two ways to order."""
    return "或"


def item(name: str, quantity: int, unit: str) -> tuple[str, str]:
    """Return what is handed out and how much of it."""
    return name, f"× {count(quantity)}{unit}"


def more_items(items: int) -> str:
    """Return the last line of a list that is cut short."""
    return f"还有{items}样，团长处有明细"


def to_pay(fen: int) -> str:
    """Return what is still open, to be paid at pickup."""
    return f"{NOT_PAID} {CURRENCY}{yuan(fen)}"


def week_title(leader: str) -> str:
    """Return `小伍的一周`."""
    return f"{leader}的一周" if leader else WEEK


def orders(number: int) -> str:
    """Return `12单`."""
    return f"{number}单"


def money(fen: int) -> str:
    """Return `¥29.90`."""
    return f"{CURRENCY}{yuan(fen)}"


def short_money(fen: int) -> str:
    """Return whole yuan for a chart's bar: `1280`, from a million yuan on `102万`."""
    whole = round(fen / 100)
    return f"{whole // 10_000}万" if abs(whole) >= 1_000_000 else str(whole)


def compared(now: int, before: int) -> str:
    """Return a figure's change against last week: `比上周多12%`, from the double on `是上周的3倍`.

    Words alone where there is no such figure: `与上周持平`, `上周没有`.
    """
    if now == before:
        return "与上周持平"
    if before <= 0:
        return "上周没有"
    if now >= 2 * before:
        return f"是上周的{now // before}倍"
    change = round(abs(now - before) * 100 / before)
    return f"比上周{'多' if now > before else '少'}{change}%" if change else "与上周差不多"
