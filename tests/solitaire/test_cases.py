import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from solitaire.cases import run_case
from tests.solitaire.score import pair, quantities

HERE = Path(__file__).parent


def cases(name: str) -> Iterator[dict[str, Any]]:
    with (HERE / name).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def faults(case: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """What differs from the case: rows of the book, then verdicts."""
    found = [
        f"{want and want['who']}: {want and want['items']} is {have and have['items']}"
        for want, have in pair(case["orders"], got["orders"])
        if (quantities(want["items"]) if want else {})
        != (quantities(have["items"]) if have else {})
    ]
    texts = {message["id"]: message["text"] for message in case["chat"]}
    found += [
        f"{texts[message]!r}: {want} is {got['verdicts'][message]}"
        for message, want in case["verdicts"].items()
        if got["verdicts"][message] != want
    ]
    return found


@pytest.mark.parametrize("name", ["cases.jsonl", "own_cases.jsonl"])
def test_every_case_is_read_as_it_says(name: str) -> None:
    wrong = {case["id"]: found for case in cases(name) if (found := faults(case, run_case(case)))}
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("name", ["cases.jsonl", "own_cases.jsonl"])
def test_addresses_and_notes_are_kept(name: str) -> None:
    right = rows = 0
    for case in cases(name):
        for want, have in pair(case["orders"], run_case(case)["orders"]):
            assert want is not None
            assert have is not None
            rows += 1
            right += want["address"] == have["address"] and want["note"] == have["note"]
    assert right / rows >= 0.97


def case(**changed: object) -> dict[str, Any]:
    """A case of one product and one message, with some fields changed."""
    product = {"code": "1", "name": "草莓", "aliases": [], "unit": "盒", "price": "29.90"}
    message = {"id": "m1", "from": "u1", "nick": "张姐", "text": "草莓2盒"}
    return {"id": "c", "products": [product], "leader": "u0", "chat": [message]} | changed


def test_a_result_has_the_form_of_the_rules() -> None:
    row = {"from": "u1", "who": "张姐", "address": "", "items": {"1": 2}, "note": ""}
    assert run_case(case()) == {"id": "c", "orders": [row], "verdicts": {"m1": "order"}}


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"products": None}, "products"),
        ({"leader": 3}, "leader"),
        ({"chat": ["草莓2盒"]}, "chat"),
        ({"products": [{"code": "1", "name": "草莓", "unit": "盒", "price": "很贵"}]}, "price"),
        ({"products": [{"code": "1", "name": "草莓", "unit": "盒", "aliases": [1]}]}, "aliases"),
    ],
)
def test_a_bad_case_says_which_field_is_at_fault(changed: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        run_case(case(**changed))
