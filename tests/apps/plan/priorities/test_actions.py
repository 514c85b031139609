"""Writing the plan: the result, the event, and nothing on refusal."""

from datetime import date
from decimal import Decimal

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.plan.priorities import actions, queries
from realign.plan.priorities.models import Action, ActionMoney, Citation, Priority, Vision
from tests.apps.plan.worlds import build, finding


def verbs(record):
    return [event.verb for event in audit.history("tayside", record)]


def unchanged(cast, attempt, match):
    """The attempt is refused with these words, and leaves no event."""
    before = audit.events(cast.partnership.slug).count()
    with pytest.raises(Refusal, match=match):
        attempt()
    assert audit.events(cast.partnership.slug).count() == before


class TestVision:
    def test_earlier_wordings_stay_and_the_day_picks_the_one_that_held(self, tayside):
        for text, since in (
            ("The best place to grow up.", date(2017, 4, 1)),
            ("The best start.", date(2026, 4, 1)),
        ):
            actions.create_vision(by=tayside.actor("planner"), text=text, valid_from=since)
        assert [one.text for one in queries.visions(tayside.partnership)] == [
            "The best start.",
            "The best place to grow up.",
        ]
        assert queries.vision(tayside.partnership, date(2020, 1, 1)).text == "The best place to grow up."
        assert queries.vision(tayside.partnership, date(2017, 3, 31)) is None

    def test_the_same_wording_again_is_refused(self, tayside):
        actions.create_vision(by=tayside.system, text="One", valid_from=date(2017, 4, 1))
        unchanged(
            tayside,
            lambda: actions.create_vision(by=tayside.system, text="One", valid_from=date(2018, 4, 1)),
            "The vision already has this wording",
        )
        assert Vision.objects.count() == 1


class TestPriorities:
    def test_a_new_statement_keeps_the_one_before(self, plan, tayside):
        one = plan.priorities["minds"]
        before = one.statement
        actions.change_priority(
            by=tayside.actor("planner"), priority=one, revision=1, statement="Young minds thrive."
        )
        assert one.statement == "Young minds thrive."
        assert one.other_wordings == [{"text": before, "source": "wording until 20 November 2026"}]
        assert verbs(one) == ["changed", "added"]

    def test_another_wording_is_kept_once(self, plan, tayside):
        one = plan.priorities["minds"]
        actions.create_wording(
            by=tayside.system, priority=one, text="Healthy minds for all.", source="Chapter 5"
        )
        unchanged(
            tayside,
            lambda: actions.create_wording(
                by=tayside.system, priority=one, text="Healthy minds for all.", source="Chapter 6"
            ),
            "already been added",
        )

    def test_of_two_people_the_second_is_told(self, plan, tayside):
        one = plan.priorities["minds"]
        actions.change_priority(by=tayside.actor("planner"), priority=one, revision=1, why="Because.")
        with pytest.raises(ChangedMeanwhile):
            actions.change_priority(
                by=tayside.actor("coordinator"), priority=one, revision=1, why="Otherwise."
            )
        assert Priority.objects.get(pk=one.pk).why == "Because."

    def test_a_group_or_body_of_another_partnership_is_refused(self, plan, tayside, elsewhere):
        unchanged(
            tayside,
            lambda: actions.change_priority(
                by=tayside.system,
                priority=plan.priorities["minds"],
                revision=1,
                sponsor=elsewhere.bodies["angus"],
            ),
            "belongs to another partnership",
        )

    def test_a_finding_cited_by_another_partnership_is_not_taken_back(self, plan, tayside, elsewhere):
        cited = actions.cite_finding(
            by=tayside.actor("planner"),
            priority=plan.priorities["minds"],
            finding=finding(tayside, "other"),
            because="Many need help",
        )
        with pytest.raises(Refusal, match="another partnership"):
            actions.remove_citation(by=elsewhere.actor("planner"), citation=cited)
        assert Citation.objects.exists()

    def test_a_finding_is_cited_with_a_reason_and_taken_back(self, plan, tayside):
        one = plan.priorities["minds"]
        unchanged(
            tayside,
            lambda: actions.cite_finding(
                by=tayside.system, priority=one, finding=finding(tayside), because=" "
            ),
            "reason is missing",
        )
        held = actions.cite_finding(
            by=tayside.actor("planner"),
            priority=one,
            finding=finding(tayside, "other"),
            because="Many need help",
        )
        assert verbs(held) == ["cited"]
        actions.remove_citation(by=tayside.actor("planner"), citation=held)
        assert not Citation.objects.exists()
        assert verbs(one)[0] == "removed a finding from"

    @pytest.mark.parametrize("role", ["reader", "commissioner", "finance-officer"])
    def test_those_who_may_not_write_priorities_are_refused(self, tayside, role):
        unchanged(
            tayside,
            lambda: actions.create_priority(by=tayside.actor(role), number=1, title="Mine", statement="Mine"),
            "does not include this",
        )
        assert not Priority.objects.exists()


