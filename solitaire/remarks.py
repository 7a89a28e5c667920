"""Where remarks go: with the order they stand beside, or the one said right before.

Rules: orders/RULES.md 8 (notes).
"""

from solitaire.acts import Act
from solitaire.clean import Clause, Sort
from solitaire.draft import Draft, Scene, add_remarks
from solitaire.meaning import code_of


def attach(draft: Draft, clauses: tuple[Clause, ...], scene: Scene) -> None:
    """With an order, or alone right after one's own. The reason of a change is no note."""
    said = (c for c in clauses if c.sort is Sort.REMARK and c.note)
    remarks = [c.note for c in said if _is_of(c, draft, scene)]
    changing = any(o.change and o.act is not Act.ADD for c in clauses for o in c.orders)
    only = all(c.sort in (Sort.REMARK, Sort.EMPTY) for c in clauses)
    if not remarks:
        return
    if draft.rows and not changing:
        add_remarks(draft, remarks)
    elif only and not draft.rows and scene.after_own is not None:
        draft.rows.append(scene.after_own)
        add_remarks(draft, remarks)


def _is_of(remark: Clause, draft: Draft, scene: Scene) -> bool:
    """Whether a remark that names goods (排骨剁小块) is about ones that the row has."""
    key = draft.rows[-1] if draft.rows else scene.after_own
    row = draft.state.rows.get(key) if key is not None else None
    had = {code_of(item) for item in row.items} if row is not None else set[str]()
    return all(had & set(topic.codes) for topic in remark.topics)
