"""Meetings and decisions: the result, the event, nothing on refusal, and nothing afterwards."""

from datetime import date

import pytest

from realign.deliver.decisions import actions, evidence
from realign.deliver.decisions.models import Decision, DecisionOption, Frozen, Meeting, Position
from realign.deliver.decisions.types import Stand
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.plan.proposals.models import Answer, Proposal
from realign.registers.evidence.actions import change_finding
from realign.registers.evidence.models import Finding
from tests.apps.deliver.decisions.worlds import MET, build


def last(world):
    """The newest event."""
    return audit.events(world.cast.partnership.slug).first()


class TestMeetings:
    def test_a_meeting_is_called_with_its_agenda(self, world):
        assert list(world.meeting.proposals.all()) == [world.proposal]
        assert audit.history("tayside", world.meeting).get().verb == "called"

    def test_only_some_may_call_one(self, world):
        with pytest.raises(Refusal):
            actions.call_meeting(by=world.cast.actor("analyst"), group=world.group, on=date(2026, 12, 1))
        assert Meeting.objects.count() == 1

    def test_a_second_one_on_the_day_is_refused(self, world):
        with pytest.raises(Refusal, match="already has a meeting"):
            actions.call_meeting(by=world.cast.system, group=world.group, on=MET)

    def test_of_two_people_changing_it_the_second_is_told(self, world):
        by = world.cast.actor("committee-officer")
        actions.change_meeting(by=by, meeting=world.meeting, revision=1, proposals=[])
        with pytest.raises(ChangedMeanwhile):
            actions.change_meeting(by=by, meeting=world.meeting, revision=1, minutes="Talked.")
        assert Meeting.objects.get().minutes == ""

    def test_what_was_decided_stays_on_the_agenda_and_the_day_stays(self, world):
        world.record()
        meeting = Meeting.objects.get()
        actions.change_meeting(
            by=world.cast.system, meeting=meeting, revision=meeting.revision, proposals=[], minutes="Talked."
        )
        assert list(meeting.proposals.all()) == [world.proposal]
        assert Meeting.objects.get().minutes == "Talked."
        with pytest.raises(Refusal, match="its date and group cannot be changed"):
            actions.change_meeting(
                by=world.cast.system, meeting=meeting, revision=meeting.revision, on=date(2026, 11, 11)
            )

    def test_a_proposal_of_another_partnership_is_refused(self, world, elsewhere):
        theirs = build(elsewhere)
        with pytest.raises(Refusal, match="another partnership"):
            actions.call_meeting(
                by=world.cast.system, group=world.group, on=date(2026, 12, 1), proposals=[theirs.proposal]
            )

    def test_a_decision_of_another_partnership_is_not_superseded_here(self, world, elsewhere):
        theirs = build(elsewhere).record()
        with pytest.raises(Refusal, match="another partnership"):
            world.record(supersedes=theirs)
        assert not Decision.objects.filter(partnership=world.cast.partnership).exists()


class TestRecording:
    def test_a_decision_is_recorded_with_everything(self, world):
        decision = world.record()
        assert decision.slug == "start-the-parenting-programme"
        assert [(o.title, o.taken) for o in decision.options.all()] == [
            ("Offer it in all three areas", True),
            ("Do nothing", False),
        ]
        assert decision.positions.count() == 4
        assert Proposal.objects.get().state == Proposal.State.DECIDED
        event = last(world)
        assert (event.verb, event.detail["positions"]["angus"]) == ("recorded", ["yes", ""])
        assert event.detail["reason"] == decision.reason
        assert event.detail["rested_on_hash"] == decision.rested_on_hash

    def test_it_keeps_the_proposal_its_answers_options_costs_and_findings(self, world):
        copy = world.record().rested_on
        assert copy["proposal"]["ask"] == "Offer one parenting programme in all three areas."
        assert copy["answers"]["3a"]["findings"] == ["two-in-five"]
        assert copy["options"]["2"]["do nothing"] is True
        assert copy["costs"]["Angus Council, 2026/27"]["amount"] == "120000.00"
        assert copy["findings"]["two-in-five"]["sentence"] == "Two in five parents want help."

    def test_findings_may_be_cited_without_a_proposal(self, world):
        decision = world.record(proposal=None, findings=[world.finding])
        assert list(decision.rested_on["findings"]) == ["two-in-five"]
        assert decision.rested_on["proposal"] is None

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"reason": " "}, "reason is missing"),
            ({"result": Decision.Result.APPROVED, "stances": {"nhs_tayside": "not-asked"}}, "NHS Tayside"),
            ({"stances": {"angus": "no"}}, "Angus Council \\(disagrees\\)"),
            ({"stances": {"angus": ""}}, "The position of Angus Council is missing"),
            ({"review_on": MET}, "not after the meeting"),
            ({"role": "decision-maker"}, "does not include this"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, world, changes, said):
        before = audit.events("tayside").count()
        if "stances" in changes:
            changes = {**changes, "positions": world.stands(**changes["stances"])}
        if "role" in changes:
            changes = {**changes, "by": world.cast.actor(changes["role"])}
        changes = {key: value for key, value in changes.items() if key not in {"stances", "role"}}
        with pytest.raises(Refusal, match=said):
            world.record(**changes)
        assert not Decision.objects.exists()
        assert not Position.objects.exists()
        assert Proposal.objects.get().state == Proposal.State.SUBMITTED
        assert audit.events("tayside").count() == before

    def test_a_deferred_proposal_stays_before_the_partnership(self, world):
        world.record(result=Decision.Result.DEFERRED)
        assert Proposal.objects.get().state == Proposal.State.SUBMITTED

    def test_a_second_decision_on_a_proposal_supersedes_the_first(self, world):
        first = world.record()
        with pytest.raises(Refusal, match="already been decided"):
            world.record(title="Again")
        meeting = actions.call_meeting(by=world.cast.system, group=world.group, on=date(2026, 11, 17))
        second = world.record(
            meeting=meeting, supersedes=first, result=Decision.Result.REFUSED, title="Stop it"
        )
        assert first.superseded_by == second
        with pytest.raises(Refusal, match="already been superseded, by “Stop it”"):
            world.record(meeting=meeting, supersedes=first, title="Third")

    def test_two_of_one_title_have_two_addresses(self, world):
        world.record(result=Decision.Result.DEFERRED)
        assert world.record(result=Decision.Result.DEFERRED).slug == "start-the-parenting-programme-2"


