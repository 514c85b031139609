"""One index of what is published: released tables and public indicators, by theme, kind, area, year and source."""

import csv
import io

import pytest
from django.urls import reverse

from realign.registers.evidence import actions, queries
from realign.registers.evidence.presenters import index
from realign.registers.evidence.rules import HOW_TABLES
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.types import Recorded
from realign.registers.places.actions import load_gazetteer
from tests.apps.registers.evidence.tables import means, shares
from tests.support.publishing import publish_all

ADDRESS = reverse("evidence:published", args=["tayside"])


def indicator(
    cast, slug="attendance", title="School attendance", *, values=(("S12000041", "2022/23", 90.5),), **more
):
    """A national indicator with values that wait until they are published."""
    by = cast.actor("analyst")
    made = indicators.create_indicator(
        by=by, slug=slug, title=title, polarity="higher", unit="%", producer="Scottish Government", **more
    )
    rows = [Recorded(*row) for row in values]
    indicators.record_observations(by=by, indicator=made, rows=rows, title="Statistics", invented=False)
    return made


@pytest.fixture
def tayside(tayside):
    load_gazetteer(by=tayside.system)
    return tayside


def titles(client, **asked):
    answer = client.get(ADDRESS, asked | {"format": "csv"})
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    return [row["Title"] for row in rows]


@pytest.fixture
def published(tayside):
    """A table of shares by council, one of means by sex, and an indicator of two years."""
    shares(tayside)
    means(tayside, collected="May 2024", survey_title="Another survey")
    indicator(tayside, values=[("S12000041", "2022/23", 90.5), ("S92000003", "2021/22", 92.0)])
    publish_all(tayside.partnership, "values", "indicator")
    return tayside


def test_an_empty_partnership_is_told_how_something_comes_here(client, tayside):
    page = client.get(ADDRESS).content.decode()
    assert "No tables or indicators published yet" in page
    assert HOW_TABLES in page


def test_everybody_finds_released_tables_and_public_indicators_in_one_list(client, published):
    assert titles(client) == [
        "Pupils who struggle: means",
        "Pupils who struggle: shares",
        "School attendance",
    ]
    page = client.get(ADDRESS).content.decode()
    assert reverse("evidence:release", args=["tayside", "shares"]) in page
    assert reverse("trends:public", args=["tayside", "attendance"]) in page
    assert "Scottish Government" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "Indicator"}, ["School attendance"]),
        ({"area": "Scotland"}, ["School attendance"]),
        ({"area": "Perth and Kinross"}, ["Pupils who struggle: shares"]),
        ({"year": "2024"}, ["Pupils who struggle: means"]),
        ({"year": "2022"}, ["School attendance"]),
        ({"source": "Another survey"}, ["Pupils who struggle: means"]),
        ({"q": "struggles shares"}, ["Pupils who struggle: shares"]),
        ({"q": "Scottish"}, ["School attendance"]),
    ],
)
def test_it_is_searched_and_filtered(client, published, asked, expected):
    assert titles(client, **asked) == expected


def test_what_is_not_public_is_not_in_it(client, published):
    indicator(published, "waiting", "Waits for a second person")
    indicator(published, "local", "Our own measure", is_national=False)
    publish_all(published.partnership, "values", "indicator")
    indicator(published, "later", "Brought later")
    actions.withdraw_release(
        by=published.actor("coordinator"),
        release=queries.release(published.partnership, "means"),
        revision=1,
        reason="Wrong weights.",
    )
    found = titles(client)
    assert "Our own measure" not in found, "a local measure that no target of the plan uses"
    assert "Brought later" not in found
    assert "Pupils who struggle: means" not in found, "withdrawn"
    client.force_login(published.people["analyst"])
    members = client.get(ADDRESS).content.decode()
    assert "Pupils who struggle: means" in members
    assert "Withdrawn" in members
    assert "Brought later" not in members, "the index is of what is public, for members too"
    assert reverse("indicators:indicator", args=["tayside", "attendance"]) in members


def test_it_is_reached_from_the_public_pages_and_from_analyse(client, published):
    assert f'href="{ADDRESS}"' in client.get(reverse("evidence:library", args=["tayside"])).content.decode()
    client.force_login(published.people["analyst"])
    assert f'href="{ADDRESS}"' in client.get(reverse("evidence:waiting", args=["tayside"])).content.decode()


def test_it_is_of_this_partnership_alone(client, published, elsewhere):
    answer = client.get(reverse("evidence:published", args=["elsewhere"]))
    assert "struggle" not in answer.content.decode()


def test_however_much_is_published_it_asks_as_often(client, published, django_assert_max_num_queries):
    client.get(ADDRESS)
    with django_assert_max_num_queries(40) as few:
        client.get(ADDRESS)
    for number in range(4):
        shares(published, f"more-{number}")
        indicator(published, f"more-{number}", f"Another {number}")
    publish_all(published.partnership, "values", "indicator")
    with django_assert_max_num_queries(len(few)):
        assert "Another 3" in client.get(ADDRESS).content.decode()


def test_years_and_areas_are_said_as_a_reader_would():
    entry = index.PublishedEntry(
        "T", "/", index.TABLE, "", tuple("ABCDEF"), (2019, 2024), "S", (), invented=True
    )
    assert (entry.years_words, entry.areas_words) == ("2019 to 2024", "A, B, C, D and 2 more")
    assert entry.marks == ("Invented data",)
