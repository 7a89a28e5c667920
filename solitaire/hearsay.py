"""What a relative is said to want: asked about, unless the speaker orders for them.

Rules: orders/RULES.md 6 and 8 (hearsay).
"""

from collections.abc import Callable

from solitaire.book import State, find_named
from solitaire.clean import Clause
from solitaire.draft import Scene
from solitaire.naming import Subject
from solitaire.people import Person
from solitaire.speech import Speech


def with_hearsay(
    speech: Speech, scene: Scene, state: State, again: Callable[[str], Speech]
) -> tuple[Clause, ...]:
    """orders/RULES.md 8: what a relative is said to want is asked about, unless the speaker
    placed that person's row before, or says that they order for them."""
    out: list[Clause] = []
    confirmed = any(c.confirms for c in speech.clauses)
    for clause in speech.clauses:
        subject = clause.subject
        told = subject if clause.hearsay and subject is not None and subject.name else None
        if told is not None and (confirmed or speaks_for(told, scene, state)):
            said = clause.text[max(clause.text.find("说"), clause.text.find("讲")) + 1 :]
            out.extend(_of_subject(c, told) for c in again(said).clauses)
        else:
            out.append(clause)
    return tuple(out)


def _of_subject(clause: Clause, subject: Subject) -> Clause:
    other = clause.subject is not None and not clause.subject.they
    return clause if other else clause._replace(subject=subject)


def speaks_for(subject: Subject, scene: Scene, state: State) -> bool:
    """Whether the sender placed that person's row before, or is the leader."""
    if scene.by_leader:
        return True
    row = find_named(state, Person(subject.name, subject.household), scene.message.sender)
    return row is not None and row.placer == scene.message.sender
