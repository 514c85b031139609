"""What may stand in the register, and who may change it."""

from datetime import date, timedelta

import pytest

from realign.foundations.partnerships.rules import check_slug_free
from realign.foundations.partnerships.types import Refusal
from realign.registers.services import rules
from realign.registers.services.models import Service


def refused(check, *arguments):
    """Whether a rule refuses, and that it says what to do."""
    try:
        check(*arguments)
    except Refusal as refusal:
        return bool(refusal.what_to_do)
    return False


@pytest.mark.parametrize(
    ("year", "wrong"),
    [
        ("2025/26", False),
        ("1999/2000", False),
        ("1999/00", False),
        ("2025/27", True),
        ("2025-26", True),
        ("2025", True),
        ("", True),
        ("2025/26x", True),
    ],
)
def test_a_report_year_is_two_years_that_follow_each_other(year, wrong):
    assert refused(rules.check_year, year) is wrong


@pytest.mark.parametrize(
    ("low", "high", "wrong"),
    [(0, 5, False), (5, 5, False), (None, 5, False), (5, None, False), (None, None, False), (6, 5, True)],
)
def test_ages_run_upwards(low, high, wrong):
    assert refused(rules.check_ages, low, high) is wrong


@pytest.mark.parametrize(
    ("shares", "wrong"),
    [
        ({"primary": 100}, False),
        ({"primary": 80, "secondary": 20}, False),
        ({"primary": 80, "secondary": 19}, True),
        ({"primary": 120, "secondary": -20}, True),
        ({"early": 100}, True),
        ({}, True),
    ],
)
def test_shares_are_of_known_purposes_and_add_up_to_a_hundred(shares, wrong):
    assert refused(rules.check_shares, shares) is wrong


def test_the_main_purpose_is_the_largest_share_and_of_equals_the_earliest():
    assert rules.main_class({"responsive": 70, "tertiary": 30}) == "responsive"
    assert rules.main_class({"tertiary": 50, "primary": 50}) == "primary"
    assert rules.main_class({}) == ""


@pytest.mark.parametrize("slug", sorted(rules.RESERVED))
def test_words_of_addresses_are_not_names_of_services(slug):
    assert refused(check_slug_free, slug, rules.RESERVED)


@pytest.mark.parametrize(
    ("role", "provider", "may"),
    [
        ("coordinator", "dundee", True),
        ("commissioner", "dundee", True),
        ("commissioner", "voices", True),
        ("third-sector-representative", "voices", True),
        ("third-sector-representative", "dundee", True),  # the cast sits for Dundee, so it is their own
        ("third-sector-representative", "nhs-tayside", False),
        ("planner", "dundee", False),
        ("reader", "voices", False),
        ("finance-officer", "dundee", False),
    ],
)
def test_who_may_edit_whose_service(tayside, role, provider, may):
    assert refused(rules.check_may_edit, tayside.actor(role), tayside.bodies[provider]) is not may


def test_an_entry_is_stale_after_a_year_without_a_check(register):
    service, day = register["counselling"], register["counselling"].verified_on
    assert not rules.is_stale(service, day + timedelta(days=365))
    assert rules.is_stale(service, day + timedelta(days=366))
    assert rules.is_stale(register["visiting"], date(2026, 11, 20))


@pytest.mark.parametrize(
    ("starts", "ended", "provided"),
    [
        (None, None, True),
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 21), None, False),
        (None, date(2026, 11, 21), True),
        (None, date(2026, 11, 20), False),
    ],
)
def test_a_service_counts_from_its_first_day_until_its_end(starts, ended, provided):
    service = Service(starts_on=starts, ended_on=ended)
    assert rules.is_provided(service, date(2026, 11, 20)) is provided
