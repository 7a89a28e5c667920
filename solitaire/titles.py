"""Short names of products: 草莓2斤装 is called 草莓 when people speak of it."""

import re
from collections.abc import Iterable, Mapping

_SPEC = re.compile(
    r"[\s(（]*(?:约|净重)?\d+(?:\.\d+)?\s*"
    r"(?:公斤|千克|毫升|斤|克|两|枚|个|只|颗|粒|包|盒|瓶|罐|袋|片|根|条|杯|卷|支|张|抽|入|寸|吋|kg|g|ml|l)"
    r"(?:装|裝|左右)?(?:\s*[*x×/]\s*\d+\s*\w{0,2})?[)）]*$",
    re.IGNORECASE,
)


def short_name(name: str) -> str:
    """A product's name without the size or count at its end; the whole name if nothing is left."""
    short = name
    while (shorter := _SPEC.sub("", short).strip()) and shorter != short:
        short = shorter
    return short


def short_names(products: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Code → the name people use, for (code, name) pairs; the whole name where two would be called
    the same."""
    pairs = list(products)
    shorts = [short_name(name) for _, name in pairs]
    return {
        code: short if shorts.count(short) == 1 else name
        for (code, name), short in zip(pairs, shorts, strict=True)
    }
