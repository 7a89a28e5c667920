"""What is said of one item: which product, which variant, how much."""

from collections.abc import Sequence
from typing import NamedTuple

from solitaire.lexicon import Rank
from solitaire.units import Amount

Pairs = tuple[tuple[str, str], ...]


class Mention(NamedTuple):
    """``codes`` that it may mean, none for a bare quantity or a bare variant; ``variants`` the
    ``(code, variant)`` that it may mean, None where none was said; ``fen`` a price said with it;
    ``vague`` a quantity such as 几盒; ``unclear`` words that give no single reading."""

    text: str
    codes: tuple[str, ...] = ()
    variants: Pairs | None = None
    amount: Amount | None = None
    fen: int | None = None
    vague: bool = False
    unclear: bool = False
    rank: Rank = Rank.WHOLE

    @property
    def bare(self) -> bool:
        """Whether nothing but a quantity was said."""
        return not self.codes and self.variants is None


class Part(NamedTuple):
    """A step of the assembly: a mention without its quantity, or a quantity."""

    start: int
    end: int
    mention: Mention | None = None
    amount: Amount | None = None
    vague: bool = False
    each: bool = False
    joined: bool = False
    whole: bool = False


def of_codes(variants: Pairs, codes: Sequence[str]) -> Pairs:
    return tuple(v for v in variants if v[0] in codes)
