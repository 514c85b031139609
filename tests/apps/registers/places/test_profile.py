"""An area has one page with everything known about it: for the public what is public, for members what they may see."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from realign.analyse.fit import actions as fit
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import actions as evidence
from realign.registers.evidence import queries as released
from realign.registers.gaps import actions as gaps
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.types import Recorded
from realign.registers.places import queries
from realign.registers.places.actions import load_gazetteer
from realign.registers.services import actions as services
from tests.apps.registers.evidence.tables import ANGUS, PERTH, shares
from tests.support.evidence import released_finding
from tests.support.publishing import publish_all

PUBLIC = reverse("places:public", args=["tayside", ANGUS])
MEMBERS = reverse("places:area", args=["tayside", ANGUS])


@pytest.fixture
def tayside(tayside):
    load_gazetteer(by=tayside.system)
    return tayside


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def signed_in(client, cast, role):
    client.force_login(cast.people[role])
    return client


def indicator(cast, slug, title, *rows, **values):
    by = cast.actor("analyst")
    made = indicators.create_indicator(
        by=by, slug=slug, title=title, polarity="higher", unit="%", producer="Scottish Government", **values
    )
    recorded = [Recorded(*row) for row in rows]
    indicators.record_observations(by=by, indicator=made, rows=recorded, title="Statistics of pupils")
    return made


def service(cast, name, *, areas=(ANGUS,)):
    by = cast.actor("coordinator")
    return services.create_service(
        by=by, name=name, summary="Help for families.", provider=cast.bodies["dundee"], tier="universal",
        age_from=5, age_to=12, areas=[queries.area(code) for code in areas], verified_on=by.at.date() - timedelta(days=9),
    )  # fmt: skip


@pytest.fixture
def known(tayside):
    """Something of every kind that is public about Angus, and of every kind that is not."""
    indicator(
        tayside, "attendance", "School attendance", (ANGUS, "2022/23", 90.5), ("S92000003", "2022/23", 92.5)
    )
    table = shares(tayside, few=30)
    released_finding(
        tayside,
        slug="told",
        sentence="One in five struggles.",
        strength="fair",
        release=table,
        area=queries.area(ANGUS),
    )
    club = service(tayside, "Breakfast club")
    publish_all(tayside.partnership)
    by = tayside.actor("coordinator")
    services.record_year(by=by, service=club, year="2025/26", reached=120, capacity=150)
    services.record_spend(
        by=tayside.actor("commissioner"), service=club, year="2025/26", funder=tayside.bodies["dundee"],
        amount=Decimal(64_000), price_base="cash, 2025/26",
    )  # fmt: skip
    indicator(tayside, "waiting", "Waits for a second person", (ANGUS, "2022/23", 61.5))
    evidence.create_finding(
        by=tayside.actor("analyst"), slug="draft", sentence="A draft about Angus.", strength="weak", source="Talks",
        area=queries.area(ANGUS),
    )  # fmt: skip
    service(tayside, "Not published yet")
    gaps.create_gap(
        by=tayside.actor("analyst"), title="Nobody counts young carers", kind="not-collected", effect="We miss them.",
        area=queries.area(ANGUS), fix="Ask in the next round.", whom="Young carers", owner=tayside.people["analyst"],
        due_on=by.at.date() + timedelta(days=30),
    )  # fmt: skip
    fit.create_need(
        by=tayside.actor("analyst"), name="Struggles with worry", definition="A raised score", age_from=5, age_to=17,
        release=table,
    )  # fmt: skip
    return tayside


MEMBERS_ONLY = (
    "Waits for a second person", "61.5", "A draft about Angus.", "Not published yet", "Nobody counts young carers",
    "Struggles with worry", "£64,000", "120 children",
)  # fmt: skip


def test_the_public_reads_what_is_public_with_its_source_and_nothing_else(client, known):
    page = words(client, PUBLIC)
    for public in (
        "20,715 children aged 0 to 17 live in Angus (mid-2022, National Records of Scotland",
        "School attendance",
        "90.5% (2022/23)",
        "92.5%. 2 percentage points below",
        "Scottish Government, imported 20 November 2026",
        "Pupils who struggle: shares",
        "20% (95% interval 16% to 24%)",
        "Small survey, March 2026, released 20 November 2026",
        "Breakfast club",
        "last verified 11 November 2026",
        "One in five struggles.",
    ):
        assert public in page, public
    assert [hidden for hidden in MEMBERS_ONLY if hidden in page] == []


def test_members_read_more_and_spend_only_where_their_role_may(client, known):
    page = words(signed_in(client, known, "analyst"), MEMBERS)
    assert [hidden for hidden in MEMBERS_ONLY if hidden not in page] == []
    assert "A draft about Angus." in page.partition("Findings")[2]
    other = words(signed_in(client, known, "third-sector-representative"), MEMBERS)
    assert "120 children" in other
    assert "£64,000" not in other
    assert "Spend a year" not in other


def test_a_member_on_the_public_page_reads_what_the_public_reads(client, known):
    page = words(signed_in(client, known, "analyst"), PUBLIC)
    assert [hidden for hidden in MEMBERS_ONLY if hidden in page] == []
    assert MEMBERS in page, "and finds the way to their own"
    assert PUBLIC in words(client, MEMBERS)


def test_a_hidden_figure_is_a_sign_and_the_signs_have_their_key(client, known):
    assert "confidential: hidden" not in words(client, PUBLIC), "no key where no sign stands"
    shares(known, "few", few=3)
    page = words(client, reverse("places:public", args=["tayside", PERTH]))
    assert "[c]" in page.partition("Survey results")[2].partition("</table>")[0]
    assert "confidential: hidden to protect people" in page


def test_what_was_withdrawn_leaves_the_page(client, known):
    table = released.release(known.partnership, "shares")
    evidence.withdraw_release(
        by=known.actor("coordinator"), release=table, revision=1, reason="Wrong weights."
    )
    page = words(client, PUBLIC)
    assert "Pupils who struggle" not in page
    assert "One in five struggles." not in page, "and so does what rests on it"


def test_where_nothing_is_known_each_part_says_what_would_fill_it(client, tayside):
    page = words(client, PUBLIC)
    for empty in (
        "No indicator has a published value for this area.",
        "No released survey table has a figure for this area.",
        "No public service entry names this area.",
        "No findings name this area yet.",
    ):
        assert empty in page, empty
    members = words(signed_in(client, tayside, "analyst"), MEMBERS)
    assert "Import a file of figures, or type one value." in members
    assert "No needs are recorded yet." in members
    assert "No open data gap names this area." in members


def test_a_service_that_names_no_area_serves_the_partnership_and_no_other(client, tayside):
    service(tayside, "For everybody", areas=())
    publish_all(tayside.partnership)
    assert "For everybody" in words(client, PUBLIC)
    assert "For everybody" not in words(client, reverse("places:public", args=["tayside", "S12000047"]))


@pytest.mark.parametrize("code", ["S92000003", "S08000030", "S12000047"])
def test_every_kind_of_area_has_a_page(client, known, code):
    assert "Population" in words(client, reverse("places:public", args=["tayside", code]))
    assert "Population" in words(
        signed_in(client, known, "planner"), reverse("places:area", args=["tayside", code])
    )


def test_an_area_that_nobody_knows_is_not_found(client, tayside):
    assert client.get(reverse("places:public", args=["tayside", "S12999999"])).status_code == 404


def test_side_by_side_and_the_profile_lead_to_each_other(client, known):
    signed_in(client, known, "planner")
    compare = reverse("places:compare", args=["tayside"])
    assert f'href="{compare}?these={ANGUS}"' in words(client, MEMBERS)
    beside = words(client, f"{compare}?these={ANGUS},{PERTH}")
    assert f'href="{MEMBERS}"' in beside


def test_places_lead_to_their_profiles_wherever_they_are_named(client, known):
    named_for_everybody = {
        "places:public-list": [],
        "evidence:library": [],
        "evidence:finding": ["told"],
        "evidence:release": ["shares"],
        "services:found": ["breakfast-club"],
        "trends:public": ["attendance"],
    }
    for name, more in named_for_everybody.items():
        assert f'href="{PUBLIC}"' in words(client, reverse(name, args=["tayside", *more])), name
    signed_in(client, known, "analyst")
    named_for_members = {
        "places:list": [],
        "evidence:library": [],
        "evidence:finding": ["told"],
        "evidence:release": ["shares"],
        "services:service": ["breakfast-club"],
        "trends:trend": ["attendance"],
        "indicators:indicator": ["attendance"],
        "gaps:gap": ["nobody-counts-young-carers"],
    }
    for name, more in named_for_members.items():
        assert f'href="{MEMBERS}"' in words(client, reverse(name, args=["tayside", *more])), name


def test_the_public_list_is_of_the_partnerships_own_areas(client, tayside, elsewhere):
    Partnership.objects.filter(slug="elsewhere").update(council_codes=["S12000047"])
    here = words(client, reverse("places:public-list", args=["tayside"]))
    assert "Angus" in here
    assert "NHS Tayside" in here
    assert "Glasgow" not in here
    there = words(client, reverse("places:public-list", args=["elsewhere"]))
    assert "Angus" not in there
    assert "Fife" in there


def test_however_much_is_known_the_page_asks_as_often(client, known, django_assert_max_num_queries):
    signed_in(client, known, "analyst")
    for address in (PUBLIC, MEMBERS):
        words(client, address)
    with django_assert_max_num_queries(80) as few:
        words(client, PUBLIC)
    with django_assert_max_num_queries(100) as few_for_members:
        words(client, MEMBERS)
    for number in range(3):
        indicator(
            known,
            f"more-{number}",
            f"Measure {number}",
            (ANGUS, "2022/23", 50.0),
            ("S92000003", "2022/23", 51.0),
        )
        table = shares(known, f"more-{number}")
        released_finding(
            known,
            slug=f"more-{number}",
            sentence=f"Sentence {number}.",
            strength="fair",
            release=table,
            area=queries.area(ANGUS),
        )
        service(known, f"Service {number}")
        fit.create_need(
            by=known.actor("analyst"),
            name=f"Need {number}",
            definition="x",
            age_from=5,
            age_to=17,
            release=table,
        )
    publish_all(known.partnership)
    with django_assert_max_num_queries(len(few)):
        assert "Measure 2" in words(client, PUBLIC)
    with django_assert_max_num_queries(len(few_for_members)):
        assert "Need 2" in words(client, MEMBERS)
