"""Measure words: what counts sale units, what is a weight, what is neither.

A weight is held in thousandths of a 斤 (500 g), as quantities of products sold by weight are.
"""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.numbers import read_number
from solitaire.values import Product

GENERIC: Final = frozenset("份个件单盒袋包提箱瓶罐条只板把捆颗桶组套")
"""orders/RULES.md 3: these count sale units of anything that is not sold by weight."""

NEUTRAL: Final = frozenset("份个件单")
"""orders/RULES.md 8: these never tell two products apart."""

COUNTED: Final = frozenset(
    "束盆副笼杯根卷台口片支枚双对打块串扎朵粒本张碗筐篮听尾枝株坛壶盘碟屉挂筒床头排格管辆部入节刀版匣堆窝顶缸幅穗"
)

WEIGHTS: Final = {
    "公斤": 2000, "千克": 2000, "kg": 2000, "kgs": 2000, "市斤": 1000, "斤": 1000, "jin": 1000,
    "两": 100, "克": 2, "g": 2,
}  # fmt: skip
"""Thousandths of a 斤 in one of each."""

VOLUMES: Final = frozenset({"升", "l", "ml", "毫升"})

ENGLISH: Final = {
    "box": "盒", "boxes": "盒", "bag": "袋", "bags": "袋", "bottle": "瓶", "bottles": "瓶",
    "tray": "板", "trays": "板", "pack": "包", "packs": "包", "packet": "包", "packets": "包",
    "pkt": "包", "pkts": "包", "pc": "个", "pcs": "个", "piece": "个", "pieces": "个",
    "set": "套", "sets": "套", "carton": "箱", "cartons": "箱", "ctn": "箱", "can": "罐",
    "cans": "罐", "jar": "罐", "jars": "罐", "bunch": "把", "dozen": "打", "cup": "杯",
    "cups": "杯", "roll": "卷", "rolls": "卷", "portion": "份", "portions": "份", "order": "份",
    "loaf": "条", "loaves": "条", "case": "箱", "cases": "箱",
}  # fmt: skip

PINYIN: Final = {
    "he": "盒", "xiang": "箱", "zu": "组", "jin": "斤", "gongjin": "公斤", "liang": "两",
    "tiao": "条", "ping": "瓶", "dai": "袋", "bao": "包", "ge": "个", "fen": "份", "ba": "把",
    "ke": "颗", "ban": "板", "pan": "盘", "tong": "桶", "guan": "罐", "zhi": "只", "jian": "件",
    "kuai": "块", "bei": "杯", "shu": "束", "tao": "套", "ti": "提", "juan": "卷", "shuang": "双",
}  # fmt: skip
"""Measure words as typed in pinyin; read only in a message that names goods in pinyin."""

SAME: Final = {
    "枝": "支", "管": "支", "尾": "条", "匣": "盒", "粒": "颗", "部": "台", "辆": "台", "扎": "束",
    "屉": "笼", "听": "罐", "盘": "板", "版": "板", "碟": "盘", "入": "个",
}  # fmt: skip
"""Classifiers that people use for one another."""

MANY: Final = {"打": 12, "双": 2, "对": 2}
"""orders/RULES.md 3: a dozen, a pair; of a product whose unit that is, one (8)."""

CASES: Final = frozenset("箱件提组")
_CONTAINERS: Final = frozenset("瓶罐盒包袋听支杯条")
_EGGS: Final = frozenset("枚个颗只粒")

CLASSIFIER: Final = (
    f"(?:公斤|千克|市斤|斤|两|克|kgs?|g|毫升|ml|升|[{''.join(sorted(GENERIC | COUNTED))}])"
)

_INNER: Final = re.compile(
    r"([0-9]+)\s*(公斤|千克|斤|两|克|kg|g|毫升|ml|升|l|[\u4e00-\u9fff])?(?:装|/|\*|礼|$)?"
)
_MULTIPACK: Final = re.compile(r"\*\s*[0-9]+")
_WEIGHT_IN_NAME: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(公斤|千克|斤|两|kg|克|g)(?![a-z])")
SPEC: Final = re.compile(
    r"(?:[0-9]+(?:\.[0-9]+)?\s*(?:公斤|千克|斤|两|克|kg|g|毫升|ml|升|l|cm|mm|m|寸|pcs|"
    r"[个只枚颗粒片包袋盒瓶罐支条根块杯卷抽张双入串株枝听穗])(?:装|/[\u4e00-\u9fff])?\s*\*?\s*)+"
    r"(?:[0-9]+\s*[个只枚片包袋盒瓶罐支条杯卷]?)?(?:装)?|\*\s*[0-9]+\s*[个只枚片包袋盒瓶罐支条杯卷]?"
)
"""The size told in a product's name: 2斤装, 125g*4盒, 30枚."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as said: ``value`` thousandths of ``unit`` (empty where none was said).
    ``plus`` for +N. ``glued`` where a digit stood right behind a letter code."""

    value: int
    unit: str = ""
    plus: bool = False
    glued: bool = False


def weight_of(amount: Amount) -> int | None:
    """Thousandths of a 斤, None where no weight was said."""
    each = WEIGHTS.get(amount.unit)
    return None if each is None else amount.value * each // 1000


def sold_by_weight(product: Product) -> bool:
    """Whether a quantity of the product is a weight."""
    return product.by_weight or product.unit in WEIGHTS


def unit_of(product: Product) -> str:
    """The product's unit, an English one by its Chinese name."""
    return ENGLISH.get(product.unit.lower(), product.unit)


def inner_weight(name: str) -> int | None:
    """The weight told in a folded name, thousandths of a 斤: 草莓2斤装 is 2000."""
    found = _WEIGHT_IN_NAME.search(name)
    if found is None:
        return None
    value = read_number(found.group(1))
    return None if value is None else value * WEIGHTS[found.group(2)] // 1000


def is_smaller(unit: str, product: Product, name: str) -> bool:
    """orders/RULES.md 8: whether ``unit`` is a piece smaller than the sale unit, told with a
    number in the product's folded name (农夫山泉2瓶 of a box of 24瓶)."""
    own = unit_of(product)
    if unit in (own, SAME.get(own, "")) or SAME.get(unit) == own:
        return False
    if unit in _CONTAINERS and own in CASES and _MULTIPACK.search(name):
        return True
    pieces = {found.group(2) for found in _INNER.finditer(name)} - {None}
    pieces |= {SAME.get(piece, piece) for piece in pieces}
    if pieces & {"枚", "只", "颗", "粒"}:
        pieces |= _EGGS - {own}
    return SAME.get(unit, unit) in pieces or unit in pieces
