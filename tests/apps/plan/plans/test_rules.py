"""Periods in law, gaps and overlaps between plans, and the states of a plan."""

from datetime import date

import pytest

from realign.foundations.partnerships.types import Refusal
from realign.plan.plans import rules
from realign.plan.plans.models import Plan
from realign.plan.plans.types import report_years

S = Plan.Status


def plan(first, last, title="A plan"):
    return Plan(title=title, starts_on=first, ends_on=last)


def test_the_printed_period_of_2017_is_a_day_too_long():
    assert rules.period_words(date(2017, 4, 1), date(2020, 4, 1)) == [
        "end date overlaps first day of next period; statutory period ends 31 Mar 2020"
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2017, 4, 1), date(2020, 3, 31), []),
        (date(2020, 4, 1), date(2023, 3, 31), []),
        (
            date(2017, 4, 1),
            date(2019, 3, 31),
            ["shorter than three years; statutory period ends 31 Mar 2020"],
        ),
        (date(2017, 4, 1), date(2021, 3, 31), ["longer than three years"]),
        (date(2017, 6, 1), date(2020, 5, 31), ["starts on 1 June 2017"]),
        (date(2024, 2, 29), date(2027, 2, 28), ["starts on 29 February 2024"]),
    ],
)
def test_a_period_in_law_is_three_years_from_the_first_of_april(first, last, said):
    found = rules.period_words(first, last)
    assert len(found) == len(said)
    assert all(words in one for words, one in zip(said, found, strict=True))


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ((date(2020, 4, 1), date(2023, 3, 31)), []),
        ((date(2020, 10, 1), date(2023, 9, 30)), ["no plan covers 1 April 2020 to 30 September 2020"]),
        ((date(2020, 3, 31), date(2023, 3, 30)), ["“First” covers 31 March 2020 too"]),
        ((date(2020, 1, 1), date(2022, 12, 31)), ["“First” covers 1 January 2020 to 31 March 2020 too"]),
    ],
)
def test_consecutive_plans_leave_no_gap_and_no_overlap(second, said):
    plans = [plan(*second, "Second"), plan(date(2017, 4, 1), date(2020, 3, 31), "First")]
    between = [one.words for one in rules.period_warnings(plans) if "cover" in one.words]
    assert between == said


def test_three_report_years_of_a_plan():
    years = report_years(date(2026, 4, 1), date(2029, 3, 31))
    assert [str(year) for year in years] == ["2026/27", "2027/28", "2028/29"]
    assert (years[0].starts_on, years[0].ends_on) == (date(2026, 4, 1), date(2027, 3, 31))
    assert [str(year) for year in report_years(date(2027, 1, 1), date(2027, 4, 1))] == ["2026/27", "2027/28"]
    assert [str(year) for year in report_years(date(1999, 4, 1), date(2000, 3, 31))] == ["1999/00"]


ALLOWED = {
    (S.DRAFT, S.INTERIM), (S.DRAFT, S.FULL), (S.INTERIM, S.FULL), (S.INTERIM, S.SUPERSEDED),
    (S.FULL, S.REVISED), (S.FULL, S.SUPERSEDED), (S.REVISED, S.SUPERSEDED),
}  # fmt: skip


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", S)
def test_every_step_from_state_to_state(before, after):
    one = Plan(status=before)
    if (before, after) in ALLOWED:
        rules.LIFE.check_can_become(one, after)
    else:
        with pytest.raises(Refusal, match="cannot become"):
            rules.LIFE.check_can_become(one, after)


@pytest.mark.parametrize(("bodies", "priorities", "ready"), [
    (True, True, True), (False, True, False), (True, False, False), (False, False, False),
])  # fmt: skip
def test_a_plan_is_published_with_bodies_and_priorities(bodies, priorities, ready):
    if ready:
        rules.check_ready_to_publish(bodies, priorities)
    else:
        with pytest.raises(Refusal):
            rules.check_ready_to_publish(bodies, priorities)
