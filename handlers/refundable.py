"""Collected goods that may still be refunded: which of them a leader means, and for how much.

Decides nothing and says only what cannot be read; asking and booking are ``handlers/returns``'s.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.earning import Claw, plan_claw
from handlers.naming import product_and_variant
from handlers.tabs import Person, find_people, is_called
from handlers.texts import phrases
from handlers.texts import returns as texts
from handlers.texts.amounts import Part
from handlers.work import Work
from rules.prices import line_fen
from solitaire.normal import fold_name, fold_text
from solitaire.numbers import NUMERAL, read_number
from solitaire.receipts import fen_of, is_room
from solitaire.titles import short_name
from solitaire.values import ONE, ItemKey, RowKey
from storage.commissions import Earned, list_standing
from storage.groups import Group
from storage.offers import OfferProduct, list_products
from storage.orders import Line, list_lines

_BETWEEN = re.compile(r"[\s,、;:]+")
_SUM = re.compile(rf"[¥$]?(?P<sum>[0-9]{{1,7}}(?:\.[0-9]{{1,2}})?)(?:{phrases.YUAN})?")
_WITH_TAIL = re.compile(
    rf"(?P<word>.*?\S)[\s*]*(?P<tail>[¥$]?[0-9.]+(?:{phrases.YUAN})|[¥$][0-9.]+"
    rf"|(?P<count>{NUMERAL})\s*[^\d\s¥$]{{0,3}})"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of which a person collected something: what that earned and was not clawed back."""

    offer: int
    line: Line
    product: OfferProduct
    earned: tuple[Earned, ...]

    @property
    def fen(self) -> int:
        """What the goods cost that were not refunded yet."""
        return sum(one.basis_fen for one in self.earned)

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        variant = f"({self.line.variant})" if self.line.variant else ""
        return f"{short_name(self.product.name)}{variant}"


@dataclass(frozen=True, slots=True)
class Share:
    """So much of a line is to be refunded."""

    kept: Kept
    fen: int

    @property
    def claws(self) -> tuple[Claw, ...]:
        """What of the leader's commission goes back with it."""
        return plan_claw(self.kept.earned, self.fen)

    def __str__(self) -> str:
        line, product = self.kept.line, self.kept.product
        if self.fen == line_fen(line.collected, line.unit_fen):
            quantity = line.collected
        elif product.by_weight or not line.unit_fen or self.fen % line.unit_fen:
            return self.kept.name
        else:
            quantity = self.fen // line.unit_fen * ONE
        return str(Part(short_name(product.name), line.variant, quantity, product.unit))


async def list_kept(work: Work, group: Group, row: RowKey) -> tuple[Kept, ...]:
    """What a person has collected and was not refunded, newest offer first, as first booked."""
    earned: dict[int, dict[ItemKey, list[Earned]]] = {}
    for one in await list_standing(work.session, group.id, row):
        earned.setdefault(one.offer, {}).setdefault(one.item, []).append(one)
    kept: list[Kept] = []
    for offer, items in earned.items():
        products = {p.code: p for p in await list_products(work.session, group.id, offer)}
        for line in await list_lines(work.session, group.id, offer):
            if line.row == row and line.item in items:
                own = tuple(items[line.item])
                kept.append(Kept(offer, line, products[line.product], own))
    return tuple(one for one in kept if one.fen)


def who_and_what(people: Sequence[Person], said: str) -> tuple[str, tuple[Person, ...], str]:
    """The words that name somebody, whom they may mean, and the rest: 3-502 张姐 草莓 1."""
    words = [word for word in _BETWEEN.split(fold_text(said)) if word]
    words = words[1:] if words[:1] == [texts.REFUND] else words
    found: tuple[Person, ...] = ()
    used = 0
    for place, word in enumerate(words):
        here = find_people(people, word)
        if place:
            named = is_room(word) or any(is_called(person, word) for person in here)
            here = tuple(person for person in found if named and person in here)
        if not here:
            break
        found, used = here, place + 1
    return " ".join(words[:used]), found, " ".join(words[used:])


def bare_sum(said: str) -> int | None:
    """The fen of what is nothing but a sum of money; None for anything else."""
    found = _SUM.fullmatch(said)
    return fen_of(found["sum"]) if found else None


def choose(kept: Sequence[Kept], said: str) -> tuple[Share, ...] | str | None:
    """What of the goods is meant by 草莓, 草莓 1, 草莓 10元 or 29.9.

    A sentence where it cannot be had so; None where none of the goods is named.
    """
    fen = bare_sum(said)
    if fen is not None:
        return _sum_of(kept, fen) if kept else None
    found = _WITH_TAIL.fullmatch(said)
    counted = _named(kept, found["word"]) if found and not _is_whole_name(kept, said) else ()
    if found and counted:  # before a part of a name: 草莓 2 are two of 草莓2斤装
        return _of_lines(counted, found["tail"], found["count"])
    lines = _named(kept, said)
    return tuple(Share(one, one.fen) for one in lines) or None


def _is_whole_name(kept: Iterable[Kept], said: str) -> bool:
    key = fold_name(said)
    return any(
        key in {fold_name(one.product.name), *map(fold_name, one.product.aliases)} for one in kept
    )


def _named(kept: Sequence[Kept], word: str) -> tuple[Kept, ...]:
    """The lines that a word names, of the newest offer that has one."""
    for offer in dict.fromkeys(one.offer for one in kept):
        here = [one for one in kept if one.offer == offer]
        products = {one.product.code: one.product for one in here}
        named = product_and_variant(products.values(), word)
        lines = tuple(
            one
            for one in here
            if any(one.product == product and v in {"", one.line.variant} for product, v in named)
        )
        if lines:
            return lines
    return ()


def _of_lines(lines: Sequence[Kept], tail: str, counted: str | None) -> tuple[Share, ...] | str:
    """So many of the goods named, or so much money of what they cost."""
    thousandths = read_number(counted) if counted else None
    if thousandths is None:
        return _sum_of(lines, bare_sum(tail) or 0)
    if thousandths % ONE and not lines[0].product.by_weight:  # 草莓 29.9: no such number of boxes
        return _sum_of(lines, thousandths // 10)
    if len(lines) > 1:
        return texts.which_of([one.name for one in lines])
    # A fen of rounding, where a weight is refunded bit by bit, is no reason to refuse.
    fen, most = line_fen(thousandths, lines[0].line.unit_fen), lines[0].fen
    return _sum_of(lines, most if fen == most + 1 else fen)


def _sum_of(kept: Sequence[Kept], fen: int) -> tuple[Share, ...] | str:
    """A sum as shares of lines: of the one that costs just that, else of one that has whole units
    for it, else of one that is worth it, else of several in turn."""
    most = sum(one.fen for one in kept)
    if not 0 < fen <= most:
        return texts.at_most(most)
    worth = [one for one in kept if one.fen >= fen]
    whole = [one for one in worth if one.line.unit_fen and fen % one.line.unit_fen == 0]
    for one in (*(one for one in worth if one.fen == fen), *whole, *worth):
        return (Share(one, fen),)
    return _in_turn(kept, fen)


def _in_turn(kept: Iterable[Kept], fen: int) -> tuple[Share, ...]:
    shares, left = [], fen
    for one in kept:
        if left:
            shares.append(Share(one, min(left, one.fen)))
            left -= shares[-1].fen
    return tuple(shares)
