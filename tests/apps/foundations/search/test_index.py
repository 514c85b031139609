"""The index says at every moment what the records say, and finds it whatever the database."""

from datetime import date

import pytest
from django.db import transaction

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.search import actions, queries
from realign.foundations.search.models import IndexedRecord
from realign.foundations.search.types import Reader
from realign.registers.services import actions as services
from realign.registers.services.models import Service
from tests.apps.registers.services.worlds import build
from tests.support.cast import NOON
from tests.support.publishing import publish_all

TODAY = date(2026, 11, 20)


@pytest.fixture
def register(tayside):
    return build(tayside)


def names(cast, typed, role="analyst", kinds=("services",)):
    """The names of what somebody finds, in order."""
    reader = Reader(cast.partnership, TODAY, cast.actor(role) if role else None)
    found = queries.find(reader, typed, kinds)
    matches = [match for each in found.matches.values() for match in each]
    return [
        "".join(piece.text for piece in hit.title) for hit in queries.hits(reader, found, matches).values()
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("counsellor", "School counselling"),
        ("COUNSELLING school", "School counselling"),
        ("counseling", "School counselling"),
        ("cuonselling", "School counselling"),
        ("couns", "School counselling"),
        ("visiting", "Health visiting"),
        ("carer breaks", "Support for young carers"),
        ("voices together", "Support for young carers"),
    ],
)
def test_typed_words_are_forgiven(register, tayside, typed, first):
    assert names(tayside, typed)[0] == first


def test_a_word_in_the_title_comes_before_one_in_the_text(register, tayside):
    services.create_service(
        by=tayside.system, name="Youth hub", summary="Counselling on Fridays.",
        provider=tayside.bodies["angus"], tier="universal", areas=[],
    )  # fmt: skip
    assert names(tayside, "counselling") == ["School counselling", "Youth hub"]


def test_a_change_is_found_in_its_own_transaction_and_gone_when_it_is_rolled_back(register, tayside):
    with transaction.atomic():
        services.change_service(
            by=tayside.system, service=register["visiting"], revision=1, summary="Xylophones for all."
        )
        assert names(tayside, "xylophone") == ["Health visiting"]
        transaction.set_rollback(True)
    assert names(tayside, "xylophone") == []
    assert queries.stale() == 0


def test_a_renamed_body_is_found_at_its_services(register, tayside):
    assert names(tayside, "NHS") == ["Health visiting"]


def test_visitors_find_running_services_and_nothing_of_the_money_or_the_provider(register, tayside):
    assert names(tayside, "counselling", role=None) == [], "nobody has published it"
    publish_all(tayside.partnership)
    assert names(tayside, "counselling", role=None) == ["School counselling"]
    services.change_service(
        by=tayside.system, service=register["visiting"], revision=1, starts_on=date(2027, 4, 1)
    )
    assert names(tayside, "visiting", role=None) == []
    assert names(tayside, "visiting") == ["Health visiting"]


def test_another_partnership_finds_its_own_only(register, tayside, elsewhere):
    build(elsewhere)
    reader = Reader(elsewhere.partnership, TODAY, elsewhere.actor("analyst"))
    found = queries.find(reader, "counselling", ["services"])
    own = set(Service.objects.filter(partnership=elsewhere.partnership).values_list("pk", flat=True))
    assert {number for matches in found.matches.values() for _, number in matches} <= own
    assert found.total == 1


def test_the_number_of_queries_does_not_grow_with_the_records(
    register, tayside, django_assert_max_num_queries
):
    for number in range(8):
        services.create_service(
            by=tayside.system, name=f"Counselling {number}", summary="One more.",
            provider=tayside.bodies["angus"], tier="universal", areas=register["visiting"].areas.all(),
        )  # fmt: skip
        with django_assert_max_num_queries(8):
            assert len(names(tayside, "counselling")) == number + 2


def test_a_stale_index_shows_and_is_built_afresh(register, tayside):
    assert queries.stale() == 0
    Service.objects.filter(pk=register["carers"].pk).update(
        summary="Changed behind the back of every action."
    )
    assert queries.stale() == 1
    IndexedRecord.objects.filter(object_id=register["visiting"].pk, name__startswith="services.").delete()
    assert queries.stale() == 2
    actions.rebuild()
    assert queries.stale() == 0
    assert names(tayside, "behind the back") == ["Support for young carers"]


def test_the_lists_that_come_with_the_product_are_found_by_everybody(tayside):
    load_reference_lists(by=Registrar(NOON))
    assert queries.stale() == 0
    assert names(tayside, "adverse childhood experiences", role=None, kinds=["glossary"])[0] == "ACEs"
    assert "Angus" in names(tayside, "angus", kinds=["places"])
    assert names(tayside, "angus", role=None, kinds=["places"]) == []
