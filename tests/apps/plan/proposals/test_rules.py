"""Which steps a proposal may take, and what it needs first."""

import pytest

from realign.foundations.partnerships.types import Refusal
from realign.plan.proposals import rules
from realign.plan.proposals.models import Option, Proposal
from realign.plan.proposals.types import ProposalCompleteness, ProposalQuestion

State = Proposal.State
D, S, X, W = State.DRAFT, State.SUBMITTED, State.DECIDED, State.WITHDRAWN

ALLOWED = {(D, S), (D, W), (S, D), (S, X), (S, W), (W, D)}


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_every_step_from_state_to_state(before, after):
    proposal = Proposal(state=before)
    assert rules.LIFE.can_become(proposal, after) == ((before, after) in ALLOWED)
    if (before, after) not in ALLOWED:
        now = before.label.lower()
        with pytest.raises(Refusal, match=f"is already {now}" if before == after else f"is {now}"):
            rules.LIFE.check_can_become(proposal, after)


def test_the_transition_table_has_every_state_and_names_every_step():
    assert set(rules.LIFE.steps) == set(State)
    assert all(word for steps in rules.LIFE.steps.values() for word in steps.values())


@pytest.mark.parametrize(("state", "open_to_change"), [(D, True), (S, False), (X, False), (W, False)])
def test_only_a_draft_is_changed(state, open_to_change):
    if open_to_change:
        rules.check_may_change(Proposal(state=state))
    else:
        with pytest.raises(Refusal, match="cannot be changed"):
            rules.check_may_change(Proposal(state=state))


WHOLE = (
    Option(number=1, is_do_nothing=True, rejected_because="Too late"),
    Option(number=2, rejected_because="Too dear"),
    Option(number=3, is_preferred=True),
)
DONE = ProposalCompleteness(total=2, answered=2, evidenced=0)


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({}, ""),
        (
            {
                "completeness": ProposalCompleteness(
                    2, 1, 0, (ProposalQuestion("8", 8, "Harm?", required=True),)
                )
            },
            "questions 8",
        ),
        ({"completeness": ProposalCompleteness(2, 1, 0, (ProposalQuestion("5", 5, "Digital?"),))}, ""),
        ({"proposal": Proposal()}, "group to decide"),
        ({"options": WHOLE[:1] + WHOLE[2:]}, "2 of at least 3"),
        ({"options": (Option(number=1, rejected_because="No"), *WHOLE[1:])}, "do nothing"),
        ({"options": (*WHOLE[:2], Option(number=3, rejected_because="No"))}, "No option is preferred"),
        ({"options": (*WHOLE, Option(number=4))}, "Option 4 does not say why"),
        ({"has_costs": False}, "Costs by funder"),
    ],
)
def test_what_is_needed_before_it_may_be_submitted(changed, gap):
    said = {
        "proposal": Proposal(group_id=1),
        "completeness": DONE,
        "options": WHOLE,
        "has_costs": True,
    } | changed
    gaps = rules.submission_gaps(**said)
    assert len(gaps) == bool(gap)
    assert gap in " ".join(gaps)


def test_nineteen_of_twenty_three_answers_and_eleven_with_evidence():
    assert str(ProposalCompleteness(total=23, answered=19, evidenced=11)) == "83% answered, 48% evidenced"
    assert str(ProposalCompleteness(total=0, answered=0, evidenced=0)) == "0% answered, 0% evidenced"
