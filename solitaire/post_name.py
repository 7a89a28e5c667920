"""The name of a product and the remark on it: its words without price and limits."""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.post_text import fold, tidy
from solitaire.post_units import SPEC

_BRACKETS: Final = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_STRAY: Final = re.compile(r"[()（）\[\]【】]")
_COMMAS: Final = re.compile(r"[，,。；;！!|｜\t]|～{1,}|~{2,}")
_LABEL: Final = re.compile(
    r"(?:品名|商品名?|名称|产品|规格|净含量|包装|重量|item|(?:团购|活动|秒杀|特惠|优惠|会员|限时)"
    r"?特?价)\s?[:=]\s?"
)
_TAGS: Final = re.compile(
    r"(?:今日|本周|限时|超级|团长)?(?:特价|秒杀|爆款|新品|推荐|预售|现货|返场|热卖|热销|必买"
    r"|包邮|顺丰(?:包邮|冷链)?|产地直发|团购|特惠|限量"
    r"|上新|新货|回购|福利|力荐|首发|清仓|直降|招牌|人气|hot|new|sale)+(?=$"
    r"|[\s:!、。;])[\s:!、。;]*"
)
_GREETING: Final = re.compile(
    r"(?:各位|亲爱的)?(?:家人|姐妹|宝宝|宝子|朋友|邻居|亲|小伙伴|大家|团友|老铁|业主)(?:们|好"
    r"|早|晚上好|早上好|上午好|下午好)*"
    r"|(?:早上|上午|下午|晚上|中午)好|hi|hello|hi all|来[了啦]|各位"
)
_CRY: Final = re.compile(f"{_GREETING.pattern}|{_TAGS.pattern}")
"""What stands before the first name and is none: 姐妹们, 现货！"""
_ARRIVED: Final = re.compile(
    r"(?:今天|今日|终于|又|再次|重新)*(?:来|到|上)(?:货|新|岸)?[了啦咯喽]$|返场[了啦]?$"
    r"|开团[了啦]?$"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_DANGLING: Final = re.compile(
    r"(?:\s?(?:团购价|特价|现价|活动价|到手价|价格|售价|仅需|只要|仅|每人|每户"
    r"|(?<![a-z])(?:per|a|at|for|now|only)))+$"
)


@dataclass(frozen=True, slots=True)
class NameAndRemark:
    """``spec_only`` when the name is nothing but a spec, which belongs to a name elsewhere."""

    name: str
    remark: str
    spec_only: bool


def take_name(text: str) -> NameAndRemark:
    """Splits what is left of a product's words; a tab stands where the price was."""
    before, _, after = text.partition("\t")
    before, remarks = _open_brackets(before)
    after, late_remarks = _open_brackets(after, within_name=False)
    name, specs, said = _sort(_chunks(before))
    if name:
        late_specs, late_said = _late(_chunks(after))
    else:
        name, late_specs, late_said = _sort(_chunks(after))
    name, tag = _without_tag(name)
    whole = " ".join(filter(None, [name, *specs, *late_specs]))
    remark = "，".join(filter(None, [*remarks, tag, *said, *late_said, *late_remarks]))
    return NameAndRemark(whole, remark, spec_only=not name)


def _open_brackets(text: str, *, within_name: bool = True) -> tuple[str, list[str]]:
    """Brackets opened: a spec or a name stays in its place, anything else is a remark."""
    remarks: list[str] = []

    def opened(found: re.Match[str]) -> str:
        inside = tidy(found[0][1:-1])
        if not inside:
            return " "
        folded = fold(inside)
        if SPEC.fullmatch(folded):
            return inside if within_name else f" {inside} "
        if found[0][0] == "【" and within_name and not _TAGS.fullmatch(folded):
            return inside
        remarks.append(inside)
        return " "

    return _STRAY.sub(" ", _BRACKETS.sub(opened, text)), remarks


def _chunks(text: str) -> list[str]:
    chunks = (_plain(chunk) for chunk in _COMMAS.split(text))
    return [chunk for chunk in chunks if chunk]


def _plain(chunk: str) -> str:
    """A chunk without its label (品名：) and words that led up to the price."""
    plain = tidy(chunk)
    label = _LABEL.match(fold(plain))
    plain = plain[label.end() :] if label else plain
    dangling = _DANGLING.search(fold(plain))
    return tidy(plain[: dangling.start()] if dangling else plain)


def _sort(chunks: list[str]) -> tuple[str, list[str], list[str]]:
    """The name (the first chunk that is no spec), the specs, and what else is said."""
    specs = [chunk for chunk in chunks if SPEC.fullmatch(fold(chunk))]
    said = [chunk for chunk in chunks if chunk not in specs]
    names = [chunk for chunk in said if _LETTER.search(chunk)]
    while len(names) > 1 and _CRY.fullmatch(fold(names[0])):
        said.remove(names.pop(0))
    if not names:
        return "", specs, []
    said.remove(names[0])
    arrived = _ARRIVED.search(fold(names[0]))
    return tidy(names[0][: arrived.start()] if arrived else names[0]), specs, said


def _late(chunks: list[str]) -> tuple[list[str], list[str]]:
    """Specs and talk behind the price: a spec may open a chunk of talk."""
    specs: list[str] = []
    said: list[str] = []
    for chunk in chunks:
        head, _, rest = chunk.partition(" ")
        if SPEC.fullmatch(fold(chunk)):
            specs.append(chunk)
        elif SPEC.fullmatch(fold(head)):
            specs.append(head)
            said.append(rest)
        else:
            said.append(chunk)
    return specs, said


def _without_tag(name: str) -> tuple[str, str]:
    """The name without the shop's cry before it (特价 草莓), which stays as a remark."""
    tag = _TAGS.match(fold(name))
    if tag is None or tag.end() == len(name):
        return name, ""
    return tidy(name[tag.end() :]), tidy(tag[0])
