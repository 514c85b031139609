"""The pages of the register, the spend page, and the public page to find help."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from realign.registers.places.panels import AreaReader
from realign.registers.places.queries import area
from realign.registers.services import actions, area_panels
from realign.registers.services.models import PreventionView, Service, ServiceYear, Spend
from tests.apps.registers.services.worlds import build
from tests.support.publishing import publish_all

HOME = "/tayside/work/services/"
COUNSELLING = f"{HOME}school-counselling/"


@pytest.fixture
def signed_in(client, register, tayside):
    """A browser with somebody signed in, by role."""

    def sign(role="commissioner"):
        client.force_login(tayside.people[role])
        return client

    return sign


def entry(service, **changed):
    """What the edit form sends for a service as it stands."""
    said = {
        "revision": service.revision, "name": service.name, "summary": service.summary, "scope": service.scope,
        "provider": service.provider_id, "tier": service.tier, "unit": service.unit,
        "age_from": service.age_from, "age_to": service.age_to, "how_to_reach": service.how_to_reach,
        "areas": [area.pk for area in service.areas.all()],
    }  # fmt: skip
    return said | changed


def rows(response):
    """A CSV download as dictionaries."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"School counselling", "Support for young carers", "Health visiting"}),
        ("?tier=universal", {"Health visiting"}),
        ("?sector=third-sector", {"Support for young carers"}),
        ("?area=S12000042", {"School counselling", "Health visiting"}),
        ("?age=0-2", {"Health visiting"}),
        ("?age=5-11", {"School counselling", "Support for young carers", "Health visiting"}),
        ("?prevention=none", {"Health visiting"}),
        ("?show=no-route", {"Health visiting"}),
        ("?show=third-sector", {"Support for young carers"}),
        ("?show=ended", set()),
        ("?q=counsellors", {"School counselling"}),
    ],
)
def test_the_register_is_searched_filtered_and_downloaded(signed_in, query, names):
    joint = "&" if query else "?"
    found = rows(signed_in().get(f"{HOME}{query}{joint}format=csv"))
    assert {row["Service"] for row in found} == names


def test_the_register_says_what_is_missing(signed_in):
    text = signed_in("reader").get(HOME).content.decode()
    assert "3 services running now. 1 of the 3 running services is from the third sector (33%)." in text
    assert "one without a referral route" in text


def test_a_service_page_answers_the_questions(signed_in):
    text = signed_in().get(COUNSELLING).content.decode()
    for words in ("430", "450", "162", "£609", "£262,000", "cash, 2025/26", "Ask your guidance teacher."):
        assert words in text


def test_the_prices_lead_the_amounts_of_a_service(signed_in):
    text = signed_in().get(COUNSELLING).content.decode()
    sentence = "£262,000 in 2025/26 from 1 funder (cash, 2025/26)."
    assert sentence in text
    assert text.index(sentence) < text.index("Spend by funder")


def test_an_entry_that_no_provider_confirmed_says_so(signed_in, client, tayside, register):
    text = signed_in().get(f"{HOME}health-visiting/").content.decode()
    assert "Not verified with the provider yet" in text
    here = area_panels.services_here(AreaReader(tayside.partnership, date(2026, 11, 20)), area("S12000041"))
    assert not here.facts, "nothing is public yet"
    publish_all(tayside.partnership, "service")
    here = area_panels.services_here(AreaReader(tayside.partnership, date(2026, 11, 20)), area("S12000041"))
    when = {fact.link.text: fact.source.when for fact in here.facts}
    assert when["Health visiting"] == "not verified with the provider yet"
    assert when["Support for young carers"] == "last verified 22 May 2024"
    found = client.get(reverse("services:found", args=["tayside", "health-visiting"])).content.decode()
    assert "<dd>Not verified with the provider yet</dd>" in found


def test_money_is_not_shown_to_those_who_may_bid(signed_in):
    client = signed_in("third-sector-representative")
    page = client.get(COUNSELLING).content.decode()
    assert re.findall(r"£\d[\d,]*", page) == []  # the thread says that it costs money, not how much
    assert "What it costs and who pays" not in page
    assert "Spend" not in rows(client.get(f"{HOME}?format=csv"))[0]
    assert client.get(f"{HOME}spend/").status_code == 403


def test_a_service_is_added(signed_in, tayside):
    said = {
        "name": "Youth hub", "summary": "A place to go.", "scope": "childrens", "unit": "children",
        "provider": tayside.bodies["dundee"].pk, "tier": "universal", "age_from": 11, "age_to": 18,
    }  # fmt: skip
    answer = signed_in().post(f"{HOME}add/", said)
    assert answer.url == f"{HOME}youth-hub/"


