"""The indicator pages: the list, one in full, changing what is said, and files out."""

import csv
import io
import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from realign.registers.indicators import actions, queries
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.panels import PANELS, IndicatorPanel
from tests.apps.registers.indicators.bring import bring

LGBF = "ca_code,council,indicator,title,year,value,higher_is_better\n"
ROWS = (
    ",Angus,CHN4,% of pupils with five awards,2018-19,50,Yes\n"
    ",Angus,CHN4,% of pupils with five awards,2019-20,52.5,Yes\n"
    ",Dundee City,CHN4,% of pupils with five awards,2018-19,*,Yes\n"
    ",Dundee City,CHN4,% of pupils with five awards,2019-20,48,Yes\n"
    ",Scotland,CHN4,% of pupils with five awards,2018-19,55,Yes\n"
    ",Scotland,CHN4,% of pupils with five awards,2019-20,56,Yes\n"
    ",Fife,CHN4,% of pupils with five awards,2019-20,54,Yes\n"
)


@pytest.fixture
def analyst(client, places, write):
    bring(places.actor("analyst"), write(LGBF + ROWS), "lgbf")
    client.force_login(places.people["analyst"])
    return client


def words(response):
    assert response.status_code == 200
    return response.content.decode()


def address(name, *more):
    return reverse(f"indicators:{name}", args=["tayside", *more])


def test_the_list_shows_latest_values_and_searches_and_filters(analyst):
    page = words(analyst.get(address("list")))
    assert "52.5% (2019/20)" in page
    assert "48% (2019/20)" in page
    assert "No matches" in words(analyst.get(address("list"), {"q": "smoking"}))
    assert "five awards" in words(analyst.get(address("list"), {"scheme": "lgbf"}))
    text = b"".join(analyst.get(address("list"), {"format": "csv"}).streaming_content).decode()
    assert "five awards" in text


def test_one_indicator_says_where_it_stands_what_it_is_and_where_it_is_from(analyst):
    page = words(analyst.get(address("indicator", "lgbf-chn4")))
    assert "In 2019/20: Angus 52.5%, Dundee City 48%; Scotland 56%. Higher is better." in page
    assert "<svg" in page
    assert "hidden to protect people" in page
    assert "Improvement Service" in page
    assert "7 of 7 values still current" in page
    assert "Not recorded" in page
    others = page.split("Other councils")[-1]
    assert "54%" in others
    assert "Our council" in others


def test_its_values_download_with_symbols(analyst):
    answer = analyst.get(address("indicator", "lgbf-chn4"), {"format": "csv", "table": "values"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode().lstrip("\ufeff"))))
    assert len(rows) == 6
    assert {row["Value (%)"] for row in rows} >= {"[c]", "52.5"}


def test_an_earlier_vintage_stays_on_the_page(analyst, places, write):
    bring(places.actor("analyst"), write(LGBF + ROWS.replace("52.5", "53.5"), "later.csv"), "lgbf")
    page = words(analyst.get(address("indicator", "lgbf-chn4")))
    assert "53.5%" in page
    before = page.split("Earlier versions")[-1]
    assert "1 value was replaced by a later file. The largest change is 1 percentage points" in before
    assert "52.5%" in before


def test_imputed_and_projected_values_are_tagged(analyst, places, write):
    path = write(
        "CPP,Indicator,Type,Year,value\nAngus,Child Poverty,Raw data,2021/22,20\n"
        "Angus,Child Poverty,Imputed,2022/23,21\nAngus,Child Poverty,Projected,2029/30,18\n",
        "cpop.csv",
    )
    bring(places.actor("analyst"), path, "cpop")
    page = words(analyst.get(address("indicator", "cpop-child-poverty")))
    assert "Imputed" in page
    assert "Projected" in page
    assert "In 2021/22: Angus 20." in page


def test_what_is_said_can_be_changed_and_collisions_lose_nothing(analyst, places):
    form = {"title": "Five awards", "polarity": "higher", "definition": "Mine", "revision": "1"}
    form |= {"use_for": "Comparing with one’s own past", "comparable": "same"}
    answer = analyst.post(address("edit", "lgbf-chn4"), form)
    assert answer.status_code == 302
    page = words(analyst.post(address("edit", "lgbf-chn4"), {**form, "definition": "Also mine"}))
    assert "changed this while you were editing" in page
    assert "Also mine" in page
    assert queries.indicator(places.partnership, "lgbf-chn4").definition == "Mine"


def test_an_indicator_of_ones_own_needs_to_say_which_way_is_better(analyst, places):
    """IND-01: missing direction refused. ANA-26: so is a missing note on use."""
    form = {
        "title": "Youth hubs open",
        "unit": "hubs",
        "definition": "Hubs open on 31 March",
        "comparable": "local",
    }
    analyst.post(address("new"), {**form, "polarity": "higher"})
    assert not Indicator.objects.filter(scheme="local").exists()
    form["use_for"] = "Saying how many there are, not how good they are"
    assert "revision" not in words(analyst.post(address("new"), form)).split("<main")[0]
    assert not Indicator.objects.filter(scheme="local").exists()
    analyst.post(address("new"), {**form, "polarity": "higher"})
    held = queries.indicator(places.partnership, "youth-hubs-open")
    assert (held.scheme, held.polarity, held.changed_by) == ("local", "higher", places.people["analyst"])
    assert "already an indicator" in words(analyst.post(address("new"), {**form, "polarity": "higher"}))
    # a title that is the address of another page would never be reached
    taken = words(analyst.post(address("new"), {**form, "polarity": "higher", "title": "Quality"}))
    assert "used in addresses for something else" in taken
    assert "Hubs open on 31 March" in taken
    nameless = words(analyst.post(address("new"), {**form, "polarity": "higher", "title": "???"}))
    assert "cannot be used in an address" in nameless