class TestCommitments:
    def test_what_is_promised_twice_gets_one_lead(self, plan, tayside):
        keep, repeat = plan.commitments["1.1"], plan.commitments["3.1"]
        actions.join_commitments(
            by=tayside.actor("planner"),
            keep=keep,
            repeat=repeat,
            lead=tayside.bodies["nhs-tayside"],
            because="The board runs both",
        )
        (overlap,) = queries.overlaps(tayside.partnership)
        assert (overlap.settled, overlap.lead) == (True, "NHS Tayside")
        assert verbs(repeat)[0] == "merged with another"

    def test_another_lead_for_what_is_promised_twice_needs_a_reason(self, plan, tayside):
        keep, repeat = plan.commitments["1.1"], plan.commitments["3.1"]
        angus, board = tayside.bodies["angus"], tayside.bodies["nhs-tayside"]
        for commitment, lead in ((keep, angus), (repeat, board)):
            actions.change_commitment(
                by=tayside.system,
                commitment=commitment,
                revision=commitment.revision,
                lead=lead,
                because="As it was agreed",
            )
        unchanged(
            tayside,
            lambda: actions.join_commitments(by=tayside.system, keep=keep, repeat=repeat, lead=angus),
            "The reason for this change is missing. Changed: lead",
        )
        actions.join_commitments(
            by=tayside.system, keep=keep, repeat=repeat, lead=angus, because="Angus runs both"
        )
        assert audit.history("tayside", repeat)[0].detail["because"] == "Angus runs both"

    def test_the_same_lead_of_both_needs_no_reason(self, plan, tayside):
        keep, repeat = plan.commitments["1.1"], plan.commitments["3.1"]
        for commitment in (keep, repeat):
            actions.change_commitment(
                by=tayside.system,
                commitment=commitment,
                revision=commitment.revision,
                lead=tayside.bodies["angus"],
                because="As it was agreed",
            )
        actions.join_commitments(by=tayside.system, keep=keep, repeat=repeat, lead=tayside.bodies["angus"])
        assert audit.history("tayside", repeat)[0].detail["because"] == "The same organisation leads both."

    def test_a_repeat_has_no_second_lead(self, plan, tayside):
        keep, repeat = plan.commitments["1.1"], plan.commitments["3.1"]
        actions.join_commitments(
            by=tayside.system, keep=keep, repeat=repeat, lead=tayside.bodies["nhs-tayside"]
        )
        unchanged(
            tayside,
            lambda: actions.change_commitment(
                by=tayside.system, commitment=repeat, revision=repeat.revision, lead=tayside.bodies["angus"]
            ),
            "One organisation leads both",
        )

    def test_repeats_do_not_form_rings_or_chains(self, plan, tayside):
        one, two, three = (plan.commitments[key] for key in ("1.1", "3.1", "3.2"))
        lead = tayside.bodies["angus"]
        actions.join_commitments(by=tayside.system, keep=one, repeat=two, lead=lead)
        for keep, repeat in ((one, one), (two, one), (two, three), (three, one)):
            with pytest.raises(Refusal):
                actions.join_commitments(by=tayside.system, keep=keep, repeat=repeat, lead=lead)

    def test_parted_commitments_stand_alone_again(self, plan, tayside):
        one, two = plan.commitments["1.1"], plan.commitments["3.1"]
        actions.join_commitments(by=tayside.system, keep=one, repeat=two, lead=tayside.bodies["angus"])
        actions.part_commitments(by=tayside.system, repeat=two, revision=two.revision)
        assert two.same_as is None

    def test_commitments_are_numbered_in_order(self, plan, tayside):
        added = actions.create_commitment(by=tayside.system, priority=plan.priorities["minds"], text="Listen")
        assert added.number == 3


class TestActions:
    def test_an_action_takes_its_partners_and_measures_with_it(self, plan, tayside):
        one = plan.actions["weak"]
        actions.change_action(
            by=tayside.actor("commissioner"),
            action=one,
            revision=1,
            partners=[tayside.bodies["voices"]],
            measures=[plan.target],
        )
        assert one.revision == 2
        assert [body.slug for body in one.partners.all()] == ["voices"]
        changes = audit.history("tayside", one).first().detail["changes"]
        assert changes["partners"] == [[], ["Voices Together"]]

    def test_an_outcome_of_another_priority_is_refused(self, plan, tayside):
        outcome = plan.target.outcome
        unchanged(
            tayside,
            lambda: actions.create_action(
                by=tayside.system, priority=plan.priorities["early"], title="Open a nursery", outcome=outcome
            ),
            "belongs to another priority",
        )
        assert not Action.objects.filter(title="Open a nursery").exists()

    def test_a_second_figure_for_a_body_and_year_replaces_the_first(self, plan, tayside):
        actions.change_money(
            by=tayside.actor("planner"),
            action=plan.actions["whole"],
            year="2026/27",
            funder=tayside.bodies["nhs-tayside"],
            amount=Decimal(100_000),
            price_base="2026/27 prices",
        )
        (held,) = ActionMoney.objects.all()
        assert (held.amount, held.revision) == (100_000, 2)

    def test_two_actions_of_one_name_get_two_addresses(self, plan, tayside):
        slugs = [
            actions.create_action(by=tayside.system, priority=plan.priorities["minds"], title="Listen").slug
            for _ in range(3)
        ]
        assert slugs == ["listen", "listen-2", "listen-3"]

    def test_two_partnerships_write_the_same_plan_apart(self, plan, elsewhere):
        build(elsewhere)
        assert Priority.objects.filter(slug="healthy-minds").count() == 2
        assert queries.priorities(elsewhere.partnership).count() == 2
