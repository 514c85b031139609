"""Writing a proposal and taking it to a decision."""

from decimal import Decimal

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.plan.proposals import actions, queries
from realign.plan.proposals.models import Answer, Cost, Proposal
from tests.apps.plan.proposals.conftest import begin, finish
from tests.apps.plan.worlds import finding

PARTS = "1a 1b 2 3a 3b 4a 4b 5 6 7 8 9 10 11 12a 12b 12c 13a 13b 14 15a 15b 16"
CODES = PARTS.split()


def events():
    return audit.events("tayside").count()


def read(proposal):
    held = queries.proposal(proposal.partnership, proposal.slug)
    return queries.completeness(queries.questions_and_answers(held, queries.questions(held.question_version)))


def test_sixteen_questions_in_twenty_three_parts_question_twelve_in_three(draft):
    parts = queries.questions(draft.question_version)
    assert [part.code for part in parts] == CODES
    assert [part.code for part in parts if part.number == 12] == ["12a", "12b", "12c"]
    assert len({part.number for part in parts}) == 16


def test_nineteen_answers_eleven_with_evidence(draft, tayside):
    known = finding(tayside)
    for number, code in enumerate(CODES[:19]):
        evidence = (
            {"findings": [known]} if number < 6 else {"other_evidence": "Paper 4"} if number < 11 else {}
        )
        actions.answer_question(
            by=tayside.actor("planner"), proposal=draft, code=code, revision=0, text="An answer.", **evidence
        )
    done = read(draft)
    assert str(done) == "83% answered, 48% evidenced"
    assert [part.code for part in done.unanswered] == ["14", "15a", "15b", "16"]
    assert [part.code for part in done.needed] == ["14", "15a", "16"]
    held = queries.proposal(tayside.partnership, draft.slug)
    assert str(queries.confidence(held)) == "Based on 1 finding: 1 strong"


def test_evidence_without_an_answer_does_not_count(draft, tayside):
    actions.answer_question(
        by=tayside.system, proposal=draft, code="3a", revision=0, other_evidence="Paper 4"
    )
    done = read(draft)
    assert (done.answered, done.evidenced) == (0, 0)


def test_an_answer_given_anew_keeps_the_one_before_on_record(draft, tayside):
    by = tayside.actor("planner")
    first = actions.answer_question(by=by, proposal=draft, code="5", revision=0, text="Not yet.")
    actions.answer_question(by=by, proposal=draft, code="5", revision=1, text="Yes.")
    changes = audit.history("tayside", first).first().detail["changes"]
    assert changes["text"] == ["Not yet.", "Yes."]


@pytest.mark.parametrize("revision", [0, 7])
def test_of_two_people_answering_at_once_the_second_is_told(draft, tayside, revision):
    actions.answer_question(by=tayside.actor("planner"), proposal=draft, code="5", revision=0, text="Mine.")
    with pytest.raises(ChangedMeanwhile):
        actions.answer_question(
            by=tayside.actor("group-lead"), proposal=draft, code="5", revision=revision, text="Ours."
        )
    assert Answer.objects.get().text == "Mine."


@pytest.mark.parametrize(
    ("code", "choice", "match"), [("17", "", "no question 17"), ("1b", "huge", "not one of")]
)
def test_unknown_questions_and_choices_are_refused(draft, tayside, code, choice, match):
    before = events()
    with pytest.raises(Refusal, match=match):
        actions.answer_question(
            by=tayside.system, proposal=draft, code=code, revision=0, text="x", choice=choice
        )
    assert events() == before


def test_one_option_is_preferred_at_a_time(draft, tayside):
    one = actions.create_option(by=tayside.system, proposal=draft, title="First", is_preferred=True)
    two = actions.create_option(by=tayside.system, proposal=draft, title="Second", is_preferred=True)
    assert [o.title for o in draft.options.filter(is_preferred=True)] == ["Second"]
    one.refresh_from_db()
    actions.change_option(by=tayside.system, option=one, revision=one.revision, is_preferred=True)
    two.refresh_from_db()
    assert not two.is_preferred
    with pytest.raises(Refusal, match="gives a reason against it"):
        actions.change_option(by=tayside.system, option=one, revision=one.revision, rejected_because="No")


def test_costs_add_up_by_body_and_year(draft, tayside):
    figures = {("angus", "2026/27"): 40, ("nhs-tayside", "2026/27"): 90, ("nhs-tayside", "2027/28"): 280}
    for (body, year), amount in figures.items():
        actions.change_cost(
            by=tayside.actor("finance-officer"),
            proposal=draft,
            organisation=tayside.bodies[body],
            year=year,
            amount=Decimal(amount),
            price_base="2026/27 prices",
        )
    said = queries.costs(queries.proposal(tayside.partnership, draft.slug))
    assert said.rows == (
        ("Angus Council", (Decimal(40), None), Decimal(40)),
        ("NHS Tayside", (Decimal(90), Decimal(280)), Decimal(370)),
    )
    assert (said.totals, said.total) == ((Decimal(130), Decimal(280)), Decimal(410))
    actions.change_cost(
        by=tayside.system,
        proposal=draft,
        organisation=tayside.bodies["angus"],
        year="2026/27",
        amount=Decimal(50),
        price_base="2026/27 prices",
    )
    assert Cost.objects.count() == 3


