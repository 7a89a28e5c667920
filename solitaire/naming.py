"""What a person is called in a message: 张姐, 3-502王姐, 楼上302, 我妈.

Rules: orders/RULES.md 2 and 8 (people).
"""

import re
from dataclasses import dataclass
from typing import Final

from solitaire.households import BUILDING, HOUSEHOLD_AT, NAMELIKE
from solitaire.normal import Folded
from solitaire.synonyms import GOODS_WORDS


@dataclass(frozen=True, slots=True)
class Subject:
    """A person as written; ``they`` for 他 她, whom an earlier clause named."""

    name: str = ""
    household: str = ""
    they: bool = False


_ME: Final = frozenset(
    (
        "我",
        "我自己",
        "自己",
        "我家",
        "我们",
        "我们家",
        "本人",
        "俺",
        "咱",
        "咱家",
        "家",
        "俺家",
        "俺们",
        "咱们",
        "阿拉",
        "我屋头",
        "我屋里",
        "me",
        "我这边",
        "自家",
        "自己家",
        "忙",
        "忙我",
    )
)
KIN: Final = re.compile(
    r"(?:妈|爸|婆|公|奶|爷|老公|老婆|女儿|儿子|闺女|姐|妹|哥|弟|娘|岳|朋友|同事|邻居|闺蜜|姑|姨|舅|叔|伯|婶|嫂|孩子|对门|楼上|楼下|隔壁|老妈|老爸|爹|领导|婆婆|亲戚|室友|同学)"
)
_BLOCK: Final = re.compile(rf"(?:{BUILDING}|[0-9]{{1,2}}单元)(?=的|[\u4e00-\u9fff]{{2}})")
NEAR: Final = frozenset(("楼上", "楼下", "隔壁", "对门", "对面", "邻居"))
_NAMELIKE: Final = re.compile(f"(?:{NAMELIKE.removeprefix('(?:').removesuffix(')')})$")


def is_namelike(folded: str) -> bool:
    """Whether a piece of text looks like what people are called: 张姐, 小王, 陈太太, 我妈."""
    name = folded.strip()
    if name[-1:] in tuple("让叫说要给的了在是想喊催问和跟去来把被买做炒煮吃喝用拿尝挑选穿补玩"):
        return False
    if name[:1] in tuple("放搁挂搬寄") or name in GOODS_WORDS:  # 老抽, 小米
        return False
    return 1 < len(name) <= 6 and (_NAMELIKE.fullmatch(name) is not None or bool(KIN.search(name)))


def person_in(text: Folded, start: int, stop: int) -> Subject | None:
    """The person written in the stretch, None for the sender."""
    folded = text.text[start:stop]
    found = (
        HOUSEHOLD_AT.search(folded)
        or re.match(r"\s*[0-9]{3,4}(?![0-9])", folded)
        or _BLOCK.match(folded)
    )
    household, name_from, name_to = "", start, stop
    if found is not None:
        household = text.written(start + found.start(), start + found.end()).strip()
        before, after = folded[: found.start()].strip(), folded[found.end() :].strip()
        if before and not after:
            name_to = start + found.start()
        else:
            name_from = start + found.end()
    name = text.written(name_from, name_to).strip(" 　,，、:：的-")
    folded_name = text.text[name_from:name_to].strip(" ,、:的-")
    if folded_name in ("他", "她", "ta", "他们", "她们", "人家"):
        return Subject(they=True)
    if (folded_name in _ME or not folded_name) and not household:
        return None
    return Subject("" if folded_name in _ME else name, household)