def test_wrong_ages_are_told_beside_the_field_and_nothing_typed_is_lost(signed_in, register):
    answer = signed_in().post(
        f"{COUNSELLING}edit/", entry(register["counselling"], age_from=19, target="Mine")
    )
    text = answer.content.decode()
    assert "Give the younger age first" in text
    assert "Mine" in text


def test_the_second_editor_sees_both_versions_and_loses_nothing(signed_in, register, tayside):
    old = entry(register["counselling"], summary="My words.")
    actions.change_service(
        by=tayside.actor("coordinator"), service=register["counselling"], revision=1, summary="Their words."
    )
    text = signed_in().post(f"{COUNSELLING}edit/", old).content.decode()
    assert "Their words." in text
    assert "My words." in text
    assert Service.objects.get(slug="school-counselling").summary == "Their words."


def test_a_year_is_recorded_and_corrected(signed_in, register):
    client = signed_in()
    client.post(f"{COUNSELLING}year/", {"year": "2026/27", "reached": 10})
    assert "already been recorded" in client.post(f"{COUNSELLING}year/", {"year": "2026/27"}).content.decode()
    assert "Write it like 2025/26" in client.post(f"{COUNSELLING}year/", {"year": "2026"}).content.decode()
    client.post(f"{COUNSELLING}year/?year=2026/27", {"revision": 1, "reached": 12})
    assert ServiceYear.objects.get(year="2026/27").reached == 12


def test_an_amount_is_recorded_as_people_write_it(signed_in, tayside):
    said = {
        "year": "2026/27",
        "funder": tayside.bodies["angus"].pk,
        "amount": "£1.2 million",
        "price_base": "cash",
    }
    signed_in("finance-officer").post(f"{COUNSELLING}money/", said)
    assert Spend.objects.get(year="2026/27").amount == 1_200_000


def test_the_others_views_of_a_purpose_are_sealed_until_one_s_own_is_given(signed_in, register, tayside):
    actions.classify_service(
        by=tayside.actor("coordinator"), service=register["counselling"], says="tertiary", reason="Too late."
    )
    client = signed_in()
    assert "Too late." not in client.get(f"{COUNSELLING}purpose/").content.decode()
    client.post(f"{COUNSELLING}purpose/", {"says": "secondary"})
    assert PreventionView.objects.count() == 2
    assert "Too late." in client.get(f"{COUNSELLING}purpose/").content.decode()


def test_the_shares_are_settled(signed_in):
    client = signed_in()
    wrong = client.post(f"{COUNSELLING}agree/", {"revision": 1, "primary": 50}).content.decode()
    assert "add up to 50" in wrong
    client.post(f"{COUNSELLING}agree/", {"revision": 1, "primary": 70, "responsive": 30})
    assert Service.objects.get(slug="school-counselling").prevention == "primary"


def test_a_check_and_an_end(signed_in):
    client = signed_in()
    client.post(f"{HOME}health-visiting/checked/")
    assert Service.objects.get(slug="health-visiting").verified_on is not None
    client.post(
        f"{HOME}health-visiting/end/",
        {"revision": 2, "on_day": "1", "on_month": "10", "on_year": "2026", "reason": "Joined with another."},
    )
    assert "Joined with another." in client.get(f"{HOME}health-visiting/").content.decode()


@pytest.mark.parametrize(
    ("changed", "offered"),
    [
        ({}, True),
        ({"starts_on": date(2025, 8, 18)}, True),
        ({"starts_on": date(2099, 8, 17)}, False),
        ({"ended_on": date(2026, 3, 31)}, False),
    ],
    ids=["provided", "begun", "planned", "ended"],
)
def test_the_page_of_families_is_offered_only_where_they_find_it(signed_in, register, changed, offered):
    publish_all(register["counselling"].partnership)
    Service.objects.filter(pk=register["counselling"].pk).update(**changed)
    client, public = signed_in(), "/tayside/services/school-counselling/"
    assert (f'href="{public}"' in client.get(COUNSELLING).content.decode()) is offered
    assert (client.get(public).status_code == 200) is offered


def test_the_spend_page_says_the_share_and_shows_what_is_untagged(signed_in):
    text = signed_in("finance-officer").get(f"{HOME}spend/").content.decode()
    assert "Of £1 million spent in 2025/26 (cash, 2025/26), 43% goes to preventing problems" in text
    assert "£573,000 is not tagged yet, so the true share of prevention lies between 43% and 100%" in text
    assert "Not tagged yet" in text


