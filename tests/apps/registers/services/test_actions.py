"""Writing the register: the result, the event, and nothing on refusal."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.services import actions
from realign.registers.services.models import PreventionView, Service, ServiceYear, Spend
from tests.apps.registers.services.worlds import CASH, areas


def last(cast):
    """The newest event of a partnership."""
    return audit.events(cast.partnership.slug).first()


def test_a_service_gets_a_short_name_areas_and_an_event(register, tayside):
    service = register["carers"]
    assert (service.slug, service.prevention) == ("support-for-young-carers", "secondary")
    assert [area.name for area in service.areas.all()] == ["Angus"]
    assert [event.verb for event in audit.history("tayside", service)] == ["added"]


def test_two_services_of_one_name_get_two_addresses(register, tayside):
    again = actions.create_service(
        by=tayside.actor("commissioner"),
        name="School counselling",
        summary="Another.",
        provider=tayside.bodies["angus"],
        tier="additional",
    )
    assert again.slug == "school-counselling-2"


def test_those_who_may_not_are_refused_and_nothing_happens(tayside):
    before = audit.events("tayside").count()
    with pytest.raises(Refusal, match="does not include this"):
        actions.create_service(
            by=tayside.actor("planner"), name="Mine", provider=tayside.bodies["dundee"], tier="universal"
        )
    assert not Service.objects.exists()
    assert audit.events("tayside").count() == before


def test_a_stranger_s_provider_is_refused(tayside, elsewhere):
    with pytest.raises(Refusal, match="another partnership"):
        actions.create_service(
            by=tayside.system, name="Mine", provider=elsewhere.bodies["dundee"], tier="universal"
        )
    assert not Service.objects.exists()


def test_a_change_tells_what_was_and_what_is(register, tayside):
    service = register["counselling"]
    actions.change_service(
        by=tayside.actor("commissioner"), service=service, revision=1, age_to=19, areas=areas("S12000041")
    )
    service.refresh_from_db()
    assert (service.age_to, service.revision) == (19, 2)
    changes = audit.history("tayside", service)[0].detail["changes"]
    assert changes == {"areas": [["Dundee City"], ["Angus"]], "age_to": [18, 19]}


def test_of_two_people_the_second_is_told_even_when_only_the_places_changed(register, tayside):
    service = register["counselling"]
    actions.change_service(
        by=tayside.actor("commissioner"), service=service, revision=1, areas=areas("S12000041")
    )
    for values in ({"target": "Mine"}, {"areas": areas("S12000048")}):
        with pytest.raises(ChangedMeanwhile, match="Commissioner of Tayside changed this"):
            actions.change_service(
                by=tayside.actor("coordinator"),
                service=Service.objects.get(pk=service.pk),
                revision=1,
                **values,
            )
    service.refresh_from_db()
    assert (service.target, [area.name for area in service.areas.all()]) == ("", ["Angus"])


def test_an_ended_service_stays_with_its_reason_and_cannot_be_changed(register, tayside):
    service = register["carers"]
    actions.end_service(
        by=tayside.actor("coordinator"),
        service=service,
        revision=1,
        on=date(2026, 10, 1),
        reason="Its grant ended.",
    )
    assert last(tayside).verb == "ended"
    with pytest.raises(Refusal, match="ended on 1 October 2026"):
        actions.change_service(by=tayside.system, service=service, revision=2, target="Mine")
    with pytest.raises(Refusal, match="ended on 1 October 2026"):
        actions.end_service(
            by=tayside.system, service=service, revision=2, on=date(2026, 10, 2), reason="Again."
        )


def test_an_end_without_a_reason_is_refused(register, tayside):
    with pytest.raises(Refusal, match="reason is missing"):
        actions.end_service(
            by=tayside.system, service=register["carers"], revision=1, on=date(2026, 10, 1), reason=" "
        )
    assert Service.objects.get(pk=register["carers"].pk).ended_on is None


def test_a_check_with_the_provider_is_dated(register, tayside):
    service = register["visiting"]
    actions.verify_service(
        by=tayside.actor("commissioner"), service=service, revision=1, on=date(2026, 11, 20)
    )
    assert (service.verified_on, last(tayside).verb) == (date(2026, 11, 20), "verified with the provider")


def test_a_year_is_recorded_once_and_then_corrected(register, tayside):
    service = register["visiting"]
    year = actions.record_year(by=tayside.system, service=service, year="2025/26", reached=990)
    with pytest.raises(ValidationError):
        actions.record_year(by=tayside.system, service=service, year="2025/26", reached=1)
    actions.record_year(by=tayside.system, service=service, year="2025/26", revision=1, reached=1010)
    year.refresh_from_db()
    assert (year.reached, last(tayside).verb) == (1010, "corrected")
    with pytest.raises(ChangedMeanwhile):
        actions.record_year(by=tayside.system, service=service, year="2025/26", revision=1, reached=2)
    assert ServiceYear.objects.get(pk=year.pk).reached == 1010


def test_money_needs_its_own_permission(register, tayside):
    before = audit.events("tayside").count()
    money = {"year": "2024/25", "funder": tayside.bodies["angus"], "amount": Decimal(1), "price_base": CASH}
    with pytest.raises(Refusal, match="does not include this"):
        actions.record_spend(by=tayside.actor("coordinator"), service=register["carers"], **money)
    assert audit.events("tayside").count() == before
    actions.record_spend(by=tayside.actor("finance-officer"), service=register["carers"], **money)
    assert Spend.objects.filter(year="2024/25").count() == 1


def test_money_below_nothing_and_strange_funders_are_refused(register, tayside, elsewhere):
    held = Spend.objects.count()
    money = {"service": register["carers"], "year": "2024/25", "price_base": CASH}
    with pytest.raises(ValidationError):
        actions.record_spend(by=tayside.system, funder=tayside.bodies["angus"], amount=Decimal("-1"), **money)
    with pytest.raises(Refusal, match="another partnership"):
        actions.record_spend(by=tayside.system, funder=elsewhere.bodies["angus"], amount=Decimal(1), **money)
    assert Spend.objects.count() == held


def test_each_person_has_one_view_of_a_purpose_and_may_change_it(register, tayside):
    service = register["visiting"]
    for role, says in (
        ("commissioner", "primary"),
        ("finance-officer", "primary"),
        ("commissioner", "secondary"),
    ):
        actions.classify_service(by=tayside.actor(role), service=service, says=says)
    views = PreventionView.objects.filter(service=service).values_list("by_whom", "says")
    assert dict(views) == {
        "Commissioner of Tayside": "secondary",
        "Finance officer of Tayside": "primary",
    }


def test_the_settled_shares_name_the_main_purpose(register, tayside):
    service = register["visiting"]
    actions.agree_prevention(
        by=tayside.actor("coordinator"),
        service=service,
        revision=1,
        shares={"primary": 80, "secondary": 20, "tertiary": 0},
    )
    assert (service.prevention, service.prevention_shares) == ("primary", {"primary": 80, "secondary": 20})
    with pytest.raises(Refusal, match="add up to 90"):
        actions.agree_prevention(by=tayside.system, service=service, revision=2, shares={"primary": 90})
    assert Service.objects.get(pk=service.pk).prevention_shares["primary"] == 80
