"""When a decision may be recorded: each rule as a table."""

from datetime import date

import pytest

from realign.deliver.decisions import rules
from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion, Position
from realign.deliver.decisions.presenters import answers_then
from realign.deliver.decisions.types import OptionPut, Stand
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Refusal
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group

YES, NO, IF, NOT_ASKED = (
    Position.Stance.YES,
    Position.Stance.NO,
    Position.Stance.CONDITIONS,
    Position.Stance.NOT_ASKED,
)
APPROVED, CONDITIONS, DEFERRED, REFUSED = (
    Decision.Result.APPROVED,
    Decision.Result.CONDITIONS,
    Decision.Result.DEFERRED,
    Decision.Result.REFUSED,
)


def refused(check, *arguments, **named):
    """The reason of the refusal, or an empty text when there is none."""
    try:
        check(*arguments, **named)
    except Refusal as refusal:
        return refusal.reason
    return ""


@pytest.mark.parametrize(
    ("title", "question", "text", "reason", "said"),
    [
        ("Hubs", "Open the hubs?", "Open three.", "They are wanted.", ""),
        (" ", "Open the hubs?", "Open three.", "They are wanted.", "no title"),
        ("Hubs", "", "Open three.", "They are wanted.", "question is missing"),
        ("Hubs", "Open the hubs?", " \n", "They are wanted.", "decision is missing"),
        ("Hubs", "Open the hubs?", "Open three.", "", "reason is missing"),
        ("Hubs", "Open the hubs?", "Open three.", "x", "is a single letter"),
    ],
)
def test_a_decision_says_what_was_asked_what_was_decided_and_why(title, question, text, reason, said):
    assert said in (found := refused(rules.check_says_enough, title, question, text, reason))
    assert bool(found) is bool(said)


TAKEN, TURNED_DOWN, UNSAID = OptionPut("A", taken=True), OptionPut("B", reason="Dear"), OptionPut("C")


@pytest.mark.parametrize(
    ("result", "options", "said"),
    [
        (APPROVED, [], ""),
        (APPROVED, [TAKEN, TURNED_DOWN], ""),
        (APPROVED, [TURNED_DOWN], "No option is marked"),
        (CONDITIONS, [TURNED_DOWN], "No option is marked"),
        (REFUSED, [TURNED_DOWN], ""),
        (DEFERRED, [TURNED_DOWN], ""),
        (REFUSED, [TAKEN, TURNED_DOWN], ""),
        (APPROVED, [TAKEN, TAKEN], "2 options are marked"),
        (APPROVED, [TAKEN, UNSAID], "reason for not choosing “C”"),
        (APPROVED, [TAKEN, OptionPut(" ", reason="x")], "has no title"),
    ],
)
def test_options(result, options, said):
    assert said in (found := refused(rules.check_options, result, options))
    assert bool(found) is bool(said)


UNKNOWN = Position.Stance.UNKNOWN
CORE = [Organisation(pk=1, name="Angus"), Organisation(pk=2, name="Dundee")]
OTHER = Organisation(pk=3, name="Voices")


@pytest.mark.parametrize(
    ("result", "angus", "dundee", "said"),
    [
        (APPROVED, YES, YES, ""),
        (APPROVED, YES, IF, ""),
        (
            APPROVED,
            YES,
            NO,
            "“Approved” cannot be recorded while a core partner disagrees or was not asked: Dundee",
        ),
        (APPROVED, YES, NOT_ASKED, "Dundee (not asked)"),
        (APPROVED, NO, NOT_ASKED, "Angus (disagrees) and Dundee (not asked)"),
        (CONDITIONS, YES, NOT_ASKED, ""),
        (CONDITIONS, YES, NO, ""),
        (DEFERRED, NOT_ASKED, NOT_ASKED, ""),
        (REFUSED, NO, NO, ""),
        (APPROVED, YES, None, "The position of Dundee is missing"),
        (REFUSED, None, None, "The position of Angus and Dundee is missing"),
    ],
)
def test_positions_of_the_core_partners(result, angus, dundee, said):
    stands = [
        Stand(body, stance, "" if stance in {YES, NOT_ASKED} else "Dear")
        for body, stance in zip(CORE, (angus, dundee), strict=True)
        if stance is not None
    ]
    assert said in (found := refused(rules.check_positions, result, stands, CORE))
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([Stand(OTHER, NO, "Dear")], ""),
        ([Stand(OTHER, NOT_ASKED)], ""),
        ([Stand(OTHER, NO)], "why Voices disagrees"),
        ([Stand(OTHER, IF, " ")], "the conditions of Voices"),
        ([Stand(OTHER, YES), Stand(OTHER, NO, "Dear")], "Voices appears twice"),
    ],
)
def test_others_may_disagree_with_an_approval_but_say_why(more, said):
    stands = [*(Stand(body, YES) for body in CORE), *more]
    assert said in (found := refused(rules.check_positions, APPROVED, stands, CORE))
    assert bool(found) is bool(said)


