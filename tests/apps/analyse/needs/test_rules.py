"""What counts as what, and when: each rule as a table."""

from datetime import date

import pytest

from realign.analyse.needs import rules
from realign.analyse.needs.ground import last_day
from realign.analyse.needs.models import NeedsSection
from realign.analyse.needs.types import Datum
from realign.foundations.partnerships.types import Refusal


@pytest.mark.parametrize(
    ("words", "output"),
    [
        ("number of sessions delivered", True),
        ("Number of counselling sessions delivered", True),
        ("Home visits made by health visitors", True),
        ("Staff trained in trauma", True),
        ("How many referrals", True),
        ("Plans completed within 30 days", True),
        ("Pupils with a raised difficulties score", False),
        ("Children who always have an adult they trust", False),
        ("Young people who feel safe in their area", False),
        ("Babies at a healthy weight", False),
    ],
)
def test_ana_12_counting_work_is_an_output(words, output):
    """ANA-12: “number of sessions delivered” is an output."""
    assert rules.counts_work_done(words) is output


def test_ana_12_an_output_is_not_outcome_evidence():
    with pytest.raises(Refusal, match="counts what was done"):
        rules.check_nature("Number of sessions delivered", "outcome", ["healthy"])
    rules.check_nature("Number of sessions delivered", "output", [])


@pytest.mark.parametrize(
    ("nature", "tags", "fine"),
    [("outcome", ["healthy"], True), ("outcome", [], False), ("context", [], True), ("output", [], True)],
)
def test_ana_12_outcome_data_carry_a_wellbeing_tag(nature, tags, fine):
    if fine:
        rules.check_nature("Pupils who struggle", nature, tags)
    else:
        with pytest.raises(Refusal, match="names the wellbeing"):
            rules.check_nature("Pupils who struggle", nature, tags)


@pytest.mark.parametrize("said", ["", "   "])
def test_ana_26_a_usage_note_is_mandatory(said):
    with pytest.raises(Refusal, match="permitted use"):
        rules.check_use(said)


@pytest.mark.parametrize(
    ("dated", "years", "stale"),
    [
        (date(2011, 6, 30), 5, True),
        (date(2021, 11, 19), 5, True),
        (date(2021, 11, 22), 5, False),
        (date(2011, 6, 30), 20, False),
        (None, 5, False),
    ],
)
def test_ana_02_anything_older_than_so_many_years_is_flagged(dated, years, stale):
    datum = Datum("A survey", "A source", "Survey", "context", dated, "To see")
    assert datum.is_stale(date(2026, 11, 20), years) is stale


def test_ana_02_what_was_replaced_is_not_flagged():
    old = Datum("Survey 2011", "", "Survey", "context", date(2011, 6, 30), "", replaced_by="Survey 2017")
    assert not old.is_stale(date(2017, 12, 31), 5)
    assert not old.stands


@pytest.mark.parametrize(
    ("reviewed", "months", "overdue"),
    [
        (None, 12, True),
        (date(2025, 11, 20), 12, False),
        (date(2025, 11, 19), 12, True),
        (date(2026, 5, 31), 6, False),
        (date(2026, 5, 19), 6, True),
    ],
)
def test_ana_02_each_section_has_its_own_cycle(reviewed, months, overdue):
    section = NeedsSection(reviewed_on=reviewed, refresh_months=months)
    assert rules.is_overdue(section, date(2026, 11, 20)) is overdue


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 2026", date(2026, 3, 31)),
        ("2025/26", date(2026, 3, 31)),
        ("School year 2021/22", date(2022, 3, 31)),
        ("2022-2024", date(2024, 12, 31)),
        ("Sept 2011 and Mar 2012", date(2012, 3, 31)),
        ("2017", date(2017, 12, 31)),
        ("February 2024", date(2024, 2, 29)),
        ("some time", None),
    ],
)
def test_the_last_day_of_a_period_is_read_from_its_words(words, day):
    assert last_day(words) == day


@pytest.mark.parametrize("code", list(NeedsSection.Code))
def test_ana_02_every_section_begins_with_a_cycle(code):
    assert 1 <= rules.CYCLES[code] <= 60
