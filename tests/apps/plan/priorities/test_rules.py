"""What makes priorities and actions sound, as truth tables."""

from datetime import date

import pytest

from realign.foundations.partnerships.types import Refusal
from realign.plan.priorities import rules
from realign.plan.priorities.types import Going, PlanPeriod

PLAN = PlanPeriod(date(2017, 4, 1), date(2020, 3, 31))
N, T, R, O, C = Going.NOT_STARTED, Going.ON_TRACK, Going.AT_RISK, Going.OFF_TRACK, Going.COMPLETE  # noqa: E741


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "no priorities"),
        (1, "one priority"),
        (2, "2 priorities"),
        (3, ""),
        (5, ""),
        (6, "no more than three to five"),
    ],
)
def test_three_to_five_priorities_are_manageable(count, said):
    warning = rules.number_warning(count)
    assert bool(warning) == bool(said)
    assert said in warning


@pytest.mark.parametrize(
    ("starts_on", "due_on", "said"),
    [
        (date(2017, 4, 1), date(2020, 3, 31), ""),
        (None, None, ""),
        (None, date(2021, 6, 30), "is due on 30 June 2021"),
        (date(2017, 3, 31), date(2019, 1, 1), "starts on 31 March 2017"),
        (None, date(2020, 4, 1), "is due on 1 April 2020"),
        (date(2016, 1, 1), date(2021, 1, 1), "starts on 1 January 2016 and is due on 1 January 2021"),
    ],
)
def test_work_outside_the_plans_period_is_warned_of(starts_on, due_on, said):
    warning = rules.period_warning(starts_on, due_on, PLAN)
    assert bool(warning) == bool(said)
    assert said in warning


def test_without_a_plan_nothing_is_outside_it():
    assert rules.period_warning(None, date(2099, 1, 1), None) == ""


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ((), None),
        ((None, None), None),
        ((C, C), C),
        ((C, None), T),
        ((N, N), N),
        ((N, T), T),
        ((T, T, C), T),
        ((T, R), R),
        ((T, T, T, O), R),
        ((O, None), R),
        ((O, O), O),
        ((O, C), O),
        ((O, R), R),
    ],
)
def test_one_part_off_track_makes_the_whole_at_best_at_risk(parts, together):
    assert rules.roll_up(parts).going == together


def test_the_rule_that_spoke_is_named():
    assert rules.roll_up((T, O, None)).why == "1 of 3 off track; 1 of 3 without an update."


@pytest.mark.parametrize(
    ("baseline", "goal", "baseline_on", "goal_on", "allowed"),
    [
        (41, 36, date(2026, 3, 31), date(2029, 3, 31), True),
        (41, 41, date(2026, 3, 31), date(2029, 3, 31), False),
        (41, 36, date(2026, 3, 31), date(2026, 3, 31), False),
    ],
)
def test_a_target_changes_something_later(baseline, goal, baseline_on, goal_on, allowed):
    if allowed:
        rules.check_target(baseline, goal, baseline_on, goal_on)
    else:
        with pytest.raises(Refusal):
            rules.check_target(baseline, goal, baseline_on, goal_on)


@pytest.mark.parametrize(
    ("goal", "unit"), [(12.3, "%"), (36.0, "Percent"), (12.25, "per 1,000"), (12.25, "")]
)
def test_a_target_that_is_written_whole_is_taken(goal, unit):
    rules.check_goal_is_written(goal, unit)


def test_work_cannot_end_before_it_starts():
    rules.check_dates(date(2026, 1, 1), date(2026, 1, 1))
    rules.check_dates(date(2026, 1, 1), None)
    with pytest.raises(Refusal, match="before it starts"):
        rules.check_dates(date(2026, 1, 2), date(2026, 1, 1))
