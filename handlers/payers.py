"""For a word about money in private: which of a leader's groups those whom it names are in."""

from collections.abc import Mapping, Sequence

from handlers.addressing import take_group_names
from handlers.phrasebook import Phrase
from handlers.tabs import find_people, people_in
from handlers.texts.phrases import REFUND
from solitaire.paid_by import read_told
from solitaire.receipts import read_receipts
from storage.groups import Group
from storage.session import Session
from storage.vault import Vault


async def locate(
    session: Session, _vault: Vault, phrase: Phrase, groups: Sequence[Group], _account: str
) -> Mapping[str, str]:
    """For a word about money in private: the one group in which everybody named has money. Empty
    where groups are named, or where these people are in several or in none."""
    written = phrase.args if phrase.sentence else f"{phrase.route.name} {phrase.args}"
    named, _ = take_group_names(phrase.args, groups)
    if named or len(groups) == 1:
        return {}
    words = _words_of(phrase)
    here, first = [], []
    for group in groups:
        people = await people_in(session, group, past=phrase.route.phrases == REFUND)
        if words and all(find_people(people, word) for word in words):
            here.append(group)
        if words and find_people(people, words[0]):
            first.append(group)
    if not here and phrase.route.phrases == REFUND:  # behind the person stand her goods
        here = first
    return {here[0].id: f"{written}\n{phrase.body}".strip()} if len(here) == 1 else {}


def _words_of(phrase: Phrase) -> list[str]:
    """Whom a word about money names."""
    told = read_told(phrase.args) if phrase.sentence else ()
    lines = phrase.body.splitlines() if told else (phrase.args, *phrase.body.splitlines())
    return [one.word for one in (*told, *(n for line in lines for n in read_receipts(line, _no)))]


def _no(_word: str) -> bool:
    return False
