import re

from rules import errors
from rules.errors import Refusal, RuleBroken


def test_the_tree_in_the_docstring_names_every_code() -> None:
    drawn = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b|\b(?:CLOSED|CANCELLED|LOCKED|FOLLOWED)\b",
                           errors.__doc__ or ""))  # fmt: skip
    assert drawn == {refusal.name for refusal in Refusal}


def test_a_refusal_carries_its_facts() -> None:
    broken = RuleBroken(Refusal.SOLD_OUT, left=1000)
    assert broken.code is Refusal.SOLD_OUT
    assert broken.facts == {"left": 1000}
    assert str(broken) == "sold_out(left=1000)"