@pytest.mark.parametrize(
    ("role", "name", "more", "status"),
    [
        ("reader", "list", (), 200),
        ("reader", "indicator", ("lgbf-chn4",), 200),
        ("reader", "edit", ("lgbf-chn4",), 403),
        ("reader", "new", (), 403),
        ("planner", "edit", ("lgbf-chn4",), 200),
        ("planner", "indicator", ("nothing",), 404),
    ],
)
def test_who_may_open_what(analyst, client, places, role, name, more, status):
    client.force_login(places.people[role])
    assert client.get(address(name, *more)).status_code == status


def test_strangers_find_nothing(analyst, client, elsewhere):
    client.force_login(elsewhere.people["analyst"])
    assert client.get(address("indicator", "lgbf-chn4")).status_code == 404
    assert client.get(reverse("indicators:indicator", args=["elsewhere", "lgbf-chn4"])).status_code == 404


def test_files_out_follow_their_conventions(analyst):
    scotpho = list(csv.DictReader(io.StringIO(words(analyst.get(address("export", "scotpho"))))))
    assert list(scotpho[0])[:5] == ["area_code", "area_type", "area_name", "year", "period"]
    assert [row["measure"] for row in scotpho if row["area_name"] == "Dundee City"] == ["[c]", "48.0"]
    assert "Fife" not in {row["area_name"] for row in scotpho}
    tidy = list(csv.reader(io.StringIO(words(analyst.get(address("export", "opensdg"))))))
    assert (tidy[0][0], tidy[0][-1]) == ("Year", "Value")
    assert all(row[-1] for row in tidy)
    values = json.loads(words(analyst.get(address("export", "json"))))
    assert [row["symbol"] for row in values if row["value"] is None] == ["[c]"]
    book = load_workbook(io.BytesIO(analyst.get(address("export", "xlsx")).content))
    assert book.sheetnames == ["Values", "Definitions", "Notes"]
    assert book["Values"].max_row == 7
    assert analyst.get(address("export", "runes")).status_code == 404


def test_what_goes_out_in_scotpho_columns_comes_in_again_elsewhere(analyst, elsewhere, write):
    text = words(analyst.get(address("export", "scotpho")))
    record = bring(elsewhere.actor("analyst"), write(text, "out.csv"), "scotpho")
    assert record.summary["new"] == 6
    held = Indicator.objects.get(partnership=elsewhere.partnership)
    assert (held.title, held.unit) == ("% of pupils with five awards", "%")


def test_a_floor_above_can_add_a_part_to_the_page(analyst):
    def signals(request, indicator):
        return f"<p>Signals of {indicator.slug}</p>"

    with PANELS.holding(IndicatorPanel(signals)):
        assert "Signals of lgbf-chn4" in words(analyst.get(address("indicator", "lgbf-chn4")))


def test_pages_take_as_many_queries_however_much_is_held(
    analyst, places, write, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        analyst.get(address("list"))
    with django_assert_max_num_queries(36):
        analyst.get(address("indicator", "lgbf-chn4"))
    more = "".join(
        f",{council},CHN{number},% of pupils {number},{2000 + year}-{year + 1:02d},50,Yes\n"
        for council in ("Angus", "Fife", "Dundee City")
        for number in range(4, 12)
        for year in range(1, 18)
    )
    bring(places.actor("analyst"), write(LGBF + more, "more.csv"), "lgbf")
    with django_assert_max_num_queries(14):
        analyst.get(address("list"))
    with django_assert_max_num_queries(36):
        analyst.get(address("indicator", "lgbf-chn4"))


def test_series_and_latest_take_one_query_each(analyst, places, django_assert_num_queries):
    areas = queries.comparison_areas(places.partnership)
    indicator = queries.indicator(places.partnership, "lgbf-chn4")
    with django_assert_num_queries(1):
        queries.series(indicator, areas)
    with django_assert_num_queries(1):
        queries.latest([indicator], areas)


def test_defining_and_editing_leave_events_and_refuse_readers(places):
    from realign.foundations.audit import queries as audit
    from realign.foundations.partnerships.types import Refusal

    by = places.actor("planner")
    indicator = actions.create_indicator(by=by, slug="hubs", title="Hubs", polarity="higher")
    actions.change_indicator(by=by, indicator=indicator, revision=1, title="Youth hubs")
    assert [event.verb for event in audit.history("tayside", indicator)] == ["changed", "defined"]
    with pytest.raises(Refusal):
        actions.create_indicator(by=places.actor("reader"), slug="no", title="No", polarity="higher")
    with pytest.raises(Refusal):
        actions.change_indicator(by=places.actor("reader"), indicator=indicator, revision=2, title="No")
    indicator.refresh_from_db()
    assert indicator.title == "Youth hubs"
