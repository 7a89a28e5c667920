"""The commission that a leader notes in her post (佣金10%): her own affair, so it is taken out
before anything else is read, and never part of what is shown.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from solitaire.normal import fold
from solitaire.post_values import Post, PostedProduct

_RATE: Final = re.compile(
    r"[\s,、;|/]*[(【\[]?\s*(?:佣金|返佣|返点|提成)[\s:=]*(?P<whole>[0-9]{1,2})(?:\.(?P<part>[0-9]{1,2}))?"
    r"\s*(?:%|个?点(?![0-9半]))\s*[)】\]]?"
)


@dataclass(frozen=True, slots=True)
class Rates:
    """Basis points by the number of the line they were said on; of ``alone``, nothing else stood
    there."""

    said: Mapping[int, Sequence[int]]
    alone: frozenset[int]


def take_rates(text: str) -> tuple[str, Rates]:
    """A post without its rates, line by line, and the rates."""
    lines: list[str] = []
    said: dict[int, Sequence[int]] = {}
    alone: set[int] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        rest, rates = _take(line)
        lines.append(rest)
        if rates:
            said[number] = rates
        if rates and not rest.strip():
            alone.add(number)
    return "\n".join(lines), Rates(said, frozenset(alone))


def _take(line: str) -> tuple[str, Sequence[int]]:
    folded, rest = fold(line), line
    found = list(_RATE.finditer(folded.text))
    for one in reversed(found):
        start = len(folded.written(0, one.start()))
        end = len(folded.written(0, one.end()))
        rest = f"{rest[:start]} {rest[end:]}"
    return rest, [int(one["whole"]) * 100 + int((one["part"] or "").ljust(2, "0")) for one in found]


def with_rates(post: Post, rates: Rates) -> Post:
    """The post's products, doubtful ones too, with their rates: those of their own lines, else one
    that stands alone in the post, which is for all."""
    if not rates.said:
        return post
    readings = [doubt.reading for doubt in post.doubts if doubt.reading]
    own = _own(sorted((*post.products, *readings), key=lambda one: one.line), rates)

    def rated(product: PostedProduct) -> PostedProduct:
        return replace(product, commission=own.get((product.line, product.name)))

    return replace(
        post,
        products=tuple(map(rated, post.products)),
        doubts=tuple(
            replace(doubt, reading=rated(doubt.reading)) if doubt.reading else doubt
            for doubt in post.doubts
        ),
    )


def _own(products: Sequence[PostedProduct], rates: Rates) -> Mapping[tuple[int, str], int]:
    """Each product's rate, by its line and name."""
    starts = sorted({product.line for product in products})
    for_all = next(iter(rates.alone)) if len(rates.alone) == 1 else None
    own: dict[tuple[int, str], int] = {}
    if for_all is not None:
        own = {(one.line, one.name): rates.said[for_all][0] for one in products}
    for number, said in rates.said.items():
        place = bisect_right(starts, number)
        if number == for_all or not place:
            continue
        here = [one for one in products if one.line == starts[place - 1]]
        each = said if len(said) == len(here) else [said[0]] * len(here)
        own |= {(one.line, one.name): rate for one, rate in zip(here, each, strict=True)}
    return own
