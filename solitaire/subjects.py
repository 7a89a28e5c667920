"""For whom a clause speaks: the sender, or a person it names.

Rules: orders/RULES.md 2 (proxies, households before names) and 8 (people).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from solitaire.naming import KIN, NEAR, Subject, is_namelike, person_in
from solitaire.normal import Folded
from solitaire.tokens import Kind, Token, kinds_of, roles_of
from solitaire.words import Role


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who is meant by a clause, and its tokens without those words. ``proxy`` where 帮 给 替 代
    was said, ``claims`` where the clause says what that person wants (李叔要…), ``address`` a
    household that is the sender's."""

    rest: tuple[Token, ...]
    subject: Subject | None = None
    proxy: bool = False
    claims: bool = False
    address: str = ""
    self_named: bool = False


_NO_PERSON: Final = re.compile("谢|昨天|昨晚|前天|上次|上回|上周|那天|问|送的?$|了$|[吗呢]$")
"""What stands between 帮 给 替 代 and the goods in talk: 替我谢谢王姐昨天送的3个石榴."""
_NO_NAME: Final = re.compile("[有在没无到了被把门口楼下群的送放寄搁挂摆取]")
"""What stands behind a household in talk: 5栋门口有, 502没."""
_VERBS: Final = (
    Role.ORDER | Role.ADD | Role.SET | Role.SWAP | Role.LESS | Role.REMOVE | Role.EACH | Role.ALSO
)
_GOODS: Final = Kind.TERM | Kind.CODE | Kind.AMOUNT | Kind.VAGUE | Kind.MONEY


def find_subject(tokens: Sequence[Token], text: Folded) -> Spoken:
    """Takes the person out of a clause's tokens."""
    tokens = _without_called(tokens)
    if not kinds_of(tokens) & _PERSONAL and not roles_of(tokens) & _POINTING:
        return Spoken(tuple(tokens))
    for place, token in enumerate(tokens):
        kin = is_my_kin(tokens, place)
        if kin or token.has(Role.PROXY):
            found = _proxy(tokens, place, text, kin=kin)
            if found is not None:
                return _named_before(found, text)
    plain = Spoken(tuple(tokens), self_named=any(t.has(Role.SELF) for t in tokens))
    return _leading(tokens, text) or _possessor(tokens, text) or plain


def _named_before(found: Spoken, text: Folded) -> Spoken:
    """王阿姨要2斤 我替她接: who is meant by 她 was named in the same breath."""
    if found.subject is None or not found.subject.they:
        return found
    named = _leading(found.rest, text) or _possessor(found.rest, text)
    if named is None or named.subject is None or named.subject.they:
        return found
    return Spoken(named.rest, named.subject, proxy=True)


def _without_called(tokens: Sequence[Token]) -> Sequence[Token]:
    """小林啊我要两把: who is called at the start, before the speaker speaks of himself, is nobody
    whose order it is."""
    start = next((i for i, t in enumerate(tokens) if not (t.has(Role.OF) or _is_quiet(t))), 0)
    if not tokens or tokens[start].kind != Kind.TEXT or not is_namelike(tokens[start].text):
        return tokens
    rest = start + 1
    while rest < len(tokens) and _is_quiet(tokens[rest]):
        rest += 1
    own = rest < len(tokens) and (tokens[rest].has(Role.SELF) or tokens[rest].text in _OWN_VERBS)
    own = own or (rest < len(tokens) and _asks_favour(tokens[start], tokens[rest]))
    return tokens[rest:] if own and tokens[rest - 1].text not in (":", "=") else tokens


def _is_quiet(token: Token) -> bool:
    return token.text == " " or token.roles & ~Role.YES == Role.FILLER


def _asks_favour(called: Token, verb: Token) -> bool:
    """珊姐帮我记个可颂; but 老公给我买 is what somebody does."""
    return verb.text in ("帮我", "给我", "麻烦帮我") and _FAMILY.search(called.text) is None


_FAMILY: Final = re.compile(
    "妈|爸|婆|老公|老头|儿子|女儿|闺女|朋友|同事|邻居|男|对象|孩子|他|她|谁"
)
_OWN_VERBS: Final = frozenset(
    ("我要", "我订", "我来", "我买", "我接", "我想要", "我想订", "我想买")
)
_PERSONAL: Final = Kind.HOUSE | Kind.NAME | Kind.TEXT
_POINTING: Final = Role.PROXY | Role.SELF | Role.THEY


def is_my_kin(tokens: Sequence[Token], place: int) -> bool:
    """帮我妈带: the word 帮我 is read first, 我妈 is meant."""
    token = tokens[place]
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return (
        token.text in ("帮我", "给我", "帮我家", "给我家")
        and after is not None
        and after.kind in (Kind.TEXT, Kind.NAME)
        and KIN.match(after.text) is not None
    )


def _proxy(tokens: Sequence[Token], place: int, text: Folded, *, kin: bool) -> Spoken | None:
    """帮/给/替/代 X 带/订/要…: X runs to the verb, else to the goods."""
    end = _person_end(tokens, place + 1)
    verb = end < len(tokens) and tokens[end].has(_VERBS)
    goods = end < len(tokens) and tokens[end].kind & _GOODS != 0
    if not (verb or goods):
        end = place + 1 + _they_length(tokens, place + 1)
        if end == place + 1:
            return None
    start = tokens[place].start + 1 if kin else tokens[place].end
    stop = tokens[end - 1].end if end > place + 1 else start
    if _NO_PERSON.search(text.text[start:stop]):
        return None
    if text.text[start:stop].rstrip(" 的").endswith(_FOR_USE):
        return None
    person = person_in(text, start, stop)
    rest = (*tokens[:place], *tokens[end:])
    if person is None:
        return Spoken(tuple(rest), self_named=True)
    return Spoken(tuple(rest), person, proxy=True)