MEETING = Meeting(group=Group(pk=1, name="Directors’ Group"), on=date(2026, 6, 1), partnership_id=1)


@pytest.mark.parametrize(
    ("today", "review_on", "said"),
    [
        (date(2026, 6, 1), None, ""),
        (date(2026, 5, 31), None, "in the future"),
        (date(2026, 7, 1), date(2027, 6, 1), ""),
        (date(2026, 7, 1), date(2026, 6, 1), "not after the meeting"),
    ],
)
def test_days(today, review_on, said):
    assert said in (found := refused(rules.check_when, MEETING, today, review_on))
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("state", "replaces", "said"),
    [
        ("submitted", None, ""),
        ("draft", None, "still a draft"),
        ("withdrawn", None, "was withdrawn"),
        ("decided", None, "already been decided"),
        ("decided", 8, "already been decided"),
        ("decided", 7, ""),
    ],
)
def test_the_state_of_the_proposal(state, replaces, said):
    proposal = Proposal(pk=7, title="Parenting", state=state)
    old = Decision(proposal_id=replaces) if replaces else None
    assert said in (found := refused(rules.check_proposal, proposal, old))
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("on", "newer", "said"),
    [
        (date(2026, 5, 1), None, ""),
        (date(2026, 6, 1), None, ""),
        (date(2026, 6, 2), None, "after this meeting"),
        (date(2026, 5, 1), Decision(title="The newer"), "already been superseded, by “The newer”"),
    ],
)
def test_superseding(on, newer, said):
    old = Decision(title="Old", meeting=Meeting(on=on))
    assert said in (found := refused(rules.check_supersedes, old, MEETING, newer))
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("status", "others", "said"),
    [
        ("active", [], ""),
        ("proposed", [], ""),
        ("ended", [], "has ended"),
        ("active", [Meeting(group_id=1, on=date(2026, 6, 1))], "already has a meeting on 1 June 2026"),
        ("active", [Meeting(group_id=1, on=date(2026, 6, 2)), Meeting(group_id=2, on=date(2026, 6, 1))], ""),
    ],
)
def test_one_meeting_of_a_group_a_day(status, others, said):
    group = Group(pk=1, name="Directors’ Group", status=status)
    assert said in (found := refused(rules.check_meeting, group, date(2026, 6, 1), others))
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("on", "group", "has_decisions", "allowed"),
    [
        (date(2026, 6, 1), 1, True, True),
        (date(2026, 6, 2), 1, True, False),
        (date(2026, 6, 1), 2, True, False),
        (date(2026, 6, 2), 2, False, True),
    ],
)
def test_a_meeting_that_has_decided_stays_where_it_was(on, group, has_decisions, allowed):
    moved = refused(rules.check_may_move, MEETING, Group(pk=group), on, has_decisions=has_decisions)
    assert (moved == "") is allowed


@pytest.mark.parametrize(("from_a_paper", "allowed"), [(True, True), (False, False)])
def test_only_a_decision_copied_from_a_paper_may_lack_positions(from_a_paper, allowed):
    stands = [Stand(body, UNKNOWN) for body in CORE]
    reason = refused(rules.check_positions, APPROVED, stands, CORE, from_a_paper=from_a_paper)
    assert (reason == "") is allowed


TOP = Group(pk=1, name="Strategic Group")
BELOW = Group(pk=2, name="Directors’ Group", reports_to=TOP)


@pytest.mark.parametrize(
    ("route", "result", "group", "said"),
    [
        ("here", APPROVED, BELOW, ""),
        ("told", APPROVED, BELOW, ""),
        ("above", DEFERRED, BELOW, ""),
        ("above", REFUSED, BELOW, ""),
        ("above", APPROVED, BELOW, "for “Strategic Group” to decide"),
        ("above", CONDITIONS, BELOW, "for “Strategic Group” to decide"),
        ("above", DEFERRED, TOP, "does not report to another group"),
    ],
)
def test_what_is_for_the_group_above_is_not_approved_below(route, result, group, said):
    assert said in (found := refused(rules.check_route, Decision.Route(route), result, group))
    assert bool(found) is bool(said)


@pytest.mark.parametrize(("answered_by", "allowed"), [(None, True), (Decision(pk=3, title="Yes"), False)])
def test_a_question_is_answered_once(answered_by, allowed):
    question = OpenQuestion(text="Who?", answered_by=answered_by)
    assert (refused(rules.check_answers, [question]) == "") is allowed


def test_answers_stand_in_the_order_of_the_questions():
    decision = Decision(rested_on={"answers": {code: {} for code in ("10", "12a", "12b", "1a", "2")}})
    assert [code for code, _ in answers_then(decision)] == ["1a", "2", "10", "12a", "12b"]
