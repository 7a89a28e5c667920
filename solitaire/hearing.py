"""One message at the end of a chain of others: what surrounds it, and which reader it goes to.

Rules: orders/RULES.md 1, 3 (bare +1) and 8 (+1, answering the bot, lists).
"""

from dataclasses import replace

from solitaire.answers import Pending, is_question
from solitaire.book import State, with_above, with_stands
from solitaire.changes import Hint
from solitaire.copies import continued
from solitaire.draft import Outcome, Scene
from solitaire.free import hear_free
from solitaire.layout import find_layout
from solitaire.lexicon import Lexicon
from solitaire.list_kinds import is_lone_order, is_of_orders
from solitaire.lists import hear_list
from solitaire.log import Link, directly_before, find_link
from solitaire.meaning import code_of
from solitaire.native_list import hear_native
from solitaire.normal import fold, fold_name
from solitaire.own_line import hear_own_line
from solitaire.paste import is_copied_chat, read_paste
from solitaire.pasting import hear_pasted
from solitaire.people import person_of_nick
from solitaire.plain_order import called, plainly
from solitaire.posted import hear_posted
from solitaire.speech import read_speech
from solitaire.values import (
    BOT,
    AccountId,
    Message,
    Verdict,
)
from solitaire.worth import is_worth


def withdrawn_of(
    previous: Link | None, message: Message, lexicon: Lexicon, leader: AccountId, state: State
) -> Outcome:
    """A recalled list stays known as a copy, so that other copies do not bring its entries back."""
    if message.native:
        return hear_native(message, lexicon, leader, state, withdrawn=True)
    layout = find_layout(message.text, running=True)
    if message.pasted:
        paste = read_paste(message.text)
        layout = paste.layout if paste is not None else None
    if layout is None or message.sender == BOT:
        return Outcome(state, Verdict.CHATTER)
    scene = _scene(previous, message, lexicon, leader, state)
    if not message.pasted and not layout.lone and not is_of_orders(layout, scene, state):
        return Outcome(state, Verdict.CHATTER)
    after = hear_list(layout, scene, state, withdrawn=True).state
    return Outcome(state._replace(copies=after.copies), Verdict.CHATTER)


def with_former(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    leader: AccountId,
    state: State,
    former: tuple[str, ...],
) -> State:
    for text in former:
        once = replace(message, text=text, native=())
        outcome = withdrawn_of(previous, once, lexicon, leader, state)
        state = outcome.state
    return state


def outcome_of(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    leader: AccountId,
    state: State,
    seen: Outcome | None = None,
) -> Outcome:
    """What a message means there. ``seen`` is what stood right before it and was recalled since."""
    if message.sender == BOT:
        return _bot_post(previous, message, state)
    if message.stands:
        return _taken_up(message, state)
    if message.native:
        return hear_native(message, lexicon, leader, _with_nick(state, message))
    if message.pasted:
        return hear_pasted(previous, message, lexicon, leader, state, outcome_of)
    state = _with_nick(state, message)
    if "\n" in message.text:
        longer = continued(state.copies, message.text)
        if longer is not None:
            own = hear_own_line(longer, message, lexicon, state)
            return own or hear_list(
                longer, _scene(previous, message, lexicon, leader, state), state
            )
        if is_copied_chat(message.text):
            return Outcome(state, Verdict.CHATTER)
    return _shortly(previous, message, lexicon, state) or _in_full(
        previous, message, lexicon, leader, state, seen
    )


def _shortly(
    previous: Link | None, message: Message, lexicon: Lexicon, state: State
) -> Outcome | None:
    """Plain talk and plain orders, None where the grammar must read: it does where the bot waits
    for an answer."""
    pending = state.pending.get(message.sender)
    if message.reply_to is not None or (pending is not None and pending.asked):
        return None
    folded = fold(message.text)
    if not is_worth(folded.text, lexicon) and not _after_own(previous, message):
        return Outcome(state, Verdict.CHATTER)
    return plainly(folded, message, lexicon, state)


def _in_full(
    previous: Link | None,
    message: Message,
    lexicon: Lexicon,
    leader: AccountId,
    state: State,
    seen: Outcome | None,
) -> Outcome:
    scene = _scene(previous, message, lexicon, leader, state)
    if seen is not None and seen.verdict is Verdict.ORDER:
        scene = scene._replace(before=_hint(seen))
    layout = find_layout(message.text, running=True)
    if layout is not None and (not layout.lone or is_lone_order(layout, scene, state)):
        ordering = layout.lone or is_of_orders(layout, scene, state)
        return hear_list(layout, scene, state) if ordering else Outcome(state, Verdict.CHATTER)
    names = called(state)
    speech = read_speech(message.text, lexicon, names)
    return hear_free(speech, scene, state, lambda text: read_speech(text, lexicon, names))


