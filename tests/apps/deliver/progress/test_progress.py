"""Updates and milestones: written, added up, and read."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from realign.deliver.progress import actions, queries
from realign.deliver.progress.front_panels import progress
from realign.deliver.progress.models import Milestone, Update
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.records import remove_record
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.plan.plans import actions as plans
from realign.plan.priorities import actions as priorities
from realign.plan.priorities.types import Going
from tests.support.cast import NOON
from tests.support.publishing import publish_all

TODAY = NOON.date()


def report(cast, action, status, on=TODAY, **values):
    return actions.create_update(
        by=cast.actor("group-lead"),
        action=action,
        on=on,
        status=status,
        reason=values.pop("reason", "So it is."),
        **values,
    )


def standing_of(cast, action):
    return next(row for row in queries.standings(cast.partnership, TODAY) if row.action == action)


class TestWriting:
    def test_an_update_is_added_with_its_author_and_event(self, plan, tayside):
        one = report(tayside, plan.actions["whole"], Going.AT_RISK, reason=" The specification is late. ")
        assert (one.author, one.reason) == ("Group lead of Tayside", "The specification is late.")
        assert audit.history("tayside", one).first().verb == "reported"

    def test_updates_are_only_added_and_never_changed(self, plan, tayside):
        report(tayside, plan.actions["whole"], Going.ON_TRACK)
        report(tayside, plan.actions["whole"], Going.OFF_TRACK)
        assert [one.status for one in Update.objects.all()] == ["off-track", "on-track"]
        assert not [name for name in vars(actions) if name.startswith(("edit_update", "delete", "remove"))]

    def test_a_refused_update_leaves_nothing(self, plan, tayside):
        before = audit.events("tayside").count()
        for attempt in (
            lambda: report(tayside, plan.actions["whole"], Going.ON_TRACK, reason=" "),
            lambda: report(tayside, plan.actions["whole"], Going.ON_TRACK, on=TODAY + timedelta(days=1)),
            lambda: actions.create_update(
                by=tayside.actor("reader"),
                action=plan.actions["whole"],
                on=TODAY,
                status="on-track",
                reason="x",
            ),
        ):
            with pytest.raises(Refusal):
                attempt()
        assert not Update.objects.exists()
        assert audit.events("tayside").count() == before

    def test_the_database_itself_refuses_an_update_without_a_reason(self, plan, tayside):
        one = report(tayside, plan.actions["whole"], Going.ON_TRACK)
        with pytest.raises(IntegrityError), transaction.atomic():
            Update.objects.filter(pk=one.pk).update(reason="")

    def test_a_milestone_is_set_moved_and_reached(self, plan, tayside):
        by = tayside.actor("planner")
        one = actions.create_milestone(
            by=by, action=plan.actions["whole"], title="Agreement signed", due_on=date(2027, 2, 26)
        )
        actions.change_milestone(
            by=by, milestone=one, revision=1, expected_on=date(2027, 3, 12), note="Two weeks late"
        )
        actions.change_milestone(by=by, milestone=one, revision=2, done_on=TODAY)
        assert [event.verb for event in audit.history("tayside", one)] == ["reached", "changed", "set"]
        with pytest.raises(ChangedMeanwhile):
            actions.change_milestone(by=by, milestone=one, revision=2, title="Other")
        with pytest.raises(Refusal, match="reached in the future"):
            actions.change_milestone(by=by, milestone=one, revision=3, done_on=TODAY + timedelta(days=1))

    def test_an_action_of_another_partnership_is_not_reported_on(self, plan, elsewhere):
        with pytest.raises(plan.actions["whole"].DoesNotExist):
            report(elsewhere, plan.actions["whole"], Going.ON_TRACK)


class TestStanding:
    def test_late_silent_and_in_trouble(self, plan, tayside):
        whole = plan.actions["whole"]
        report(tayside, whole, Going.AT_RISK, on=TODAY - timedelta(days=100))
        actions.create_milestone(
            by=tayside.system, action=whole, title="Specification", due_on=TODAY - timedelta(days=7)
        )
        row = standing_of(tayside, whole)
        assert (row.days_silent, row.is_late, row.going) == (100, False, Going.AT_RISK)
        assert [one.title for one in row.late_milestones] == ["Specification"]
        assert row.needs_attention

    def test_the_most_urgent_comes_first(self, plan, tayside):
        priorities.change_action(
            by=tayside.system,
            action=plan.actions["weak"],
            revision=1,
            due_on=TODAY - timedelta(days=1),
            because="It was agreed again",
        )
        report(tayside, plan.actions["whole"], Going.OFF_TRACK)
        rows = queries.standings(tayside.partnership, TODAY)
        assert [row.action.title.split()[0] for row in rows] == ["Improve", "Open"]
        assert [(row.is_late, row.is_stale, row.going) for row in rows] == [
            (True, False, None),
            (False, False, Going.OFF_TRACK),
        ]
        answer = progress(tayside.actor("coordinator"), TODAY)
        assert (answer.figure.value, answer.figure.label) == ("1", "action late")

    def test_one_action_off_track_makes_its_commitment_and_priority_at_best_at_risk(self, plan, tayside):
        carried = plan.commitments["3.2"]
        other = priorities.create_action(
            by=tayside.system,
            priority=plan.priorities["minds"],
            title="Train ten workers",
            commitment=carried,
        )
        report(tayside, plan.actions["whole"], Going.OFF_TRACK)
        report(tayside, other, Going.ON_TRACK)
        report(tayside, plan.actions["weak"], Going.ON_TRACK)
        held = {one.priority.slug: one for one in queries.priority_standings(tayside.partnership, TODAY)}
        (commitment,) = held["healthy-minds"].commitments
        assert commitment.rolled.going == Going.AT_RISK
        assert commitment.rolled.why == "1 of 2 off track."
        assert held["healthy-minds"].rolled.going == Going.AT_RISK
        assert held["early-years"].rolled.going is None

    def test_other_partnerships_work_is_not_there(self, plan, tayside, elsewhere):
        one = actions.create_milestone(
            by=tayside.system, action=plan.actions["whole"], title="One", due_on=TODAY
        )
        report(tayside, plan.actions["whole"], Going.ON_TRACK)
        assert queries.standings(elsewhere.partnership, TODAY) == []
        assert not queries.milestones(elsewhere.partnership).exists()
        assert not queries.updates(elsewhere.partnership).exists()
        with pytest.raises(Milestone.DoesNotExist):
            queries.milestone(elsewhere.partnership, one.pk)

    def test_more_work_takes_no_more_queries(self, plan, tayside, django_assert_num_queries):
        def everything():
            queries.priority_standings(tayside.partnership, TODAY)
            queries.standings(tayside.partnership, TODAY)

        def more(number):
            for action in plan.actions.values():
                report(tayside, action, Going.ON_TRACK)
                actions.create_milestone(by=tayside.system, action=action, title=f"M{number}", due_on=TODAY)

        more(1)
        with django_assert_num_queries(QUERIES):
            everything()
        more(2)
        more(3)
        with django_assert_num_queries(QUERIES):
            everything()


QUERIES = 28


# ---------------------------------------------------------------- pages


def at(name, *args):
    return reverse(f"progress:{name}", args=["tayside", *args])


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def planner(client, tayside):
    client.force_login(tayside.people["planner"])
    return client


def day(name, when):
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def test_the_history_of_an_action_tells_of_its_milestones_and_updates(planner, plan, tayside):
    action = plan.actions["whole"]
    milestone = actions.create_milestone(
        by=tayside.actor("group-lead"), action=action, title="Choose the site", due_on=TODAY
    )
    report(tayside, action, Going.ON_TRACK)
    page = text(planner.get(reverse("priorities:action", args=["tayside", action.slug])))
    history = page[page.index('<ol class="rl_history"') :]
    assert " the milestone “Choose the site" in history
    assert "reported the update “" in history
    remove_record(milestone, by=tayside.actor("group-lead"))
    page = text(planner.get(reverse("priorities:action", args=["tayside", action.slug])))
    assert "removed the milestone “Choose the site" in page, "its row is gone; what was done is not"


def test_an_update_is_added_on_a_page_and_shown_on_the_action(planner, plan):
    slug = plan.actions["whole"].slug
    today = timezone.localdate()
    assert "Status" in text(planner.get(at("update", slug)))
    form = {**day("on", today), "status": "at-risk", "reason": "The specification is late"}
    assert planner.post(at("update", slug), form).status_code == 302
    page = text(planner.get(reverse("priorities:action", args=["tayside", slug])))
    assert "The specification is late" in page
    assert "At risk, recoverable" in page


def test_an_update_without_a_status_keeps_what_was_typed(planner, plan):
    form = {**day("on", timezone.localdate()), "reason": "The specification is late"}
    page = text(planner.post(at("update", plan.actions["whole"].slug), form))
    assert "The specification is late" in page
    assert not Update.objects.exists()


def test_a_milestone_is_added_moved_with_a_reason_and_listed(planner, plan):
    slug = plan.actions["whole"].slug
    form = {
        "title": "Agreement signed",
        **day("due_on", date(2027, 2, 26)),
        **day("expected_on", date(2027, 3, 12)),
    }
    page = text(planner.post(at("milestone-add", slug), form))
    assert "Give the reason why it is expected later than its due date." in page
    planner.post(at("milestone-add", slug), {**form, "note": "The specification is late"})
    one = Milestone.objects.get()
    planner.post(at("milestone-edit", one.pk), {**form, "title": "Signed", "note": "Late", "revision": 1})
    page = text(planner.get(at("milestones")))
    assert "Signed" in page
    assert "on 12 March 2027" in page


def test_the_overview_says_first_what_needs_somebody(planner, plan, tayside):
    actions.create_milestone(
        by=tayside.system, action=plan.actions["whole"], title="Specification", due_on=date(2020, 1, 1)
    )
    report(tayside, plan.actions["whole"], Going.AT_RISK, reason="Two weeks late")
    page = text(planner.get(at("overview")))
    assert "2 actions: 1 at risk, recoverable and 1 without an update yet." in page
    assert "1 milestone past the due date." in page
    assert "Specification, due 1 January 2020" in page
    assert "with one action off track, its commitment is at best at risk" in page
    assert (
        "Improve emotional"
        not in text(planner.get(at("overview"), {"attention": "troubled"})).split("Every action")[-1]
    )


@pytest.mark.parametrize(("name", "rows"), [("overview", 2), ("milestones", 0)])
def test_lists_come_as_csv(planner, plan, name, rows):
    answer = planner.get(at(name), {"format": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == rows + 1


def test_anybody_reads_how_the_plan_is_going_but_not_the_reasons_inside(client, plan, tayside):
    assert "No plan is published yet" in text(client.get(at("public")))
    one = plans.create_plan(
        by=tayside.system,
        title="Plan",
        starts_on=date(2026, 4, 1),
        ends_on=date(2029, 3, 31),
        bodies=[tayside.bodies["angus"]],
        priorities=list(plan.priorities.values()),
    )
    plans.move_plan(by=tayside.system, plan=one, revision=1, status="full")
    report(
        tayside,
        plan.actions["whole"],
        Going.AT_RISK,
        reason="The union objects",
        public_text="A little late.",
    )
    assert "A little late." not in text(client.get(at("public")))
    publish_all(tayside.partnership)
    page = text(client.get(at("public")))
    assert "2 priorities: 1 at risk, recoverable and 1 without actions yet." in page
    assert "A little late." in page
    assert "The union objects" not in page
    assert "Head of early help" not in page


@pytest.mark.parametrize(("name", "needs"), [
    ("overview", ""), ("milestones", ""), ("update", "slug"), ("milestone-add", "slug"), ("milestone-edit", "pk"),
])  # fmt: skip
def test_strangers_find_nothing_and_readers_only_read(client, plan, tayside, elsewhere, name, needs):
    one = actions.create_milestone(by=tayside.system, action=plan.actions["whole"], title="One", due_on=TODAY)
    args = {"": (), "slug": (plan.actions["whole"].slug,), "pk": (one.pk,)}[needs]
    assert client.get(at(name, *args)).status_code == 302
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(at(name, *args)).status_code == 404
    client.force_login(tayside.people["reader"])
    assert client.get(at(name, *args)).status_code == (403 if needs else 200)


def test_what_is_not_there_is_not_found(planner, plan):
    assert planner.get(at("update", "none")).status_code == 404
    assert planner.get(at("milestone-edit", 999)).status_code == 404
