"""Targets in place are looked at again: kept or changed, always with the reason, and the log keeps old and new."""

from datetime import date

import pytest
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.plan.priorities import actions, queries
from realign.plan.priorities.models import TargetReview
from realign.registers.indicators.actions import record_observations
from realign.registers.indicators.types import Recorded
from realign.registers.places.actions import load_gazetteer
from tests.apps.plan.worlds import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(tayside):
    return build(tayside).target


def text(answer):
    return answer.content.decode()


def test_a_target_is_kept_with_its_reason(tayside, target):
    """IND-04: existing targets reviewed: kept or changed with reason."""
    review = actions.keep_target(
        by=tayside.actor("planner"), target=target, because="Still what pupils ask for"
    )
    assert (review.verdict, review.reason) == (TargetReview.Verdict.KEPT, "Still what pupils ask for")
    assert (review.old_goal, review.new_goal) == (36, 36)
    (event,) = audit.history("tayside", review)
    assert event.verb == "reviewed"


def test_a_change_is_logged_with_old_new_reason_and_date(tayside, target):
    """IND-05: the target refinement log: old, new, reason, date."""
    by = tayside.actor("planner")
    actions.change_target(
        by=by,
        target=target,
        revision=1,
        goal=38.0,
        goal_on=date(2030, 3, 31),
        because="Money for two hubs only",
    )
    (logged,) = queries.target_reviews(tayside.partnership)
    assert (logged.old_goal, logged.new_goal, logged.reason) == (36, 38, "Money for two hubs only")
    assert (logged.old_goal_on, logged.new_goal_on) == (date(2029, 3, 31), date(2030, 3, 31))
    assert logged.reviewed_on == by.at.date()


def test_without_a_reason_nothing_moves(tayside, target):
    by = tayside.actor("planner")
    with pytest.raises(Refusal, match="reason is missing"):
        actions.change_target(by=by, target=target, revision=1, goal=38.0)
    with pytest.raises(Refusal, match="reason is missing"):
        actions.keep_target(by=by, target=target, because=" ")
    target.refresh_from_db()
    assert (target.goal, target.revision) == (36, 1)
    assert not TargetReview.objects.exists()


def test_other_words_about_a_target_need_no_review(tayside, target):
    actions.change_target(by=tayside.actor("planner"), target=target, revision=1, reason="As in the survey")
    assert not TargetReview.objects.exists()


def test_a_reader_may_look_and_not_decide(tayside, target, client):
    with pytest.raises(Refusal):
        actions.keep_target(by=tayside.actor("reader"), target=target, because="Mine")
    client.force_login(tayside.people["reader"])
    assert client.get(reverse("priorities:targets", args=["tayside"])).status_code == 200
    assert client.get(reverse("priorities:target-keep", args=["tayside", target.pk])).status_code == 403


def test_the_log_shows_source_year_and_reasons_in_few_queries(
    tayside, target, client, django_assert_max_num_queries
):
    """IND-19: a target is tracked with its year and source."""
    client.force_login(tayside.people["planner"])
    page = reverse("priorities:targets", args=["tayside"])
    assert "1 target; one has never been reviewed" in text(client.get(page))
    keep = reverse("priorities:target-keep", args=["tayside", target.pk])
    client.post(keep, {"because": "Still what pupils ask for"})
    with django_assert_max_num_queries(16):
        answer = text(client.get(page))
    assert "each reviewed at least once" in answer
    assert "Still what pupils ask for" in answer
    assert "31 March 2029" in answer
    for number in range(4):
        client.post(keep, {"because": f"Again {number}"})
    with django_assert_max_num_queries(16):
        client.get(page)
    lines = b"".join(client.get(f"{page}?format=csv").streaming_content).decode()
    assert "Pupils with a raised score" in lines


def test_strangers_find_no_target(tayside, elsewhere, target, client):
    client.force_login(elsewhere.people["planner"])
    assert client.get(reverse("priorities:target-keep", args=["elsewhere", target.pk])).status_code == 404


def test_each_priority_has_a_page_of_run_charts_with_status(tayside, target, client, settings, tmp_path):
    """IND-16: one page per priority with run charts and status."""
    settings.DATA_DIR = tmp_path
    load_gazetteer(by=tayside.system)
    values = [44, 41, 43, 42, 44, 43, 41, 42, 43, 44, 42, 43, 38, 37, 38, 36, 37, 36]
    rows = [Recorded("S08000030", str(2006 + n), float(value)) for n, value in enumerate(values)]
    record_observations(by=tayside.actor("analyst"), indicator=target.indicator, rows=rows)
    client.force_login(tayside.people["reader"])
    page = text(client.get(reverse("priorities:charts", args=["tayside", target.outcome.priority.slug])))
    assert "1 measure: with a signal of improvement." in page
    assert "points in a row below the median" in page
    assert "<svg" in page
