"""Reading the register: the latest year, never one year over another; scoped; a fixed number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from realign.foundations.search.types import Reader
from realign.registers.services import actions, queries
from realign.registers.services.models import Service, Spend
from realign.registers.services.presenters import spend_words
from tests.apps.registers.services.worlds import CASH, build
from tests.support.publishing import publish_all

TODAY = date(2026, 11, 20)


def test_a_service_shows_its_latest_year(register, tayside):
    figures = queries.figures(queries.service(tayside.partnership, "school-counselling"))
    assert (figures.year, figures.capacity, figures.reached, figures.waiting) == ("2025/26", 450, 430, 162)
    assert figures.spend_per_reached == pytest.approx(Decimal(262_000) / 430)


def test_money_of_several_funders_is_added_up(register, tayside):
    held = queries.service(tayside.partnership, "support-for-young-carers")
    assert held.last_spend == 165_000
    assert held.last_cost == pytest.approx(165_000 / 244)


def test_the_newest_year_is_added_up_with_the_prices_that_stand_in_it(register, tayside):
    actions.record_spend(
        by=tayside.system, service=register["carers"], year="2024/25", funder=tayside.bodies["angus"],
        amount=Decimal(1), price_base="cash, 2024/25",
    )  # fmt: skip
    latest = queries.latest_spend(queries.spend(register["carers"]))
    assert (latest.year, latest.total, latest.funders, latest.price_bases) == ("2025/26", 165_000, 2, (CASH,))
    assert spend_words(latest) == "£165,000 in 2025/26 from 2 funders (cash, 2025/26)."
    Spend.objects.filter(funder__slug="angus").update(price_base="2020/21 prices")
    mixed = queries.latest_spend(queries.spend(register["carers"]))
    assert spend_words(mixed).endswith("(in different price bases, so the total is only a guide).")
    assert queries.latest_spend([]) is None


def test_one_year_s_money_is_never_shared_among_another_year_s_children(register, tayside):
    held = queries.service(tayside.partnership, "health-visiting")
    assert (held.last_year, held.last_spend_year, held.last_cost) == ("2024/25", "2025/26", None)
    assert queries.figures(held).spend_per_reached is None


def test_the_register_is_read_in_two_queries_whatever_its_length(
    register, tayside, django_assert_num_queries
):
    for number in range(12):
        actions.create_service(
            by=tayside.system, name=f"Service {number}", summary="One more.",
            provider=tayside.bodies["angus"], tier="universal", areas=register["visiting"].areas.all(),
        )  # fmt: skip
        with django_assert_num_queries(2):
            for one in queries.services(tayside.partnership):
                assert one.provider.name
                assert all(area.name for area in one.areas.all())


def test_another_partnership_s_services_are_never_seen(register, tayside, elsewhere):
    build(elsewhere)
    assert queries.services(tayside.partnership).count() == 3
    assert queries.spend_picture(tayside.partnership, "2025/26").total == 1_000_000
    with pytest.raises(Service.DoesNotExist):
        queries.service(elsewhere.partnership, "no-such-service")


def test_completeness_counts_the_holes(register, tayside):
    found = queries.completeness(tayside.partnership, TODAY)
    assert (found.services, found.third_sector) == (3, 1)
    assert found.services + found.planned + found.ended == queries.services(tayside.partnership).count()
    assert (found.without_referral_route, found.stale, found.untagged, found.without_figures) == (1, 2, 1, 0)


def test_planned_and_ended_services_are_not_running(register, tayside):
    actions.change_service(
        by=tayside.system, service=register["visiting"], revision=1, starts_on=date(2027, 4, 1)
    )
    actions.end_service(
        by=tayside.system, service=register["carers"], revision=1, on=date(2026, 10, 1), reason="Ended."
    )
    running = queries.running(tayside.partnership, TODAY)
    assert [one.name for one in running] == ["School counselling"]


class TestSpend:
    def test_every_way_of_adding_up_gives_the_whole(self, register, tayside):
        picture = queries.spend_picture(tayside.partnership, "2025/26")
        assert picture.total == 1_000_000
        for parts in (picture.by_tier, picture.by_sector, picture.by_funder, picture.by_prevention):
            assert sum(part.amount for part in parts) == picture.total
            assert sum(part.share for part in parts) == pytest.approx(1)

    def test_mixed_services_are_shared_out_and_untagged_money_stays_in_sight(self, register, tayside):
        picture = queries.spend_picture(tayside.partnership, "2025/26")
        amounts = {part.key: part.amount for part in picture.by_prevention}
        assert amounts == {"secondary": 262_000 + 99_000, "tertiary": 66_000, "": 573_000}
        assert picture.untagged == 573_000
        assert picture.prevention_range == pytest.approx((0.427, 1.0))

    def test_it_takes_two_queries(self, register, tayside, django_assert_num_queries):
        with django_assert_num_queries(2):
            queries.spend_picture(tayside.partnership, "2025/26")

    def test_every_year_is_read_in_two_queries_latest_first(
        self, register, tayside, django_assert_num_queries
    ):
        actions.record_spend(
            by=tayside.system, service=register["counselling"], year="2024/25", funder=tayside.bodies["angus"],
            amount=Decimal(100), price_base="cash, 2024/25",
        )  # fmt: skip
        with django_assert_num_queries(2):
            found = queries.spend_by_year(tayside.partnership)
        assert [(one.year, one.total) for one in found] == [("2025/26", 1_000_000), ("2024/25", 100)]

    def test_different_price_bases_are_named(self, register, tayside):
        actions.record_spend(
            by=tayside.system, service=register["counselling"], year="2025/26", funder=tayside.bodies["angus"],
            amount=Decimal(1), price_base="2024/25 prices",
        )  # fmt: skip
        picture = queries.spend_picture(tayside.partnership, "2025/26")
        assert picture.price_bases == ("2024/25 prices", CASH)

    def test_agreement_needs_two_people_on_a_service(self, register, tayside):
        assert queries.tagger_agreement(tayside.partnership) is None
        for name, (one, two) in {
            "counselling": ("secondary", "secondary"),
            "carers": ("secondary", "tertiary"),
            "visiting": ("primary", "primary"),
        }.items():
            actions.classify_service(by=tayside.actor("commissioner"), service=register[name], says=one)
            actions.classify_service(by=tayside.actor("coordinator"), service=register[name], says=two)
        found = queries.tagger_agreement(tayside.partnership)
        # by hand: alike on 2 of 3; by chance 1/9 + 2/9 = 3/9; (6/9 - 3/9) / (6/9)
        assert (found.things, found.observed, found.kappa) == (3, pytest.approx(2 / 3), pytest.approx(0.5))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("my daughter is anxious", "School counselling"),
        ("looking after my mum", "Support for young carers"),
        ("new baby", "Health visiting"),
        ("carers in Angus", "Support for young carers"),
    ],
)
def test_plain_words_find_the_right_help_first(register, tayside, typed, first):
    assert answering(tayside, typed)[0].name == first


def test_words_that_match_nothing_find_nothing_and_no_words_find_all(register, tayside):
    assert answering(tayside, "xylophone") == []
    assert len(answering(tayside, "  the ")) == 3


def answering(tayside, typed):
    publish_all(tayside.partnership)
    services = queries.public_services(tayside.partnership, TODAY)
    return queries.answering(Reader(tayside.partnership, TODAY), services, typed)
