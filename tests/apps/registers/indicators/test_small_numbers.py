"""A value with few people behind it is held back from everybody outside as soon as it comes in, and says why.

Values are brought as people bring them, and looked for at every public address that shows the indicator.
"""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from realign.foundations.files.models import Import
from realign.foundations.files.registry import exports
from realign.foundations.partnerships.access import PUBLIC
from realign.foundations.partnerships.models import Partnership
from realign.registers.indicators import actions, queries
from realign.registers.indicators.models import Observation
from realign.registers.indicators.types import Recorded
from tests.apps.registers.indicators.bring import bring
from tests.support.publishing import publish_all
from tests.whole.addresses import addresses, opened_with
from tests.whole.walking import follow

VALUES = "indicator,area,period,value,lower,upper,numerator,denominator,breakdown\n"
# 7439.5 and 31847.5 stand for values that nobody could mistake; two children are behind the first
SMALL = (
    "waits,Angus,2023/24,5000.5,,,40,800,\n"
    "waits,Angus,2024/25,7439.5,7431.5,7433.5,2,8527,\n"
    "waits,Angus,2025/26,6000.5,,,48,800,\n"
    "waits,Scotland,2024/25,5500.5,,,4000,80000,\n"
)
TRACES = {"7439", "7440", "7439.5", "7431", "7432", "7433", "7434", "8527"}


@pytest.fixture
def indicator(places):
    return actions.create_indicator(
        by=places.actor("analyst"),
        slug="waits",
        title="Days waited altogether",
        polarity="lower",
        unit="days",
    )


@pytest.fixture
def analyst(client, places):
    client.force_login(places.people["analyst"])
    return client


def bring_on_page(client, text, name="values.csv"):
    """Bring a file on its page and take it in; answers the page that showed what was found."""
    address = reverse("files:new", args=["tayside", "indicators", "values"])
    page = client.post(address, {"file": SimpleUploadedFile(name, (VALUES + text).encode())}, follow=True)
    record = Import.objects.latest("pk")
    assert record.state == Import.State.READY, record.problems
    client.post(reverse("files:accept", args=["tayside", record.pk]))
    publish_all(record.partnership, "values", "indicator")
    return page.content.decode()


def public_walk():
    """Whatever a visitor can read that begins at the indicator’s own pages, its programme answers and its files."""
    publish_all(Partnership.objects.get(slug="tayside"), "values", "indicator")
    files = [f"/tayside/indicators/waits/{one.slug}/" for one in exports("indicators")]
    asked = "/tayside/api/v1/indicators/waits/observations/"
    starts = [reverse("trends:public", args=["tayside", "waits"]), *files, asked, f"{asked}?vintages=true"]
    everywhere = [
        opened_with(one, "tayside", {})
        for one in addresses()
        if one.rule == PUBLIC and one.parts == ("partnership",)
    ]
    found = follow(Client(), "tayside", [*starts, *everywhere], rules={PUBLIC})
    assert set(starts) <= set(found.read)
    return found


def held(period="2024/25", area="Angus", breakdown=""):
    return Observation.objects.get(period=period, area__name=area, breakdown=breakdown, is_current=True)


def test_no_public_address_shows_a_trace_of_it(analyst, indicator):
    found_page = bring_on_page(analyst, SMALL)
    assert "Hidden from the public because they count few people: 1 row." in found_page
    found = public_walk()
    assert found.leaks(TRACES) == {}
    # the eyes of the walk are open: what is not small is found
    assert len(found.leaks({"6000.5"})) >= 6


def test_everybody_is_told_why(analyst, indicator):
    bring_on_page(analyst, SMALL)
    page = Client().get(reverse("trends:public", args=["tayside", "waits"])).content.decode()
    assert "hidden: fewer than 5" in page
    values = Client().get("/tayside/api/v1/indicators/waits/observations/").json()["items"]
    (small,) = [one for one in values if one["held_back"]]
    assert (small["held_back"], small["symbol"], small["value"]) == ("fewer than 5", "[c]", None)
    rows = list(csv.DictReader(io.StringIO(Client().get("/tayside/indicators/waits/csv/").content.decode())))
    assert [row["held_back"] for row in rows if row["symbol"] == "[c]"] == ["fewer than 5"]


def test_members_read_it_with_the_reason(analyst, indicator):
    bring_on_page(analyst, SMALL)
    page = analyst.get(reverse("indicators:indicator", args=["tayside", "waits"])).content.decode()
    assert "7,440" in page
    assert "Hidden from the public: fewer than 5" in page


