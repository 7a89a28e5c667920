"""Orders that need no grammar: names and quantities, and a remark behind them that changes nothing.

What is read here is what the full grammar reads; property tests hold the two together.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from solitaire.entries import Entry
from solitaire.lexicon import Lexicon
from solitaire.normal import Folded, fold, fold_name
from solitaire.people import Person, person_of_nick, without_phone
from solitaire.plain import PlainItem, plain_of, read_plain
from solitaire.tails import tail_of

_APART: Final = frozenset(" ,。!;~(")
_JUST_SO: Final = (False, False, False)
"""Neither adds nor changes."""
_AFTER_NAME: Final = (" ", ",", ":")


class Short(NamedTuple):
    """The items, the remark as it becomes the note, the folded text that it stands in, and whom it
    is for: "" is the sender."""

    items: tuple[PlainItem, ...]
    note: str = ""
    rest: str = ""
    who: str = ""


def read_short(written: Folded, place: int, lexicon: Lexicon) -> Short | None:
    """The order in a text from a place on, None for the grammar to read."""
    order = read_plain(written.text, plain_of(lexicon), place)
    if order is None:
        return None
    if order.end == len(written.text):
        return Short(order.items, who=order.who)
    rest = written.text[order.end :]
    if written.at is not None or rest[0] not in _APART or lexicon.trigger.search(rest):
        return None
    note = tail_of(written.raw[order.end :])
    return None if note is None else Short(order.items, note, rest, order.who)


def read_short_entry(body: str, nick: str, lexicon: Lexicon) -> Entry | None:
    """A list's entry that begins with the sender's own nickname, None for the grammar to read."""
    me = _called_so(nick) if body.startswith(nick) else None
    if me is None or body[len(nick) : len(nick) + 1] not in _AFTER_NAME:
        return None
    if fold_name(me.name) in lexicon.terms:
        return None
    order = read_short(fold(body), len(nick) + 1, lexicon)
    if order is None or order.who or not all(i[2:] == _JUST_SO for i in order.items):
        return None
    return Entry(me, {item.key: item.quantity for item in order.items}, note=order.note)


@lru_cache(maxsize=16_384)
def _called_so(nick: str) -> Person | None:
    """Whose name a nickname is, where it is a household, a name or both and nothing else."""
    me = person_of_nick(nick)
    called = f"{me.household} {me.name}" if me.household else me.name
    return me if nick == called and without_phone(nick) == nick else None