def _after_own(previous: Link | None, message: Message) -> bool:
    """Whether the sender's own order stands right before, so that a remark may belong to it."""
    directly = directly_before(previous)
    return (
        directly is not None
        and directly.message.sender == message.sender
        and directly.outcome.verdict is Verdict.ORDER
    )


def _taken_up(message: Message, state: State) -> Outcome:
    """What the bot offered and the sender took: 要 after 只剩1盒，要吗."""
    known = [(row, item) for row, item, _ in message.stands if row in state.rows]
    if not known:
        return Outcome(state, Verdict.CHATTER)
    state = with_above(with_stands(state, message.stands), message.sender, known[0][0])
    rows = tuple(dict.fromkeys(row for row, _ in known))
    return Outcome(state, Verdict.ORDER, rows, items=tuple(item for _, item in known))


def _bot_post(previous: Link | None, message: Message, state: State) -> Outcome:
    """A post of the bot orders nothing; its question makes the asked person's answer count."""
    quiet = Outcome(state, Verdict.CHATTER)
    if message.stands:
        return Outcome(with_stands(state, message.stands), Verdict.CHATTER)
    if message.entries:
        return Outcome(hear_posted(message, state), Verdict.CHATTER)
    if message.product is not None or not is_question(message.text):
        return quiet
    asked = find_link(previous, message.reply_to) if message.reply_to else directly_before(previous)
    if asked is None:
        return quiet
    sender = asked.message.sender
    waiting = state.pending.get(sender)
    if waiting is None or waiting.message not in asked.names:
        return quiet
    waiting = replace(waiting, asked=True, question=message.text)
    state = state._replace(pending={**state.pending, sender: waiting})
    return Outcome(state, Verdict.CHATTER, asking=(sender, waiting))


def _pending(previous: Link | None, message: Message, state: State) -> Pending | None:
    """What the sender was asked: the question replied to, or the last one."""
    if message.reply_to is not None:
        link = find_link(previous, message.reply_to)
        if link is not None and link.outcome.asking is not None:
            account, waiting = link.outcome.asking
            return waiting if account == message.sender else None
    waiting = state.pending.get(message.sender)
    return waiting if waiting is not None and waiting.asked else None


def _with_nick(state: State, message: Message) -> State:
    name = fold_name(person_of_nick(message.nick).name)
    if not name or name in state.nicks:
        return state
    return state._replace(nicks={**state.nicks, name: message.sender})


def _scene(
    previous: Link | None, message: Message, lexicon: Lexicon, leader: AccountId, state: State
) -> Scene:
    directly = directly_before(previous)
    before = after_own = None
    if directly is not None and directly.outcome.verdict is Verdict.ORDER:
        if directly.message.sender == message.sender:
            after_own = directly.outcome.rows[-1] if directly.outcome.rows else None
        else:
            before = _hint(directly.outcome)
    reply = _replied(previous, message, lexicon)
    above = next((row for account, row in state.above if account != message.sender), None)
    pending = _pending(previous, message, state)
    other = directly is not None and directly.message.sender != message.sender
    after_other = other and directly is not None and directly.outcome.verdict is Verdict.ORDER
    return Scene(
        lexicon, leader, message, reply, before, above, after_own, after_other, pending=pending
    )


def _hint(outcome: Outcome) -> Hint | None:
    """The goods of a one-product order, with the variant if it had just one."""
    codes = tuple(dict.fromkeys(code_of(item) for item in outcome.items))
    if len(codes) != 1 or not outcome.rows:
        return None
    return Hint(codes, outcome.items[0] if len(outcome.items) == 1 else None)


def _replied(previous: Link | None, message: Message, lexicon: Lexicon) -> Hint | None:
    """The goods that the message replied to speaks of."""
    if message.reply_to is None:
        return None
    link = find_link(previous, message.reply_to)
    if link is None:
        return None
    if link.message.product is not None:
        return Hint((link.message.product,)) if link.message.product in lexicon.products else None
    if link.outcome.items:
        return _hint(link.outcome)
    speech = read_speech(link.message.text, lexicon)
    codes = tuple(
        dict.fromkeys(m.codes for c in speech.clauses for m in c.topics if len(m.codes) == 1)
    )
    return Hint(codes[0]) if len(set(codes)) == 1 else None
