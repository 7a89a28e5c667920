import pytest

from rules.errors import Refusal, RuleBroken
from rules.roles import Role, allows, check, highest

IN_ORDER = [Role.RESIDENT, Role.HELPER, Role.LEADER, Role.OPERATOR]


@pytest.mark.parametrize("needed", Role)
@pytest.mark.parametrize("have", Role)
def test_who_may(needed: Role, have: Role) -> None:
    allowed = IN_ORDER.index(have) >= IN_ORDER.index(needed)
    assert allows(needed, have) is allowed
    if allowed:
        check(needed, have)
        return
    with pytest.raises(RuleBroken) as refused:
        check(needed, have)
    assert refused.value.code is Refusal.NOT_ALLOWED
    assert refused.value.facts == {"needed": needed, "have": have}


def test_the_highest_role_counts() -> None:
    assert highest() is Role.RESIDENT
    assert highest(Role.HELPER, Role.LEADER, Role.RESIDENT) is Role.LEADER
