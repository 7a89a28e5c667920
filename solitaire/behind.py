"""For whom goods are, said behind them: 草莓1盒给隔壁王姐, 鸡蛋1板给我, 草莓2盒记在502张姐名下.

Rules: orders/RULES.md 2 and 8 (people).
"""

import re
from collections.abc import Sequence
from typing import Final

from solitaire.naming import NEAR, Subject, is_namelike, person_in
from solitaire.normal import Folded
from solitaire.subjects import Spoken
from solitaire.tokens import COUNTS, GOODS, Token, kinds_of, roles_of
from solitaire.words import Role

_UNDER: Final = re.compile(
    "(?:记|算|写|登记|挂|报)(?:在|到|给)?(?P<who>[^,。]{1,12}?)(?:的|的?(?:名下|头上|名字))?$"
)
_WRITES: Final = re.compile("[记算写挂报]")
_TO: Final = re.compile("(?:是|都|也)?(?:给|送给?)(?P<who>[^,。]{1,12})$")
_DOES: Final = (
    Role.ORDER | Role.ADD | Role.SET | Role.SWAP | Role.LESS | Role.REMOVE | Role.EACH | Role.ALSO
)
_ROOM: Final = re.compile("(?:楼上|楼下|隔壁|对门|对面)的?[0-9]{3,4}$")


def told_behind(tokens: Sequence[Token], text: Folded) -> Spoken | None:
    """Takes the person out of the end of a clause, None where nobody stands there."""
    last = len(tokens) - 1
    if last > 0 and tokens[last].text == "给我" and kinds_of(tokens[:last]) & GOODS:
        return Spoken(tuple(tokens[:last]), self_named=True)
    start = tokens[0].start if tokens else 0
    said = text.text[start : tokens[-1].end] if tokens else ""
    if _WRITES.search(said) is not None:
        sure = said.endswith(("名下", "头上", "名字"))
        return _cut(tokens, text, start, _UNDER.search(said), sure=sure)
    if text.text.startswith("了", tokens[-1].end if tokens else 0):
        return None
    giving = next((i for i in range(last, -1, -1) if tokens[i].text in ("给", "送")), -1)
    if giving < 0 or (giving and not kinds_of(tokens[:giving]) & COUNTS):
        return None
    if kinds_of(tokens[giving:]) & GOODS or roles_of(tokens[giving + 1 :]) & _DOES:
        return None
    return _cut(tokens, text, start, _TO.search(said), sure=False)


def _cut(
    tokens: Sequence[Token], text: Folded, start: int, found: re.Match[str] | None, *, sure: bool
) -> Spoken | None:
    """The tokens before the words found, and whom those name."""
    if found is None:
        return None
    rest = tuple(t for t in tokens if t.end <= start + found.start())
    if len(rest) < len(tokens) and tokens[len(rest)].start != start + found.start():
        return None
    person = person_in(text, start + found.start("who"), start + found.end("who"))
    if person is None:
        return Spoken(rest, self_named=True)
    return Spoken(rest, person, proxy=True) if sure or _is_person(person, found["who"]) else None


def _is_person(person: Subject, said: str) -> bool:
    if person.they or not person.name:
        return bool(person.household)
    near = said in NEAR or _ROOM.fullmatch(said) is not None
    return near or is_namelike(person.name)
