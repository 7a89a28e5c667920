"""Questions are found by many patterns at once; what speeds the search must not change what is
found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solitaire.intent import FORMS, may_query, query_of
from solitaire.values import QueryKind


@pytest.mark.parametrize("pattern", [pattern for _, _, pattern in FORMS])
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_a_form_begins_with_the_characters_that_it_is_said_to(
    pattern: str, data: st.DataObject
) -> None:
    leads = next(leads for _, leads, other in FORMS if other == pattern)
    text = data.draw(st.from_regex(re.compile(pattern)))
    found = re.search(pattern, text)
    assert found is not None
    assert not leads or re.match(f"[{leads}]", found.group()) is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("草莓多少钱", QueryKind.PRICE),
        ("截单时间", QueryKind.CUTOFF),
        ("今天取货地址!", QueryKind.PICKUP),
        ("几点到货", QueryKind.ARRIVAL),
        ("还有草莓吗", QueryKind.STOCK),
        ("我订了什么", QueryKind.MY_ORDER),
        ("草莓甜吗", None),
        ("好几天没来了", None),
    ],
)
def test_what_the_bot_can_answer(text: str, kind: QueryKind | None) -> None:
    assert query_of(text) is kind
    assert may_query(text) or kind is None
