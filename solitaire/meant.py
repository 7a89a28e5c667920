"""Whether what reads like an order is meant as one, beside the rest of the message.

Rules: orders/RULES.md 6 and 8.
"""

import re
from typing import Final

from solitaire.acts import Act
from solitaire.clean import Clause, Sort
from solitaire.draft import Scene
from solitaire.speech import Speech
from solitaire.values import ONE

_STATED: Final = re.compile("[订要买接报下定](?:单|下|到)?的(?:都|就|才|明明)?是(?!不是)")
"""我订的是2斤: says what was ordered; beside a complaint it orders nothing."""

_GLUED: Final = re.compile("(?<![a-z0-9])[a-z][0-9]{1,2}(?![0-9])")


def is_meant(clause: Clause, clauses: tuple[Clause, ...], speech: Speech) -> bool:
    """Whether an understood clause is meant as an order where other clauses are talk."""
    certain = any(order.verb or order.change for order in clause.orders)
    certain = certain and _STATED.search(clause.text) is None
    if speech.veto and not certain:
        return False
    talk = any(c.sort is Sort.TALK and c is not clause and not c.unknown for c in clauses)
    if talk and _is_price(clause):
        return False
    if _is_place(clause) and any(c.sort in (Sort.TALK, Sort.DOUBT) for c in clauses):
        return False
    if any(not m.bare for o in clause.orders for m in (*o.mentions, *o.into)):
        amount = any(m.amount or m.vague for o in clause.orders for m in o.mentions)
        return not talk or certain or amount
    if any(o.act is not Act.SET or o.change for o in clause.orders):
        return True
    enough = any(order.enough for order in clause.orders)
    return not talk or enough or (certain and any(c.topics for c in clauses))


def _is_place(clause: Clause) -> bool:
    """B2: a code and a digit glued to it, beside talk: a floor or a gate (B1停车场？还是B2)."""
    mentions = [m for o in clause.orders for m in o.mentions]
    lettered = all(len(code) == 1 and code.isalpha() for m in mentions for code in m.codes)
    return bool(mentions) and lettered and _GLUED.search(clause.text) is not None


def is_quoted(clause: Clause, scene: Scene) -> bool:
    """草莓29.9一盒 of the leader: her price."""
    return scene.by_leader and _is_price(clause)


def _is_price(clause: Clause) -> bool:
    """草莓29.9一盒: what one costs, and no word of ordering."""
    mentions = [m for o in clause.orders for m in o.mentions]
    verb = any(o.verb or o.change for o in clause.orders)
    priced = [m for m in mentions if m.fen is not None and m.amount and m.amount.value == ONE]
    return not verb and bool(priced) and len(priced) == len(mentions)
