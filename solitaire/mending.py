"""Words of a message that match nothing and are ordered like goods, read as the goods that they
were meant for (``slips``).

Rules: orders/RULES.md 3.
"""

from collections.abc import Sequence

from solitaire.latin import in_pinyin
from solitaire.lexicon import Lexicon, Rank
from solitaire.phonetic import HAN
from solitaire.slips import nearest
from solitaire.tokens import COUNTS, GOODS, Kind, Token
from solitaire.words import Role

_DEEDS = (
    Role.ORDER | Role.ADD | Role.ALSO | Role.SET | Role.SWAP | Role.LESS | Role.REMOVE | Role.OF
    | Role.FILLER | Role.AND | Role.EACH | Role.SELF
)  # fmt: skip
_MOST = 4
"""So many words of a message are looked at; who mistypes more writes of something else."""


def with_slips(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with such words as names of goods; the same tokens where there are none."""
    out: list[Token] = []
    place = tried = 0
    spelled = False
    while place < len(tokens):
        end = _word_end(tokens, place)
        if end > place and tried < _MOST and _is_ordered(tokens, place, end):
            tried += 1
            found = _meant(tokens[place:end], lexicon)
            if found is not None:
                out.append(found)
                spelled = spelled or found.text.isascii()
                place = end
                continue
        out.append(tokens[place])
        place += 1
    return in_pinyin(out) if spelled else out


def _word_end(tokens: Sequence[Token], place: int) -> int:
    """Where the run of unknown text and pieces of names ends that begins there; the place itself
    where none begins. 五花 内 is one."""
    if place and _is_piece(tokens[place - 1]) and tokens[place - 1].end == tokens[place].start:
        return place
    end = place
    while end < len(tokens) and _is_piece(tokens[end]):
        end += 1
    return end if any(t.kind == Kind.TEXT for t in tokens[place:end]) else place


def _is_piece(token: Token) -> bool:
    if token.kind == Kind.TEXT:
        return True
    term = token.term
    return term is not None and Rank.WHOLE < term.rank < Rank.PINYIN and _is_han(token.text)


def _is_han(text: str) -> bool:
    return HAN.fullmatch(text) is not None


def _is_ordered(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a quantity stands beside the word, or words of ordering between the two."""
    before = next((t for t in reversed(tokens[:place]) if not _is_between(t)), None)
    after = next((t for t in tokens[end:] if not _is_between(t)), None)
    if after is not None and after.kind & COUNTS:
        return True
    if before is not None and before.kind & COUNTS and (after is None or not after.kind & GOODS):
        return True
    return after is None and _is_asked_for(tokens[:place], tokens[end:])


def _is_between(token: Token) -> bool:
    return token.kind == Kind.GAP or (token.has(_DEEDS) and not token.has(Role.TALK))


def _is_asked_for(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """要草末, 草末不要了: a word of ordering alone beside it."""
    acts = Role.ORDER | Role.ADD | Role.LESS | Role.REMOVE | Role.SWAP
    return any(t.has(acts) for t in (*before[-2:], *after[:2]))


def _meant(run: Sequence[Token], lexicon: Lexicon) -> Token | None:
    word = "".join(t.text for t in run).strip()
    term = nearest(word, lexicon) if 1 < len(word) <= _LONGEST else None
    if term is None:
        return None
    return Token(Kind.TERM, run[0].start, run[-1].end, word, term=term)


_LONGEST = 16
