"""Whose name an entry of a list begins or ends with, and where its goods begin.

Rules: orders/RULES.md 2 and 5.
"""

import re
from collections.abc import Collection
from typing import Final

from solitaire.clean import TALKING
from solitaire.households import BARE, HOUSEHOLD, HOUSEHOLD_AT, NAMELIKE, written_household
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon
from solitaire.mending import with_slips
from solitaire.normal import Folded, fold_name
from solitaire.notes import is_remark
from solitaire.numbered import glued_end
from solitaire.people import Person, without_phone
from solitaire.tokens import Kind, Token
from solitaire.words import Role

SPLIT: Final = " \u3000,，、:：-—_|/\t"
_ROOM: Final = re.compile(r"[0-9]{3,4}(?![0-9.])(?=\s*[^0-9\s斤公kg克箱盒袋份个*x])|[0-9]{3,4}\s*$")
_RELATED: Final = re.compile(
    "的?(?:妈妈?|妈咪|爸爸?|婆婆|公公|老公|老婆|爷爷|奶奶|外婆|外公|姥姥|姥爷|女儿|儿子|弟弟|妹妹|"
    "哥哥|姐姐|嫂子|邻居|隔壁|对门|闺蜜|朋友|同事|亲戚)(?=[ ,、:_|/-]|$)"
)
"""What makes of a known name another person's: 赵姐妈妈."""
_NAMELIKE: Final = re.compile(NAMELIKE)
_HOUSE_BEHIND: Final = re.compile(rf"[(\[]?\s?(?P<house>{HOUSEHOLD})\s?[)\]]?")
_SIGNED: Final = re.compile(
    rf"[\s,、:_|/(—-]+(?:(?P<house>{HOUSEHOLD}|{BARE})\s?)?(?P<name>[^\s,、:_|/()—0-9-]{{1,10}})\)?$"
)


def person_of(text: Folded, lexicon: Lexicon, names: Collection[str]) -> tuple[Person, int]:
    """The household and the name in front, and where the goods begin."""
    place = _skip(text.text, 0)
    house = HOUSEHOLD_AT.match(text.text, place) or _ROOM.match(text.text, place)
    household = ""
    if house is not None:
        household = written_household(text.written(house.start(), house.end()))
        place = _skip(text.text, house.end())
    end = (
        _known_name(text.text, place, names)
        or _first_words(text.text, place, lexicon)
        or glued_end(text.text, place)
        or _digits_end(text.text, place, lexicon)
        or _strange_name(text.text, place, lexicon)
    )
    bracket = text.text.find("(", place + 1, end)
    if bracket > 0 and fold_name(text.text[place:end]) not in names:
        end = bracket  # 王姐(小敏代接)
    name = text.written(place, end).strip(SPLIT)
    after = _skip(text.text, end)
    if household:
        return Person(without_phone(name), household), after
    behind = _HOUSE_BEHIND.match(text.text, after)
    if behind is not None:
        household = written_household(text.written(behind.start("house"), behind.end("house")))
        after = _skip(text.text, behind.end())
    else:
        found = HOUSEHOLD_AT.search(text.text, place, end)
        if found is not None:
            household = written_household(text.written(found.start(), found.end()))
            name = text.written(place, found.start()) + text.written(found.end(), end)
    return Person(without_phone(name.strip(SPLIT)), household), after


def signature_of(
    text: Folded, start: int, lexicon: Lexicon, names: Collection[str]
) -> tuple[Person, int] | None:
    """Who signs an entry behind the goods (保鲜袋2盒 静静, 卷纸2提 3-502老何), and where the goods
    end; None where it ends with something else."""
    found = _SIGNED.search(text.text, start)
    if found is None or not _is_signature(found, names):
        return None
    goods = [t for t in lex(text.text[start : found.start()], lexicon) if t.kind != Kind.GAP]
    if not goods or not goods[-1].kind & (Kind.AMOUNT | Kind.TERM):
        return None
    name = text.written(found.start("name"), found.end("name"))
    house = found["house"]
    home = text.written(found.start("house"), found.end("house")) if house else ""
    return Person(name, written_household(home)), found.start()


def _is_signature(found: re.Match[str], names: Collection[str]) -> bool:
    """A name that is known, or looks like what people are called; 给老公 is a remark."""
    name = found["name"]
    if fold_name(name) in names:
        return True
    looks = _NAMELIKE.fullmatch(name) is not None or found["house"] is not None
    return looks and name[0] not in "我自给全大放送不要" and not is_remark(name)


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in SPLIT:
        place += 1
    return place


