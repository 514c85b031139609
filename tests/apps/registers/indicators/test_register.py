"""What the register says of each indicator, the story behind it, and the 21 core ones."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from realign.foundations.partnerships.types import Refusal
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.indicators import actions, queries
from realign.registers.indicators.models import Indicator, Story
from realign.registers.indicators.presenters import words
from realign.registers.indicators.types import Recorded
from tests.apps.registers.indicators.bring import bring

pytestmark = pytest.mark.django_db
ANGUS, SCOTLAND = "S12000041", "S92000003"


@pytest.fixture
def by(places):
    return places.actor("analyst")


def measure(by, slug="waits", **said):
    said = {"title": "Weeks to support", "polarity": "lower", "unit": "weeks", **said}
    return actions.create_indicator(by=by, slug=slug, **said)


def test_a_missing_direction_is_refused(by):
    """IND-01: record validated; missing direction refused."""
    with pytest.raises(ValidationError):
        measure(by, polarity="")
    assert not Indicator.objects.exists()


def test_a_note_on_use_is_mandatory(by):
    """ANA-26: each statistic has a usage note: what it can be used for."""
    with pytest.raises(Refusal, match="what it can be used for"):
        measure(by, use_for="  ")
    one = measure(by, use_for="Whether help comes sooner")
    with pytest.raises(Refusal):
        actions.change_indicator(by=by, indicator=one, revision=1, use_for="")
    assert queries.indicator(by.partnership, "waits").use_for == "Whether help comes sooner"


def test_files_without_such_a_note_get_one_by_scheme_and_measure(by, write):
    rows = "council,indicator,title,year,value,higher_is_better\nAngus,CHN4,% of pupils,2019-20,54.5,Yes\n"
    bring(by, write(rows + "Angus,CHN1,Cost per pupil,2019-20,5000,No\n", "lgbf.csv"), "lgbf")
    notes = dict(Indicator.objects.values_list("code", "use_for"))
    assert "family group" in notes["CHN4"]
    assert "what share, not how many" in notes["CHN4"]
    assert "in the prices of one year" in notes["CHN1"]


def test_one_definition_holds_the_values_of_every_council(by, places):
    """IND-06, IND-07, IND-20: a national indicator, defined once, with three local values, counted alike everywhere."""
    one = measure(by, slug="attainment", title="Five awards", polarity="higher", unit="%", comparable="same")
    councils = list(queries.comparison_areas(by.partnership))
    rows = [Recorded(area.code, "2024/25", 50.0 + n) for n, area in enumerate(councils)]
    actions.record_observations(by=by, indicator=one, rows=rows)
    latest = queries.latest([one], councils)[one.pk]
    assert len(latest) == len(councils) == 4
    assert one.is_national
    assert one.get_comparable_display().startswith("Yes: one definition")


def test_the_page_says_common_or_local_and_who_collects(by, places, client):
    """IND-13, IND-14: tagged common or local, with its source."""
    measure(by, is_national=False, producer="Service returns", geography="Tayside", disaggregation="Sex")
    client.force_login(places.people["reader"])
    page = client.get(reverse("indicators:indicator", args=["tayside", "waits"])).content.decode()
    for told in ("Local to this partnership", "Service returns", "Areas it is published for", "Sex"):
        assert told in page


def test_the_core_indicators_come_with_all_that_is_known(by, tayside):
    """IND-02, IND-03: tags cover the wellbeing outcomes that they measure; published values can be a baseline."""
    load_frameworks(by=tayside.system)
    added = actions.create_core_indicators(by=by)
    assert len(added) == 21
    held = {one.slug: one for one in queries.indicators(by.partnership)}
    assert all(one.use_for and one.producer for one in held.values())
    spoken = {tag.code for one in held.values() for tag in one.tags.all()}
    wanted = {item.code for item in frameworks.items("shanarri", by.at.date())}
    assert wanted - spoken == {"responsible"}  # the list of trends says so: nothing national measures it
    trusted = held["core-10"]
    (series,) = queries.series(trusted, [queries.comparison_areas(by.partnership)[-1]])
    assert series.latest.value == 67
    assert actions.create_core_indicators(by=by) == []


def test_a_story_is_kept_with_its_day_and_a_later_one_does_not_replace_it(by, places, client):
    one = measure(by)
    actions.write_story(by=by, indicator=one, behind="Posts stood empty", will_do="Fill them")
    client.force_login(places.people["analyst"])
    page = reverse("indicators:story", args=["tayside", "waits"])
    assert "Posts stood empty" in client.get(page).content.decode()
    answer = client.post(page, {"behind": "Posts are filled; families wait for rooms", "partners": "Schools"})
    assert answer.status_code == 302
    told = words.story_of(one)
    assert [row.value for row in told.rows] == [
        "Posts are filled; families wait for rooms", "Schools", "Not recorded", "Not recorded",
    ]  # fmt: skip
    assert "Posts stood empty" in told.earlier[0].detail
    text = client.get(reverse("indicators:indicator", args=["tayside", "waits"])).content.decode()
    assert "What is known to help?" in text
    assert "Earlier commentary" in text


def test_only_those_who_may_write_tell_a_story(places, by):
    one = measure(by)
    with pytest.raises(Refusal):
        actions.write_story(by=places.actor("reader"), indicator=one, behind="Mine")
    with pytest.raises(Refusal, match="needs a reason"):
        actions.write_story(by=by, indicator=one, behind=" ")
    assert not Story.objects.exists()


def test_what_was_said_before_stands_beside_what_is_said_now(by, places, client):
    """Vintages: "what did we say last year?" with the difference."""
    one = measure(by)
    actions.record_observations(
        by=by, indicator=one, rows=[Recorded(ANGUS, "2024", 12.0, status="provisional")], title="First count"
    )
    actions.record_observations(
        by=by, indicator=one, rows=[Recorded(ANGUS, "2024", 10.5, status="revised")], title="Final count"
    )
    client.force_login(places.people["reader"])
    page = client.get(reverse("indicators:indicator", args=["tayside", "waits"])).content.decode()
    before = page.split("Earlier versions")[-1]
    assert "The largest change is 1.5, for Angus in 2024." in before
    assert "10.5 (revised)" in before
    assert "−1.5" in before
    assert "Provisional" in before
