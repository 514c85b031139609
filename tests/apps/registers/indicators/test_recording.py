"""Values written down by hand, or brought in a file of one's own, are checked and traced like any others."""

import io

import pytest

from realign.foundations.audit.models import Event
from realign.foundations.files.models import Import, Upload
from realign.foundations.files.registry import exports
from realign.foundations.partnerships.types import Refusal
from realign.registers.indicators import actions, queries
from realign.registers.indicators.models import Observation
from realign.registers.indicators.types import Recorded
from realign.registers.places.queries import area
from tests.apps.registers.indicators.bring import bring, check

ANGUS = "S12000041"


@pytest.fixture
def waits(places):
    return actions.create_indicator(
        by=places.actor("analyst"),
        slug="waits",
        title="Weeks from asking to support",
        polarity="lower",
        unit="weeks",
    )


def recorded(by, indicator, *rows, **said):
    return actions.record_observations(
        by=by, indicator=indicator, rows=[Recorded(*row) for row in rows], invented=True, **said
    )


def test_values_are_kept_with_their_source_and_a_later_one_replaces(places, waits):
    by = places.actor("analyst")
    first = recorded(by, waits, (ANGUS, "April 2025", 12.0, 10.5, 13.5), ("Angus", "May 2025", None))
    assert (first.state, first.invented, first.summary["new"]) == (Import.State.ACCEPTED, True, 2)
    later = recorded(by, waits, (ANGUS, "April 2025", 11.0))
    assert later.summary["changed"] == 1
    [series] = queries.series(waits, [area(ANGUS)])
    assert [(point.period, point.value, point.symbol) for point in series.points] == [
        ("April 2025", 11.0, ""),
        ("May 2025", None, "[x]"),
    ]
    [replaced] = queries.earlier_vintages(waits, [area(ANGUS)])
    assert (replaced.value, replaced.lower, replaced.upper, replaced.brought_by) == (12.0, 10.5, 13.5, first)
    assert Event.objects.filter(verb="imported indicator values from").count() == 2


def test_what_cannot_be_kept_is_said_and_nothing_is_kept(places, waits):
    with pytest.raises(Refusal, match=r"1 of 2 values cannot be imported. Value 2, period: found soon"):
        recorded(places.actor("analyst"), waits, (ANGUS, "April 2025", 12.0), (ANGUS, "soon", 12.0))
    assert not Observation.objects.exists()
    assert not Import.objects.exists()
    assert not Upload.objects.exists()


def test_a_reader_may_not_write_values_down(places, waits):
    with pytest.raises(Refusal):
        recorded(places.actor("reader"), waits, (ANGUS, "April 2025", 12.0))
    assert not Upload.objects.exists()


def test_a_file_of_ones_own_names_indicators_that_are_there(places, waits, write):
    by = places.actor("analyst")
    path = write(
        "indicator,area,period,value,status\nwaits,Angus,2025/26,12,observed\nwait,Angus,2025/26,1,guessed\n"
    )
    record = check(by, path, "values")
    assert record.state == Import.State.REFUSED
    assert [(one["row"], one["column"]) for one in record.problems] == [(3, "indicator")]
    wrong = check(by, write("indicator,area,period,value,status\nwaits,Angus,2025/26,12,guessed\n"), "values")
    assert [(one["row"], one["column"]) for one in wrong.problems] == [(2, "status")]


def test_the_plain_file_given_out_can_be_taken_in_again(places, waits, write):
    by = places.actor("analyst")
    recorded(
        by,
        waits,
        (ANGUS, "April 2025", 12.0, 10.0, 14.0, 6.0, 40.0),
        (ANGUS, "31 March 2025", None, None, None, None, None, "Girls", "observed", "[c]"),
        (ANGUS, "2025/26", 9.0, None, None, None, None, "", "projected"),
    )
    plain = next(one for one in exports("indicators") if one.slug == "csv")
    text = io.BytesIO()
    plain.write(places.partnership, {}, text)
    again = bring(by, write(text.getvalue().decode()), "values")
    assert again.summary["unchanged"] == 3, again.summary
