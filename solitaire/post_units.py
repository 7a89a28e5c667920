"""Sale units and measures as they stand in folded product posts, as parts of expressions."""

import re
from typing import Final

from solitaire.numbers import read_number

_CHINESE = (
    "市斤 公斤 千克 斤 两 克 毫升 升 礼盒 大盒 小盒 整箱 大箱 小箱 大袋 小袋 大包 小包 大份 "
    "小份 人份 套餐 "
    "盒 箱 袋 包 板 份 个 件 瓶 罐 桶 提 条 只 支 枝 把 捆 束 颗 粒 块 片 张 卷 串 根 盆 对 双 "
    "打 套 组 副 台 "
    "口 杯 碗 盘 笼 屉 扎 篮 筐 尾 头 枚 听 刀 朵 株 座 床 本 册 坛 壶 锅 单 排 筒 框 篓 壳 桌 位"
).split()
_ENGLISH = (
    "kilograms? kilos? grams? boxes box packets? packs? pkts? pkt bags? trays? bottles? btls? "
    "cans? "
    "tins? jars? pieces? pcs pc sets? cartons? ctns? tubs? bunch(?:es)? tubes? loaf loaves cups? "
    "bowls? dozen kg g lbs? oz ml l each ea pax punnets? rolls? slices? cases? portions? sticks?"
).split()
UNIT: Final = (
    "(?:"
    + "|".join(sorted(_CHINESE, key=len, reverse=True))
    + f"|(?:{'|'.join(_ENGLISH)})(?![a-z]))"
)
"""A unit something is sold by."""

_MEASURES = (
    "公斤 千克 毫升 厘米 公分 市斤 英寸 人份 斤 两 克 升 米 寸 枚 个 只 颗 粒 包 盒 瓶 罐 袋 "
    "片 根 条 杯 卷 支 枝 张 "
    "抽 入 块 串 头 层 套 件 提 板 箱 朵 股 寸 度 听 副 双 对 条 份 桶 把 捆 束 尾 组 打 号 节 "
    "杯 碗 孔 色 代 人 钮 瓣"
).split()
MEASURE: Final = (
    f"(?:{'|'.join(sorted(_MEASURES, key=len, reverse=True))}"
    "|(?:kgs?|mg|g|ml|cm|mm|m|l|oz|lbs?|pcs?|pieces?|w|mah|gb|inch)(?![a-z]))"
)
"""What a number in a name counts: 30枚, 2斤装, 250ml."""

_NUMBER = r"\d{1,5}(?:\.\d{1,3})?"
QUANTITY: Final = (
    rf"(?:{_NUMBER}(?:[-~]{_NUMBER})?|[一二两三四五六七八九十半百]{{1,3}})\s?{MEASURE}"
    rf"(?:装|左右|起步|以上)?(?:\s?[*x+]\s?{_NUMBER}\s?{MEASURE}?装?){{0,4}}"
)
"""A spec: 30枚, 2斤装, 125g*4盒, 2-3斤."""

SPEC: Final = re.compile(
    rf"(?:约|净重|净含量|毛重|带箱|规格|每\w)?[:\s]?{QUANTITY}"
    r"(?:左右|以上|[大中小特]果|一?[盒箱袋包瓶罐桶]装?|礼盒装?|散装|独立包装|净重)?|[*x]\d+"
)

GRAMS: Final = {
    "斤": 500, "市斤": 500, "公斤": 1000, "千克": 1000, "kg": 1000, "kgs": 1000, "kilo": 1000,
    "kilos": 1000, "kilogram": 1000, "kilograms": 1000, "两": 50, "g": 1, "克": 1, "gram": 1,
    "grams": 1,
}  # fmt: skip
"""Units of weight, in grams; a 斤 is 500."""

FOREIGN_WEIGHTS: Final = frozenset({"lb", "lbs", "oz"})
NO_UNITS: Final = frozenset({"each", "ea", "单", "pax"})
"""Words after a price that name no unit of their own."""

_WEIGHT_IN_NAME: Final = re.compile(
    rf"({_NUMBER}|[一二两三四五六七八九十半])\s?(公斤|千克|斤|kg|g|克)"
)


def weight_in(folded_name: str) -> int | None:
    """The first weight that stands in a name, in thousandths of a gram: 土豆3斤 is 1_500_000."""
    found = _WEIGHT_IN_NAME.search(folded_name)
    value = read_number(found[1]) if found else None
    return value * GRAMS[found[2]] if found and value else None