class TestTheWayToADecision:
    def test_an_unready_proposal_is_refused_with_all_that_is_missing(self, draft, tayside):
        before = events()
        with pytest.raises(Refusal, match="not ready") as met:
            actions.submit_proposal(by=tayside.actor("planner"), proposal=draft, revision=1)
        for words in ("1a, 1b", "group to decide", "0 of at least 3 options", "Costs by funder"):
            assert words in met.value.what_to_do
        assert (events(), Proposal.objects.get().state) == (before, "draft")

    def test_submitted_taken_back_submitted_again_and_decided(self, draft, tayside):
        by = tayside.actor("coordinator")
        finish(draft, tayside.system)
        actions.submit_proposal(by=by, proposal=draft, revision=draft.revision)
        assert (draft.state, draft.version, draft.submitted_at) == ("submitted", 1, by.at)
        with pytest.raises(Refusal, match="cannot be changed"):
            actions.answer_question(by=by, proposal=draft, code="5", revision=0, text="Late.")
        actions.take_back(by=by, proposal=draft, revision=draft.revision)
        actions.answer_question(by=by, proposal=draft, code="5", revision=0, text="In time.")
        actions.submit_proposal(by=by, proposal=draft, revision=draft.revision)
        assert draft.version == 2
        actions.mark_decided(by=tayside.system, proposal=draft)
        revision = draft.revision
        actions.mark_decided(by=tayside.system, proposal=draft)
        assert (draft.state, draft.revision) == ("decided", revision)

    def test_a_draft_is_not_decided_on(self, draft, tayside):
        with pytest.raises(Refusal, match="is draft"):
            actions.mark_decided(by=tayside.system, proposal=draft)

    def test_withdrawn_with_a_reason_and_taken_up_again(self, draft, tayside):
        by = tayside.actor("planner")
        with pytest.raises(Refusal, match="reason is missing"):
            actions.withdraw_proposal(by=by, proposal=draft, revision=1, because=" ")
        actions.withdraw_proposal(by=by, proposal=draft, revision=1, because="Overtaken by law")
        assert (draft.state, draft.withdrawn_because) == ("withdrawn", "Overtaken by law")
        actions.take_back(by=by, proposal=draft, revision=2)
        assert (draft.state, draft.withdrawn_because) == ("draft", "")

    @pytest.mark.parametrize(("role", "writes", "submits"), [
        ("planner", True, True),
        ("finance-officer", True, False),
        ("third-sector-representative", True, False),
        ("senior-sponsor", False, True),
        ("reader", False, False),
    ])  # fmt: skip
    def test_who_writes_and_who_submits(self, draft, tayside, role, writes, submits):
        by = tayside.actor(role)
        attempts = (
            (writes, lambda: actions.answer_question(by=by, proposal=draft, code="5", revision=0, text="x")),
            (
                submits,
                lambda: actions.withdraw_proposal(by=by, proposal=draft, revision=1, because="Why not"),
            ),
        )
        for allowed, attempt in attempts:
            if allowed:
                attempt()
            else:
                with pytest.raises(Refusal, match="does not include this"):
                    attempt()


def test_actions_carry_a_proposal_out_even_after_the_decision(draft, plan, tayside):
    actions.link_actions(by=tayside.actor("commissioner"), proposal=draft, actions=[plan.actions["whole"]])
    assert [one.slug for one in draft.actions.all()] == [plan.actions["whole"].slug]
    assert audit.history("tayside", draft).first().verb == "linked actions to"


def read_all(partnership):
    for one in queries.proposals(partnership):
        queries.completeness(queries.questions_and_answers(one, ()))
        queries.confidence(one)
        queries.costs(one)


def test_more_proposals_take_no_more_queries(draft, plan, tayside, django_assert_num_queries):
    finish(draft, tayside.system)
    with django_assert_num_queries(QUERIES):
        read_all(tayside.partnership)
    known = [finding(tayside)]
    for title in ("Another", "A third"):
        other = begin(plan, tayside.system, title)
        actions.answer_question(
            by=tayside.system,
            proposal=other,
            code="5",
            revision=0,
            text="x",
            findings=known,
        )
    with django_assert_num_queries(QUERIES):
        read_all(tayside.partnership)


QUERIES = 7


def test_proposals_of_others_are_not_there(draft, elsewhere):
    assert not queries.proposals(elsewhere.partnership).exists()
    with pytest.raises(Proposal.DoesNotExist):
        queries.proposal(elsewhere.partnership, draft.slug)
