"""The demonstration's indicators: its own are labelled invented, the core ones carry only what was published."""

from statistics import median

import pytest

from realign.demo.content import content
from realign.demo.loaders import indicators, partnership
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.registers.indicators import queries
from realign.registers.indicators.models import Observation
from realign.registers.places.queries import area
from tests.support.cast import NOON

pytestmark = pytest.mark.slow


@pytest.fixture
def demonstration(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    by = partnership.set_up("tayside", NOON)
    load_reference_lists(by=Registrar(NOON))
    partnership.load_organisations_and_people(by)
    indicators.load_indicators(by)
    return by.partnership


def test_indicators_carry_what_the_content_and_the_framework_say(demonstration):
    held = {one.slug: one for one in queries.indicators(demonstration)}
    assert len([slug for slug in held if slug.startswith("core-")]) == 21
    assert all(one.use_for for one in held.values())
    assert {slug for slug, one in held.items() if one.invented} == {
        row["slug"] for row in content("priorities")["indicator"]
    }

    # nothing is measured yet that speaks to "responsible": a true gap, which pages say
    wellbeing = {tag.code for one in held.values() for tag in one.tags.all() if not tag.code.isdigit()}
    assert wellbeing == {"safe", "healthy", "achieving", "nurtured", "active", "respected", "included"}

    waits = held["weeks-to-first-support"]
    assert (waits.owner.slug, waits.polarity, waits.is_outcome) == ("nhs-tayside", "lower", False)
    [series] = queries.series(waits, [area(indicators.TAYSIDE)])
    assert [series.points[0].period, series.points[-1].period] == ["April 2025", "October 2026"]
    assert (len(series.points), median(point.value for point in series.points)) == (19, 12.0)

    [raised] = queries.series(held["sdq-raised-total"], [area(indicators.TAYSIDE)])
    assert [(p.period, p.value, p.lower, p.upper, p.denominator) for p in raised.points][-1] == (
        "2025/26", 41.0, 38.6, 43.4, 4180.0,
    )  # fmt: skip

    published = Observation.objects.filter(indicator__scheme="core")
    assert set(published.values_list("area__name", "brought_by__invented")) == {("Scotland", False)}
    assert {row.indicator.code: (row.value, row.period) for row in published.select_related("indicator")} == {
        "10": (67, "School year 2021/22"),
        "11": (84, "School year 2021/22"),
        "12": (31, "School year 2021/22"),
        "13": (57, "School year 2021/22"),
        "14": (89.4, "2021"),
        "16": (23, "2021/22"),
        "17": (8635, "31 March 2022"),
        "18": (61, "2021"),
        "20": (66, "School year 2021/22"),
        "21": (87, "School year 2021/22"),
    }
    assert "98%" in held["core-19"].caveats
    assert not published.exclude(brought_by__title__contains="Scottish Government").exists()