class TestFamilies:
    @pytest.fixture(autouse=True)
    def _published(self, register, tayside):
        publish_all(tayside.partnership)

    def test_they_find_help_without_an_account_and_see_no_money(self, client, register):
        text = client.get("/tayside/services/", {"q": "anxious"}).content.decode()
        assert "School counselling" in text
        assert "Health visiting" not in text
        assert "£" not in text
        page = client.get("/tayside/services/school-counselling/").content.decode()
        assert "Ask your guidance teacher." in page
        assert "Leave this page quickly" in page
        assert "£" not in page

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"age": "3"}, 1),
            ({"age": "12"}, 2),
            ({"area": "S12000041"}, 2),
            ({"age": "x"}, 3),
            ({"age": "²"}, 3),
            ({"age": "9" * 30}, 3),
            ({"q": "zebra"}, 0),
        ],
    )
    def test_they_narrow_by_age_and_place(self, client, register, asked, found):
        assert len(client.get("/tayside/services/", asked).context["services"]) == found

    def test_what_has_ended_is_not_found(self, client, register, tayside):
        actions.end_service(
            by=tayside.system,
            service=register["carers"],
            revision=1,
            on=register["carers"].verified_on,
            reason="It was closed.",
        )
        gone = client.get("/tayside/services/support-for-young-carers/")
        assert gone.status_code == 410
        assert "The service has ended, or has not begun." in gone.content.decode()
        assert "It was closed." not in gone.content.decode()
        assert "young carers" not in client.get("/tayside/services/").content.decode()


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        (
            f"{HOME}add/",
            {"name": "Youth hub", "summary": "A place to go.", "scope": "childrens", "tier": "universal"},
        ),
        (
            f"{HOME}health-visiting/edit/",
            {"revision": 1, "summary": "A place to go.", "age_from": 0, "age_to": 5},
        ),
        (f"{HOME}health-visiting/year/", {"year": "2026/27", "source": "A place to go."}),
        (
            f"{HOME}health-visiting/end/",
            {"revision": 1, "on_day": "1", "on_month": "10", "on_year": "2026", "reason": "A place to go."},
        ),
    ],
    ids=["add", "edit", "year", "end"],
)
def test_who_keeps_the_third_sector_s_entries_is_told_and_loses_nothing_typed(
    signed_in, register, tayside, address, typed
):
    """The service is NHS Tayside’s: a third-sector representative is refused only once everything is typed."""
    if "year" not in address and "end" not in address:
        typed = entry(register["visiting"]) | {"provider": tayside.bodies["nhs-tayside"].pk} | typed
    answer = signed_in("third-sector-representative").post(address, typed)
    assert answer.status_code == 200
    assert "your role keeps the services of the third sector" in answer.content.decode()
    assert "A place to go." in answer.content.decode()


def test_strangers_and_those_without_permission_are_turned_away(client, signed_in, elsewhere):
    assert client.get(HOME).status_code == 302
    assert signed_in("reader").get(f"{COUNSELLING}edit/").status_code == 403
    assert signed_in("reader").post(f"{COUNSELLING}purpose/", {"says": "primary"}).status_code == 403
    assert signed_in().get(f"{HOME}nothing/").status_code == 404
    build(elsewhere)
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(COUNSELLING).status_code == 404
    assert client.post(f"{COUNSELLING}checked/").status_code == 404


def test_a_figure_names_the_source_that_was_typed_with_it(signed_in, register):
    service = register["counselling"]
    year = ServiceYear.objects.filter(service=service).order_by("-year").first()
    Service.objects.filter(pk=service.pk).update(invented=False)
    ServiceYear.objects.filter(pk=year.pk).update(source="Return of June")
    Spend.objects.filter(service=service, year=year.year).update(source="Contract register", invented=False)
    page = signed_in("coordinator").get(COUNSELLING).content.decode()
    assert "Return of June" in page
    assert "Contract register" in page
    assert "as returned by the provider" not in page


def test_the_history_of_a_service_tells_of_its_years_and_of_money_where_money_is_seen(
    signed_in, register, tayside
):
    service, commissioner = register["counselling"], tayside.actor("commissioner")
    actions.record_year(by=commissioner, service=service, year="2026/27", capacity=321)
    paid = {"year": "2026/27", "amount": 1234, "price_base": "2026/27", "funder": tayside.bodies["dundee"]}
    actions.record_spend(by=commissioner, service=service, **paid)
    seen = history_of(signed_in("commissioner").get(COUNSELLING))
    assert "the service year “" in seen
    assert "the spend “" in seen
    hidden = history_of(signed_in("third-sector-representative").get(COUNSELLING))
    assert "the service year “" in hidden
    assert "the spend “" not in hidden


def history_of(answer):
    """The words of the history on a page."""
    page = answer.content.decode()
    return page[page.index('<ol class="rl_history"') :]
