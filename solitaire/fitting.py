"""Whether a text that a leader sends in private is a paste, and which offer it belongs to."""

from solitaire.chat import Chat
from solitaire.copies import entry_key
from solitaire.entries import Entry, read_entry
from solitaire.layout import Layout
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon
from solitaire.normal import fold_text
from solitaire.paste import Paste, read_paste
from solitaire.tokens import Kind, Token


def is_paste(text: str, lexicon: Lexicon | None) -> bool:
    """Whether a text is a copied list or stretch of chat. Where the form leaves it open, somebody
    must be named with goods on offer: 草莓：29.9 is a price, 1. 带伞 a note of hers."""
    paste = read_paste(text)
    if paste is None or paste.sure or lexicon is None:
        return paste is not None and paste.sure
    if paste.layout is not None:
        return any(_orders(entry) for entry in _entries(paste.layout, lexicon))
    speakers = [fold_text(one.speaker) for one in paste.spoken]
    if any(_is_goods(speaker, lexicon) for speaker in speakers):
        return False
    return _explained(paste, lexicon) > 0


def _entries(layout: Layout, lexicon: Lexicon) -> list[Entry]:
    return [read_entry(body, lexicon, (), None) for body in layout.entries]


def _orders(entry: Entry) -> bool:
    named = bool(entry.person.name or entry.person.household)
    return named and not entry.price and bool(entry.items or entry.cancels)


def _is_goods(speaker: str, lexicon: Lexicon) -> bool:
    tokens = lex(speaker, lexicon)
    return len(tokens) == 1 and bool(tokens[0].kind & (Kind.TERM | Kind.CODE))


def likeness(text: str, chat: Chat) -> tuple[int, int]:
    """How much a paste looks like a chat's own: entries that were there before, then lines that
    its goods explain."""
    paste = read_paste(text)
    if paste is None:
        return 0, 0
    slots = chat.state.copies.slots
    if paste.layout is None:
        return 0, _explained(paste, chat.lexicon)
    known = sum(entry_key(body) in slots for body in paste.layout.entries)
    return known, sum(_orders(entry) for entry in _entries(paste.layout, chat.lexicon))


def _explained(paste: Paste, lexicon: Lexicon) -> int:
    lines = [lex(fold_text(one.text), lexicon) for one in paste.spoken]
    return sum(any(_is_ordered(token) for token in tokens) for tokens in lines)


def _is_ordered(token: Token) -> bool:
    """Goods by name, or +1."""
    return bool(token.kind & Kind.TERM) or (token.amount is not None and token.amount.plus)