def _known_name(text: str, place: int, names: Collection[str]) -> int:
    """The end of a known name that stands at the place, 0 if none does; the longest of them."""
    best = 0
    stops = [
        i for i in range(place, min(len(text), place + 40)) if text[i] in SPLIT or text[i] in "\n("
    ]
    for stop in (*stops[:4], min(len(text), place + 40)):
        if stop > place and fold_name(text[place:stop]) in names:
            best = stop
    if best:
        return best
    for name in names:
        if len(name) > 1 and text.startswith(name, place) and place + len(name) > best:
            end = place + len(name)
            if not text[end : end + 1].isdecimal() and not _RELATED.match(text, end):
                best = end
    return best


def _first_words(text: str, place: int, lexicon: Lexicon) -> int:
    """The end of a name with a numeral in it that stands before the first blank, where goods
    come behind (十三 草莓1, Amy2 草莓1); 0 where what stands there is none."""
    tokens = lex(text[place:], lexicon)
    word = next(
        (i for i, t in enumerate(tokens) if t.kind == Kind.GAP or t.text in "\n,:("), len(tokens)
    )
    head, rest = tokens[:word], tokens[word:]
    if not any(t.kind == Kind.AMOUNT for t in head) or not all(_in_name(t) for t in head):
        return 0
    written = text[place : place + head[-1].end]
    if not (_LETTER.search(written) or _TOLD_NUMBER.fullmatch(written)):
        return 0
    named = any(t.kind & (Kind.TERM | Kind.CODE) for t in rest)
    return place + head[-1].end if named and any(t.amount for t in rest) else 0


def _digits_end(text: str, place: int, lexicon: Lexicon) -> int:
    """The end of a name in digits glued to the goods (用户123草莓1), where one quantity more is
    written than there are goods; 0 elsewhere."""
    tokens = lex(text[place:], lexicon)
    if [t.kind for t in tokens[:3]] != [Kind.TEXT, Kind.AMOUNT, Kind.TERM]:
        return 0
    terms = sum(t.kind == Kind.TERM for t in tokens)
    counts = sum(t.kind == Kind.AMOUNT for t in tokens)
    return place + tokens[1].end if tokens[1].text.isdecimal() and counts > terms else 0


_LETTER: Final = re.compile("[a-z\u4e00-\u9fff](?<![一二两三四五六七八九十百半])")
_TOLD_NUMBER: Final = re.compile("[一二三四五六七八九十]{2,3}")


_SAID: Final = TALKING | Role.FILLER
"""Words that may as well be a part of a name (二哈妈)."""


def _in_name(token: Token) -> bool:
    """Whether a token before the first blank may be part of a name."""
    amount = token.amount
    if token.kind == Kind.AMOUNT and amount is not None:
        return not amount.unit and not amount.plus and token.text[0] not in "*x+"
    return token.kind == Kind.TEXT or (token.kind == Kind.WORD and not token.roles & ~_SAID)


def _strange_name(text: str, place: int, lexicon: Lexicon) -> int:
    """The end of a name not heard before: what stands before the first goods."""
    tokens = lex(text[place:], lexicon)
    first = next((i for i, t in enumerate(tokens) if _is_goods(t)), len(tokens))
    if first == len(tokens):
        stop = next((t.start for t in tokens if t.kind == Kind.STOP), len(text) - place)
        return place + stop
    word = next(
        (i for i, t in enumerate(tokens) if t.kind == Kind.GAP or t.text == "\n"), len(tokens)
    )
    head = tokens[:word]
    strange = any(t.kind == Kind.TEXT for t in head)
    counted = any(t.kind & (Kind.AMOUNT | Kind.VAGUE | Kind.CODE) for t in head)
    more = any(t.kind & (Kind.TERM | Kind.CODE) or t.amount for t in tokens[word:])
    if strange and not counted and more and first < word:
        return place + head[-1].end
    if first == 0:
        return place
    slip = _slip_before(text[place:], tokens[first], lexicon) if strange and word < first else 0
    return place + (slip or tokens[first].start)


def _slip_before(text: str, amount: Token, lexicon: Lexicon) -> int:
    """Where mistyped goods begin that stand between a name and a quantity (小雨 草苺1); 0 where
    what stands there is all of the name (王 大姐 1)."""
    if amount.kind != Kind.AMOUNT:
        return 0
    read = with_slips(lex(text, lexicon, loose=True), lexicon)
    before = [t for t in read if t.end <= amount.start and t.kind != Kind.GAP]
    return before[-1].start if before and before[-1].kind == Kind.TERM else 0


def _is_goods(token: Token) -> bool:
    if token.kind & (Kind.TERM | Kind.CODE | Kind.AMOUNT | Kind.VAGUE | Kind.MONEY):
        return True
    if token.kind != Kind.WORD or token.text.isascii():
        return False
    return bool(
        token.roles & (Role.REMOVE | Role.SAME | Role.ALL | Role.ADD | Role.SWAP)
        and len(token.text) > 1
    ) or token.text in ("要", "来", "订", "我要", "我来", "给我")