class TestFrozen:
    def test_nothing_in_a_decision_can_be_rewritten_or_removed(self, world):
        decision = world.record()
        decision.reason = "Something else"
        option, position = decision.options.first(), decision.positions.first()
        option.taken, position.stance = False, "no"
        for record in (decision, option, position):
            with pytest.raises(Frozen, match="frozen"):
                record.save()
            with pytest.raises(Frozen, match="cannot be deleted"):
                record.delete()
        assert Decision.objects.get().reason.startswith("The evidence is strong")

    def test_only_who_may_read_it_changes(self, world):
        decision = world.record()
        actions.change_publication(
            by=world.cast.actor("coordinator"), decision=decision, is_public=False, revision=1
        )
        assert not Decision.objects.get().is_public
        assert last(world).verb == "removed from the public pages"
        with pytest.raises(ChangedMeanwhile):
            actions.change_publication(by=world.cast.system, decision=decision, is_public=True, revision=1)

    def test_it_says_when_nothing_has_changed(self, world):
        standing = evidence.standing(world.record())
        assert standing.is_intact
        assert not standing.evidence_changed

    def test_words_that_wait_for_a_second_person_change_nothing_yet(self, world):
        decision = world.record()
        finding = Finding.objects.get(slug="two-in-five")
        change_finding(
            by=world.cast.actor("analyst"),
            finding=finding,
            revision=1,
            sentence="All want help.",
            source="Talks",
        )
        assert not evidence.standing(decision).evidence_changed

    def test_a_decision_rests_on_no_finding_that_waits(self, world):
        Finding.objects.update(released_at=None)
        with pytest.raises(Refusal, match="has not been released yet"):
            world.record()
        assert not Decision.objects.exists()

    def test_it_says_what_changed_since(self, world):
        decision = world.record()
        Finding.objects.update(sentence="One in five parents want help.")
        Answer.objects.get(code="1b").delete()
        standing = evidence.standing(decision)
        assert standing.is_intact
        assert [(one.what, one.then, one.now) for one in standing.changes] == [
            ("Answer 1b was removed", "large", None),
            (
                "Finding two-in-five: sentence",
                "Two in five parents want help.",
                "One in five parents want help.",
            ),
        ]

    def test_it_says_when_the_copy_itself_was_tampered_with(self, world):
        decision = world.record()
        copy = {**decision.rested_on, "findings": {}}
        Decision.objects.filter(pk=decision.pk).update(rested_on=copy)
        assert not evidence.standing(Decision.objects.get()).is_intact

    def test_options_cannot_be_two_taken_even_in_the_table(self, world):
        decision = world.record()
        with pytest.raises(Exception, match=r"UNIQUE|unique"):
            DecisionOption.objects.create(decision=decision, number=9, title="Both", taken=True)


class TestQuestions:
    def test_a_question_waits_until_a_decision_answers_it(self, world):
        question = actions.raise_question(
            by=world.cast.actor("planner"), group=world.group, text="Who else should sit here?"
        )
        assert question.slug == "who-else-should-sit-here"
        decision = world.record(answers=[question])
        question.refresh_from_db()
        assert question.answered_by == decision
        assert "answered" in [event.verb for event in audit.history("tayside", question)]
        with pytest.raises(Refusal, match="already been answered"):
            actions.change_question(
                by=world.cast.system, question=question, revision=question.revision, owner="Me"
            )

    def test_only_some_may_raise_one(self, world):
        with pytest.raises(Refusal):
            actions.raise_question(by=world.cast.actor("reader"), group=world.group, text="Why?")

    def test_an_old_decision_is_copied_from_its_paper(self, world):
        stands = [Stand(body, Position.Stance.UNKNOWN) for body in world.cast.bodies.values()]
        with pytest.raises(Refusal, match="not recorded"):
            world.record(positions=stands)
        decision = world.record(positions=stands, source="Report 372-2017, 4.4")
        assert decision.source == "Report 372-2017, 4.4"
