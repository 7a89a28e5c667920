"""What a stretch of speech asks for: set, add, take away, remove, swap, copy, cancel.

Works on tokens that are all understood; who is meant and what the names mean is settled
elsewhere. Rules: orders/RULES.md 4.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from solitaire.items import assemble
from solitaire.lexicon import Lexicon, Rank
from solitaire.mentions import Mention, of_codes
from solitaire.pointing import points
from solitaire.sums import SUMS
from solitaire.tokens import Kind, Token, roles_of
from solitaire.unsaid import kinds_counted, without_denial, without_kinds, without_refused
from solitaire.waiting import waiting_from
from solitaire.words import CANCELS, OTHERS, Role


class Act(StrEnum):
    """What is done with the items."""

    SET = "set"
    ADD = "add"
    LESS = "less"
    REMOVE = "remove"
    SWAP = "swap"
    CANCEL = "cancel"
    COPY = "copy"
    ALL = "all"


class Order(NamedTuple):
    """One act. ``into`` are the items of a swap's other side; ``verb`` whether a word of ordering
    was said; ``change`` whether it speaks of what is ordered already; ``of`` the name a copy is
    taken from, empty for the one above; ``but`` that the items named
    are those that stay."""

    act: Act
    mentions: tuple[Mention, ...] = ()
    into: tuple[Mention, ...] = ()
    verb: bool = False
    change: bool = False
    of: str = ""
    enough: bool = False
    but: bool = False


_OFF: Final = frozenset("去掉 去掉了 去掉吧 划掉 划了 去了吧 拿掉".split())
_KINDS: Final = ("", "个", "样", "种", "款")
_CUTS: Final = Role.ADD | Role.LESS | Role.REMOVE | Role.ORDER
_ASKED_ENOUGH: Final = frozenset(("就行", "就好", "就可以", "即可"))
_TURNS: Final = (
    Role.SAME | Role.SWAP | Role.SET | Role.LESS | Role.REMOVE | Role.ALL | Role.ADD | Role.ENOUGH
)


def segments(tokens: Sequence[Token]) -> list[list[Token]]:
    """The stretches of a clause that hold one act each: 口水鸡减一份 | 再加一份糍粑."""
    if not roles_of(tokens) & _CUTS:
        return [list(tokens)]
    tokens = without_refused(tokens)
    out: list[list[Token]] = []
    run: list[Token] = []
    for place, token in enumerate(tokens):
        rest = tokens[place + 1 :]
        if run and _complete(run) and (_opens(token, rest) or _is_next_gone(run, token, rest)):
            cut = waiting_from(run, tokens[place:])
            out.append(run[:cut])
            run = run[cut:]
        run.append(token)
        if (
            token.has(Role.REMOVE)
            and _has_goods(run[:-1])
            and not _more_to_remove(tokens[place + 1 :], run)
        ):
            out.append(run)
            run = []
    if any(t.kind != Kind.GAP and not t.has(Role.FILLER) for t in run) or not out:
        out.append(run)
    return out


def _opens(token: Token, rest: Sequence[Token]) -> bool:
    if token.has(Role.ADD) or token.has(Role.LESS) or token.has(Role.REMOVE):
        return any(t.kind & (Kind.TERM | Kind.CODE | Kind.AMOUNT | Kind.VAGUE) for t in rest)
    return token.has(Role.ORDER) and not token.has(Role.SELF) and bool(rest)


def _is_next_gone(run: Sequence[Token], token: Token, rest: Sequence[Token]) -> bool:
    """草莓来两盒 | 鸡蛋不要: the quantity behind 来 is that of the goods before it, not of those
    that are taken off."""
    said = [t for t in run if t.kind != Kind.GAP][-3:]
    after = next((t for t in rest if t.kind != Kind.GAP), None)
    if len(said) < 3 or after is None or not after.has(Role.REMOVE):
        return False
    if said[2].kind != Kind.AMOUNT or not said[1].has(Role.ORDER):
        return False
    return _has_goods([token]) and _has_goods(said[:1])


def _has_goods(run: Sequence[Token]) -> bool:
    return any(t.kind & (Kind.TERM | Kind.CODE) for t in run)


def _more_to_remove(rest: Sequence[Token], run: Sequence[Token]) -> bool:
    """草莓退一盒: the quantity behind the word belongs to it."""
    after = next((t for t in rest if t.kind != Kind.GAP), None)
    return (
        after is not None
        and after.kind == Kind.AMOUNT
        and (run[-1].has(Role.LESS) or (run[-1].text == "不要" and rest[-1] is after))
        and not any(t.kind == Kind.AMOUNT for t in run)
    )


def _complete(run: Sequence[Token]) -> bool:
    goods = _has_goods(run)
    amount = any(t.kind & (Kind.AMOUNT | Kind.VAGUE) for t in run)
    acting = any(t.has(Role.REMOVE) or t.has(Role.LESS) for t in run)
    return (
        (goods and (amount or acting)) or any(t.has(Role.SAME) for t in run) or (acting and amount)
    )


def read_act(run: Sequence[Token], lexicon: Lexicon) -> list[Order]:
    """The acts of one stretch, mostly one; 苹果1箱 草莓不要了 are two."""
    run = without_denial(without_kinds(run))
    roles = roles_of(run)
    verb = bool(roles & (Role.ORDER | Role.ADD)) or _also(run, roles)
    if not roles & _TURNS:
        found = assemble(run, lexicon)
        anew = _anew(run, found)
        return [Order(Act.SET, found, verb=verb, change=anew)] if found or verb else []
    if any(t.has(Role.SAME) for t in run) and not _has_goods(run):
        return [Order(Act.COPY, verb=True, of=_copied(run))]
    turn = _turning_point(run)
    if turn is not None:
        return [_swap_or_set(run, turn, lexicon)]
    if roles & Role.ALL and not roles & Role.REMOVE and not _has_goods(run):
        kinds = kinds_counted(run)
        if kinds and kinds != len(lexicon.products):
            return [Order(Act.SET, (Mention("", vague=True),), verb=True)]
        run = [t for t in run if t.amount is None] if kinds else run
        found = assemble([t for t in run if not t.has(Role.EACH)], lexicon)
        return [Order(Act.ALL, found, verb=True)] if found or _plainly_all(run) else []
    found = assemble(run, lexicon)
    amount = any(m.amount is not None for m in found)
    gone = _taken_off(run, found, amount=amount, verb=verb) if roles & _TAKING else None
    if gone is not None:
        return gone
    if any(t.has(Role.ADD) for t in run) and (found or verb):
        return [Order(Act.ADD, found, verb=True, change=True)]
    enough = any(t.has(Role.ENOUGH) and t.text.rstrip("了") in _ASKED_ENOUGH for t in run)
    anew = _anew(run, found)
    return [Order(Act.SET, found, verb=verb, change=anew, enough=enough)] if found or verb else []


_TAKING: Final = Role.LESS | Role.REMOVE


def _taken_off(
    run: Sequence[Token], found: tuple[Mention, ...], *, amount: bool, verb: bool
) -> list[Order] | None:
    """What a stretch takes away; None where nothing is, after all (少糖)."""
    less = any(t.has(Role.LESS) for t in run)
    if less and amount:
        return [o._replace(change=True) for o in _with_last(found, Act.LESS, verb=verb)]
    off = less and any(t.has(Role.LESS) and t.text in CANCELS for t in run)
    if any(t.text in OTHERS for t in run) and (off or _acting(run, Role.REMOVE)):
        return _all_but(found, verb=verb)
    if _acting(run, Role.REMOVE) or (off and found and run[-1].has(Role.LESS)):  # 带鱼退
        return _removal(run, found)
    return [Order(Act.CANCEL, verb=True, change=True)] if off and not found else None


def _anew(run: Sequence[Token], found: Sequence[Mention]) -> bool:
    """还是2盒吧: another quantity of what is ordered already."""
    return bool(found) and all(m.bare for m in found) and any(t.text == "还是" for t in run)


def _also(run: Sequence[Token], roles: int) -> bool:
    """我也要 orders; 也 alone does not."""
    return bool(roles & Role.ALSO) and any(t.has(Role.ALSO) and t.text != "也" for t in run)


def _plainly_all(run: Sequence[Token]) -> bool:
    return any(t.text in ("都要", "我都要", "全要", "全都要", "全部要") for t in run)


def _acting(run: Sequence[Token], role: int) -> bool:
    return any(t.has(role) for t in run)


def _copied(run: Sequence[Token]) -> str:
    return next((t.text for t in run if t.kind & (Kind.NAME | Kind.TEXT)), "")


def _turning_point(run: Sequence[Token]) -> int | None:
    """Where 换成, 改成, 不是…是 stands, if the stretch has one and something follows it."""
    for place in range(len(run) - 1, -1, -1):
        token = run[place]
        if not (token.has(Role.SWAP) or token.has(Role.SET)):
            continue
        if token.text == "make" and any(t.text == "less" for t in run[place:]):
            continue
        if token.text == "更正" and _has_goods(run[place + 1 :]):
            continue
        after = [
            t
            for t in run[place + 1 :]
            if t.kind & (Kind.TERM | Kind.CODE | Kind.AMOUNT | Kind.VAGUE)
        ]
        if after and (token.text not in ("是", "为", *SUMS) or _corrects(run[:place])):
            return place
    return None


def _corrects(before: Sequence[Token]) -> bool:
    return any(t.has(Role.NOT_BUT) for t in before)


def _swap_or_set(run: Sequence[Token], turn: int, lexicon: Lexicon) -> Order:
    """orders/RULES.md 4: 改成 改为 不是2是3 set a quantity; A换成B moves it to B."""
    left = assemble(run[:turn], lexicon)
    right = _of_left(assemble(run[turn + 1 :], lexicon), run, turn, lexicon)
    named = [m for m in right if not m.bare]
    if not named:
        amount = right[-1].amount if right else None
        vague = bool(right) and right[-1].vague
        base = [m for m in left if not m.bare] or [Mention("")]
        base[-1] = base[-1]._replace(amount=amount, vague=vague)
        return Order(Act.SET, (base[-1],), verb=True, change=True)
    if _corrects(run[:turn]) and all(m.bare for m in left):
        return Order(Act.SET, right, verb=True, change=True)
    return Order(Act.SWAP, left, right, verb=True, change=True)


def _of_left(
    right: tuple[Mention, ...], run: Sequence[Token], turn: int, lexicon: Lexicon
) -> tuple[Mention, ...]:
    """水饺韭菜换成高丽菜: the variant behind is one of the product before; with none before,
    换成麻辣的 is the variant of 麻辣香锅."""
    left = assemble(run[:turn], lexicon)
    codes = next((m.codes for m in reversed(left) if m.codes), None)
    if codes is None:
        codes = tuple(code for m in left for code, _ in m.variants or ())
    out: list[Mention] = []
    for mention in right:
        tokens = [t for t in run[turn + 1 :] if t.term is not None]
        term = next((t.term for t in tokens if t.term and mention.text.endswith(t.text)), None)
        mine = tuple(v for v in term.variants if v[0] in codes) if term is not None else ()
        alone = len(tokens) == 1
        if not left and term is not None and mention.rank > Rank.WHOLE:
            mine = of_codes(term.variants, mention.codes)
        both = mine and alone
        out.append(mention._replace(codes=(), variants=mine) if both else mention)
    return tuple(out)


def _all_but(found: tuple[Mention, ...], *, verb: bool) -> list[Order]:
    """草莓2盒，其他不要了: all is taken off but what is named, here or before."""
    gone = Order(Act.CANCEL, found, verb=True, change=True, but=True)
    counted = tuple(m for m in found if m.amount is not None)
    return [Order(Act.SET, counted, verb=verb), gone] if counted else [gone]


def _removal(run: Sequence[Token], found: tuple[Mention, ...]) -> list[Order]:
    named = tuple(m for m in found if not m.bare)
    words = [t.text for t in run if t.has(Role.REMOVE)]
    whole = found and any(word[:1] in "都全" for word in words)
    if not named and whole and found[-1].amount and found[-1].amount.unit in _KINDS:
        return [Order(Act.CANCEL, found, verb=True, change=True)]
    if not named:
        everything = any(word in CANCELS for word in words)
        if found:
            return [Order(Act.LESS, found, verb=True, change=True)]
        if points(run) or any(word in _OFF for word in words):
            return [Order(Act.REMOVE, (Mention(""),), verb=True, change=True)]
        return [Order(Act.CANCEL, verb=True, change=True)] if everything else []
    if any(m.amount is not None for m in named):
        return _with_last(named, Act.LESS, verb=True)
    return [Order(Act.REMOVE, named, verb=True, change=True)]


def _with_last(found: tuple[Mention, ...], act: Act, *, verb: bool) -> list[Order]:
    """The names behind the last quantity are removed, the ones before are orders: 苹果1箱
    草莓不要了."""
    free = [m for m in found if m.amount is None]
    if free and act is Act.LESS and found[-1].amount is None:
        kept = tuple(m for m in found if m.amount is not None)
        gone = Order(Act.REMOVE, tuple(free), verb=True, change=True)
        return [Order(Act.SET, kept, verb=verb), gone] if kept else [gone]
    return [
        Order(
            act, found[-1:] if act is Act.LESS and len(found) > 1 else found, verb=True, change=True
        )
    ]