def test_a_value_written_down_by_hand_is_held_back_too(places, indicator):
    rows = [Recorded("Angus", "2024/25", 7439.5, numerator=2.0, denominator=8527.0)]
    actions.record_observations(by=places.actor("analyst"), indicator=indicator, rows=rows)
    assert (held().value, held().numerator, held().held_back) == (None, None, "fewer than 5")


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [
        ("0", "100", ""),
        ("1", "100", "fewer than 5"),
        ("4", "100", "fewer than 5"),
        ("5", "100", ""),
        ("", "4", "fewer than 5"),
        ("", "5", ""),
        ("", "", ""),
    ],
)
def test_the_threshold_holds_exactly(places, indicator, write, numerator, denominator, reason):
    path = write(VALUES + f"waits,Angus,2024/25,12,,,{numerator},{denominator},\n")
    bring(places.actor("analyst"), path, "values")
    assert held().held_back == reason


def test_a_number_of_people_is_judged_by_itself(places, write):
    header = "FeatureCode,DateCode,Measurement,Units,Value\n"
    rows = "S12000041,2021,Count,Children,4\nS12000042,2021,Count,Children,5\n"
    bring(places.actor("analyst"), write(header + rows), "statistics-gov-scot", indicator="On the register")
    assert [row.held_back for row in Observation.objects.order_by("area__name")] == ["fewer than 5", ""]


def test_stricter_rules_hold_back_more_and_looser_ones_let_go(analyst, places, indicator, write):
    bring(places.actor("analyst"), write(VALUES + "waits,Angus,2024/25,12,,,7,100,\n"), "values")
    assert held().value == 12
    form = {"title": "Days waited altogether", "polarity": "lower", "use_for": "Seeing", "comparable": "same"}
    page = reverse("indicators:edit", args=["tayside", "waits"])
    analyst.post(page, {**form, "disclosure_profile": "nes", "revision": "1"})
    assert (held().value, held().held_back) == (None, "fewer than 10")
    analyst.post(page, {**form, "disclosure_profile": "fewer-than-5", "revision": "2"})
    assert (held().value, held().numerator, held().held_back) == (12, 7, "")


def test_the_same_file_again_changes_nothing(places, indicator, write):
    path = write(VALUES + SMALL)
    bring(places.actor("analyst"), path, "values")
    again = bring(places.actor("analyst"), path, "values")
    assert (again.summary["changed"], again.summary["unchanged"]) == (0, 4)


def test_what_was_said_before_or_without_counts_does_not_give_it_away(places, indicator, write):
    by = places.actor("analyst")
    bring(by, write(VALUES + "waits,Angus,2024/25,7431.5,,,,,\n"), "values")
    bring(by, write(VALUES + "waits,Angus,2024/25,7439.5,,,2,8527,\n", "small.csv"), "values")
    bring(by, write(VALUES + "waits,Angus,2024/25,7433.5,,,,,\n", "without.csv"), "values")
    assert {row.held_back for row in Observation.objects.all()} == {"fewer than 5"}
    assert public_walk().leaks(TRACES) == {}


def test_one_held_back_part_of_a_total_takes_the_next_smallest_with_it(places, indicator, write):
    """Secondary suppression: girls and boys add up to everybody."""
    rows = (
        "waits,Angus,2024/25,12,,,20,100,\n"
        "waits,Angus,2024/25,11,,,3,40,sex: girls\n"
        "waits,Angus,2024/25,13,,,17,60,sex: boys\n"
        "waits,Angus,2024/25,12,,,9,50,age: 5\n"
        "waits,Angus,2024/25,12,,,11,50,age: 6\n"
    )
    bring(places.actor("analyst"), write(VALUES + rows), "values")
    assert held(breakdown="sex: girls").held_back == "fewer than 5"
    assert held(breakdown="sex: boys").held_back == "another hidden figure could be calculated from it"
    assert [held(breakdown=one).held_back for one in ("", "age: 5", "age: 6")] == ["", "", ""]


def test_councils_that_add_up_to_their_health_board_are_protected_alike(places, indicator, write):
    rows = (
        "waits,NHS Tayside,2024/25,12,,,130,900,\n"
        "waits,Angus,2024/25,11,,,2,200,\n"
        "waits,Dundee City,2024/25,13,,,60,300,\n"
        "waits,Perth and Kinross,2024/25,12,,,68,400,\n"
    )
    bring(places.actor("analyst"), write(VALUES + rows), "values")
    shown = {row.area.name for row in Observation.objects.filter(held_back="").select_related("area")}
    assert shown == {"NHS Tayside", "Perth and Kinross"}


@pytest.mark.parametrize("many", [3, 30])
def test_taking_values_in_takes_as_many_queries_however_many_are_small(
    places, indicator, write, django_assert_max_num_queries, many
):
    by = places.actor("analyst")
    rows = [f"waits,Angus,{year}/{(year + 1) % 100:02d},12,,,2,100,\n" for year in range(1990, 1990 + many)]
    # of these about 30 keep the record of changes and the index of the search up to date
    with django_assert_max_num_queries(92):
        bring(by, write(VALUES + "".join(rows)), "values")
    assert Observation.objects.exclude(held_back="").count() == many
    assert all(point.value is None for point in _points(places, indicator))


def _points(places, indicator):
    (series,) = queries.series(indicator, [held("1990/91").area])
    return series.points
