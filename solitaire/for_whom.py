"""Whose an order is where a clause behind it says no more than that: 草莓1盒，给隔壁王姐.

Rules: orders/RULES.md 2.
"""

from collections.abc import Sequence

from solitaire.clean import Clause, Sort


def handed(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The orders before a clause that only names a person are for that person, unless they say
    for whom they are."""
    out: list[Clause] = []
    for clause in clauses:
        person = clause.subject
        named = clause.confirms and person is not None and not person.they
        open_ = [i for i, c in enumerate(out) if c.sort is Sort.ORDER]
        if named and open_ and all(_is_open(out[i]) for i in open_):
            for i in open_:
                out[i] = out[i]._replace(subject=person, proxy=True)
        out.append(clause)
    return tuple(out)


def _is_open(clause: Clause) -> bool:
    said = clause.subject is not None or clause.self_named or clause.address
    return not said and not any(o.change for o in clause.orders)
