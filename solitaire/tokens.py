"""The pieces that a text is cut into. Kinds and roles are bits, so that a whole clause is looked
over in one step."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from solitaire.lexicon import Term
from solitaire.units import Amount


class Kind:
    """What a token is."""

    TERM: Final = 1
    CODE: Final = 2
    AMOUNT: Final = 4
    HOUSE: Final = 8
    TIME: Final = 16
    MONEY: Final = 32
    VAGUE: Final = 64
    WORD: Final = 128
    GAP: Final = 256
    STOP: Final = 512
    TEXT: Final = 1024
    ASKED: Final = 2048
    NAME: Final = 4096


GOODS: Final = Kind.TERM | Kind.CODE
COUNTS: Final = Kind.AMOUNT | Kind.VAGUE


class Token(NamedTuple):
    """A piece of folded text from ``start`` to ``end``. ``term`` is set for TERM, ``code`` for
    CODE, ``amount`` for AMOUNT and MONEY (fen), ``roles`` for WORD."""

    kind: int
    start: int
    end: int
    text: str
    roles: int = 0
    term: Term | None = None
    code: str = ""
    amount: Amount | None = None

    def has(self, roles: int) -> bool:
        """Whether the token is a word that can play one of the roles."""
        return self.roles & roles != 0


def roles_of(tokens: Iterable[Token]) -> int:
    """All roles that occur."""
    found = 0
    for token in tokens:
        found |= token.roles
    return found


def kinds_of(tokens: Iterable[Token]) -> int:
    """All kinds that occur."""
    found = 0
    for token in tokens:
        found |= token.kind
    return found