_FOR_USE: Final = ("挑", "选", "吃", "喝", "穿", "用", "尝", "补")
"""给我女儿挑: what for, and nobody's order but the speaker's (orders/RULES.md 8)."""


def _they_length(tokens: Sequence[Token], place: int) -> int:
    return 1 if place < len(tokens) and tokens[place].has(Role.THEY) else 0


def _person_end(tokens: Sequence[Token], begin: int) -> int:
    verbs = [
        i
        for i in range(begin + 1, len(tokens))
        if tokens[i].has(_VERBS) and not tokens[i].has(Role.SELF)
    ]
    goods = [i for i in range(begin, len(tokens)) if tokens[i].kind & _GOODS]
    if goods and _is_room(tokens, goods[0], begin):
        goods = goods[1:]
    first_verb = verbs[0] if verbs else len(tokens)
    first_goods = goods[0] if goods else len(tokens)
    if first_verb < len(tokens) and first_goods < first_verb:
        between = tokens[begin:first_verb]
        if any(t.kind & (Kind.AMOUNT | Kind.GAP) for t in between[1:]):
            return first_goods
        return first_verb
    return min(first_verb, first_goods)


def _is_room(tokens: Sequence[Token], place: int, begin: int) -> bool:
    token = tokens[place]
    digits = re.match("[0-9]{3,4}(?![0-9])", token.text)
    near = place == begin + 1 and tokens[begin].text in NEAR
    return (place == begin or near) and token.kind == Kind.AMOUNT and digits is not None


def _leading(tokens: Sequence[Token], text: Folded) -> Spoken | None:
    """A household and a name in front of the goods: 3-201 吴伯 草莓1盒, 李叔要1份, 我是3栋502的."""
    first = next((i for i, t in enumerate(tokens) if _is_lead_end(t)), len(tokens))
    lead = tokens[:first]
    house = next((t for t in (*lead, *tokens[-1:]) if t.kind == Kind.HOUSE), None)
    person = next((t for t in lead if t.kind & (Kind.NAME | Kind.TEXT) and t.text.strip()), None)
    me = any(t.has(Role.SELF) for t in tokens[: first + 1])
    kin = person is not None and me and KIN.fullmatch(person.text) is not None
    if person is not None and not (
        kin or house or person.kind == Kind.NAME or is_namelike(person.text)
    ):
        person = None
    if person is not None and house and _NO_NAME.search(person.text):
        person = None
    if person is not None and person.kind == Kind.TEXT and me:
        return _own_kin(tokens, text, first)
    if house is None and person is None:
        return None
    kept = [t for t in tokens if t is not house and t is not person]
    kept = [t for t in kept if not (t in lead and (t.has(Role.OF) or t.text in ":-"))]
    address = text.written(house.start, house.end) if house else ""
    if person is None:
        kept = [t for t in kept if not (house and t.text in ("是", "的", "我是"))]
        return Spoken(tuple(kept), address=address, self_named=me)
    name = text.written(person.start, person.end).strip()
    wants = first < len(tokens) and tokens[first].has(Role.ORDER)
    return Spoken(tuple(kept), Subject(name, address), claims=wants)


def _is_lead_end(token: Token) -> bool:
    if token.kind & _GOODS:
        return True
    return token.has(_VERBS | Role.SAY) and not token.has(Role.SELF) and token.text != "是"


def _own_kin(tokens: Sequence[Token], text: Folded, first: int) -> Spoken | None:
    """我妈要2桶: says what a relative wants."""
    lead = [t for t in tokens[:first] if t.has(Role.SELF) or t.kind == Kind.TEXT]
    wants = first < len(tokens) and tokens[first].has(Role.ORDER)
    if len(lead) != 2 or not lead[0].has(Role.SELF) or not KIN.match(lead[1].text):
        return None
    name = text.written(lead[0].start, lead[1].end)
    rest = tuple(t for t in tokens if t not in lead)
    return Spoken(rest, Subject(name), claims=wants)


def _possessor(tokens: Sequence[Token], text: Folded) -> Spoken | None:
    """取消张姐的草莓, 把老高的手套改成2副, 取消她的单."""
    for place, token in enumerate(tokens):
        if token.has(Role.THEY):
            rest = tuple(t for t in tokens if t is not token and not t.has(Role.ORDERED))
            return Spoken(rest, Subject(they=True))
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        owns = (
            after is None or after.has(Role.OF) or after.has(Role.ORDERED) or after.kind == Kind.GAP
        )
        named = token.kind == Kind.NAME or (token.kind == Kind.TEXT and is_namelike(token.text))
        if named and owns:
            end = place + 2 if after is not None and after.kind != Kind.GAP else place + 1
            house = tokens[place - 1] if place and tokens[place - 1].kind == Kind.HOUSE else None
            rest = tuple(
                t
                for i, t in enumerate(tokens)
                if not place <= i < end and t is not house and not t.has(Role.ORDERED)
            )
            address = text.written(house.start, house.end) if house else ""
            return Spoken(rest, Subject(text.written(token.start, token.end).strip(), address))
    return None
