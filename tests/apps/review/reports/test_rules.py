"""When a report may be written and published, and how long it has been."""

from datetime import date

import pytest

from realign.foundations.partnerships.types import Refusal
from realign.plan.plans.models import Plan
from realign.review.reports.models import Report
from realign.review.reports.rules import (
    check_is_draft,
    check_may_publish,
    check_part_of_year,
    days_since,
    year_called,
    years_of,
)

END = date(2026, 3, 31)


def plan(starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31)):
    return Plan(title="Our plan", starts_on=starts_on, ends_on=ends_on)


def report(state="draft", delay_reason="", ends_on=END):
    return Report(title="Report", state=state, delay_reason=delay_reason, ends_on=ends_on)


@pytest.mark.parametrize(
    ("ends_on", "on", "days"),
    [
        (date(2018, 3, 31), date(2018, 9, 14), 167),  # the worked example of DUTY-15
        (END, END, 0),
        (END, date(2026, 4, 1), 1),
        (END, date(2026, 1, 1), 0),
        (END, date(2026, 11, 16), 230),
    ],
)
def test_days_since_the_period_ended(ends_on, on, days):
    assert days_since(ends_on, on) == days


def test_a_plan_of_three_years_has_three_report_years():
    assert [(y.label, y.starts_on, y.ends_on) for y in years_of(plan())] == [
        ("2026/27", date(2026, 4, 1), date(2027, 3, 31)),
        ("2027/28", date(2027, 4, 1), date(2028, 3, 31)),
        ("2028/29", date(2028, 4, 1), date(2029, 3, 31)),
    ]


def test_years_at_the_ends_of_a_plan_are_cut_to_it():
    years = years_of(plan(date(1999, 1, 1), date(2000, 6, 30)))
    assert [(y.label, y.starts_on, y.ends_on) for y in years] == [
        ("1998/99", date(1999, 1, 1), date(1999, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2000/01", date(2000, 4, 1), date(2000, 6, 30)),
    ]


def test_an_unknown_year_is_refused_with_those_that_there_are():
    with pytest.raises(Refusal) as refused:
        year_called(plan(), "2031/32")
    assert "2026/27, 2027/28, 2028/29" in refused.value.what_to_do


@pytest.mark.parametrize(
    ("ends_on", "allowed"),
    [
        (date(2026, 4, 1), False),
        (date(2026, 4, 2), True),
        (date(2026, 10, 31), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_a_part_of_a_year_lies_within_it(ends_on, allowed):
    year = year_called(plan(), "2026/27")
    if allowed:
        check_part_of_year(year, ends_on)
    else:
        with pytest.raises(Refusal):
            check_part_of_year(year, ends_on)


@pytest.mark.parametrize(
    ("one", "on", "says"),
    [
        (report(), date(2026, 4, 1), ""),
        (report(), date(2026, 6, 29), ""),  # day 90
        (report(), date(2026, 6, 30), "91 days"),
        (report(delay_reason="Survey figures came in August."), date(2026, 11, 16), ""),
        (report(delay_reason="   "), date(2026, 11, 16), "230 days"),
        (report(), END, "runs until 31 March 2026"),
        (report(state="published"), date(2026, 4, 1), "published"),
    ],
)
def test_when_a_report_may_be_published(one, on, says):
    if not says:
        check_may_publish(one, on)
        return
    with pytest.raises(Refusal) as refused:
        check_may_publish(one, on)
    assert says in refused.value.reason


def test_what_is_published_is_not_a_draft():
    check_is_draft(report())
    with pytest.raises(Refusal, match="is published and cannot be changed"):
        check_is_draft(report(state="published"))
