"""On what a need may rest, and who may see what it costs."""

import pytest

from realign.analyse.fit import rules
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence import actions as evidence


@pytest.mark.parametrize(("low", "high"), [(5, 4), (0, 26)])
def test_strange_ages_are_refused(low, high):
    with pytest.raises(Refusal):
        rules.check_ages(low, high)


@pytest.mark.parametrize("share", [0, 101, -5])
def test_a_share_is_from_one_to_a_hundred(share):
    with pytest.raises(Refusal):
        rules.check_share(share)


@pytest.mark.parametrize(
    ("role", "services", "may"),
    [
        ("planner", 1, True),
        ("third-sector-representative", 1, False),
        ("third-sector-representative", 2, False),
        ("third-sector-representative", 3, True),
    ],
)
def test_a_total_is_hidden_where_it_would_name_a_price(tayside, role, services, may):
    assert rules.may_see_cost(tayside.actor(role), services) is may


def test_a_need_does_not_rest_on_a_withdrawn_table(world):
    evidence.withdraw_release(
        by=world.cast.system, release=world.release, revision=1, reason="Wrong weights."
    )
    with pytest.raises(Refusal, match="withdrawn"):
        rules.check_rests_on_what_is_out(world.release, None)
