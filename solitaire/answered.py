"""An answer to the bot's question, worked into the book; what is still open stays asked.

Rules: orders/RULES.md 8 (answering the bot).
"""

from collections.abc import Callable
from dataclasses import replace

from solitaire.answers import answer
from solitaire.book import State, own_row
from solitaire.changes import act_on
from solitaire.draft import Draft, Outcome, Scene, add_remarks, finish, take
from solitaire.numbered_choices import numbered_of
from solitaire.picking import Answers, pieces_of
from solitaire.speech import Speech
from solitaire.values import Verdict


def answered(
    speech: Speech, scene: Scene, state: State, again: Callable[[str], Speech]
) -> Outcome | None:
    """A message that says just what the bot asked for (orders/RULES.md 8)."""
    pending = scene.pending
    if pending is None:
        return None
    numbered = numbered_of(speech.text, pending, scene.lexicon)
    found = Answers(*numbered) if numbered else pieces_of(speech, pending, scene.lexicon, again)
    whole = answer(speech, pending, scene.lexicon) if found is None else None
    found = Answers((whole,)) if whole is not None else found
    if found is None:
        return None
    draft = Draft(state)
    for gap, order in found.filled:
        row = own_row(draft.state, scene.message.sender, scene.message.nick)
        row = row if gap.row is None else draft.state.rows.get(gap.row.key, gap.row)
        take(act_on(order, row.items, scene.lexicon, lone_is_one=True), order, row, draft)
    if draft.rows and found.notes:
        add_remarks(draft, list(found.notes))
    after = _with_later(finish(draft, scene, draft.state), scene, state)
    if not found.left or after.verdict is not Verdict.ORDER:
        return after
    still = replace(pending, gaps=found.left)
    if scene.message.sender in after.state.pending:
        return after
    waiting = {**after.state.pending, scene.message.sender: still}
    return after._replace(state=after.state._replace(pending=waiting))


def _with_later(after: Outcome, scene: Scene, before: State) -> Outcome:
    """An older question that is quoted was answered: the one asked since stays open."""
    sender, pending = scene.message.sender, scene.pending
    later = before.pending.get(sender)
    if later is None or pending is None or later.message == pending.message:
        return after
    waiting = {**after.state.pending, sender: later}
    return after._replace(state=after.state._replace(pending=waiting))
