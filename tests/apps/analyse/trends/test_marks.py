"""What people record about a chart: with a reason, shown on it, and taken off again without being lost."""

from datetime import date

import pytest
from django.urls import reverse

from realign.analyse.trends import actions, pictures, queries
from realign.analyse.trends.models import Mark
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.indicators.types import Recorded
from realign.registers.places.queries import area
from tests.apps.analyse.trends.conftest import ANGUS, TAYSIDE

pytestmark = pytest.mark.django_db
WHY = "Telephone calls are counted from here"


@pytest.fixture
def waits(world):
    return world.waits()


def mark(world, indicator, kind, **values):
    values = {"reason": WHY, "area": area(TAYSIDE), **values}
    return actions.mark_chart(by=world.analyst, indicator=indicator, kind=kind, **values)


def result(world, slug="waits", code=TAYSIDE, **asked):
    return queries.in_full(world.cast.partnership, slug, code, **asked).trend.checked.result


def test_the_chart_and_rules_recorded_are_used_for_everybody(world, waits):
    mark(world, waits, Mark.Kind.CHART, chart="i", rules="nhs")
    found = result(world)
    assert (found.chart, found.rules) == (ChartKind.I, RuleSet.NHS)
    (listed,) = [one for one in queries.trends(world.cast.partnership) if one.indicator == waits]
    assert listed.checked.result.chart is ChartKind.I
    assert result(world, chart=ChartKind.MR).chart is ChartKind.MR  # only looked at, not kept


def test_screening_of_moving_ranges_is_recorded_looked_at_and_said(world, waits, client):
    mark(world, waits, Mark.Kind.CHART, chart="i", rules="nhs")
    assert result(world).screened is True
    assert result(world, screen=False).screened is False  # only looked at, not kept
    mark(world, waits, Mark.Kind.CHART, chart="i", rules="nhs", screening="off")
    assert result(world).screened is False
    client.force_login(world.cast.people["reader"])
    address = reverse("trends:trend", args=["tayside", "waits"])
    page = client.get(address, {"area": TAYSIDE}).content.decode()
    assert "without screening: all" in page
    assert "count all moving ranges" in page
    assert "with screening:" in client.get(address, {"area": TAYSIDE, "screen": "on"}).content.decode()
    for chart, screening in (("run", "off"), ("i", "perhaps")):
        with pytest.raises(Refusal):
            mark(world, waits, Mark.Kind.CHART, chart=chart, rules="nhs", screening=screening)


def test_a_baseline_is_frozen_and_a_new_one_takes_its_place(world, waits):
    mark(world, waits, Mark.Kind.BASELINE, points=6)
    assert [point.baseline for point in result(world).points][:7] == [True] * 6 + [False]
    mark(world, waits, Mark.Kind.BASELINE, points=12)
    assert sum(point.baseline for point in result(world).points) == 12
    assert Mark.objects.filter(stands=True).count() == 1
    assert Mark.objects.get(stands=False).taken_off_because == "Replaced by a later choice."


def test_a_point_left_out_does_not_count_and_says_why(world, waits):
    mark(world, waits, Mark.Kind.EXCLUDE, starts_on=date(2025, 3, 1))
    full = queries.in_full(world.cast.partnership, "waits", TAYSIDE)
    assert [p.period for p in full.trend.checked.result.points if p.excluded] == ["March 2025"]
    assert any(f"left out: {WHY}" in cell for row in pictures.run_picture(full).rows for cell in row)


@pytest.mark.parametrize("kind", [Mark.Kind.REBASE, Mark.Kind.BREAK])
def test_a_new_phase_begins_and_a_break_is_marked_in_a_long_series(world, kind):
    """ANA-10: a thirty-year series with break markers."""
    smoking = world.measure("smoking", title="Pupils who smoke", unit="%", polarity="lower")
    world.years(smoking, ANGUS, [30 - n * 0.5 + (n % 2) for n in range(16)], first=1990)
    world.years(smoking, ANGUS, [12 + (n % 2) for n in range(15)], first=2006)
    mark(world, smoking, kind, area=area(ANGUS), starts_on=date(2006, 1, 1))
    full = queries.in_full(world.cast.partnership, "smoking", ANGUS)
    found = full.trend.checked.result
    assert len(found.points) == 31
    assert [(phase.start, phase.end) for phase in found.phases] == [(0, 15), (16, 30)]
    chart = pictures.run_picture(full)
    assert any(WHY in row[-1] for row in chart.rows if row[0] == "2006")
    assert (
        f"A: {'change in practice' if kind == Mark.Kind.REBASE else 'change of method'}"
        in chart.specification(640)
    )


def test_a_boosted_sample_is_flagged(world, waits):
    """ANA-10: a boost sample is flagged."""
    mark(world, waits, Mark.Kind.BOOST, starts_on=date(2025, 5, 1), reason="Angus paid for 400 more")
    full = queries.in_full(world.cast.partnership, "waits", TAYSIDE)
    assert any("local boost sample" in cell for row in pictures.run_picture(full).rows for cell in row)
    assert [p.value for p in full.trend.checked.result.points] == [p.value for p in full.trend.points]


def test_a_point_judged_to_stand_out_is_a_signal(world, waits):
    mark(world, waits, Mark.Kind.STANDS_OUT, starts_on=date(2025, 8, 1))
    assert "August 2025 was judged to be blatantly different" in " ".join(
        s.text for s in result(world).signals
    )


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        (Mark.Kind.EXCLUDE, {"starts_on": date(1999, 1, 1)}, "about one point"),
        (Mark.Kind.BASELINE, {}, "needs a number"),
        (Mark.Kind.BASELINE, {"points": 1}, "at least 2 points"),
        (Mark.Kind.CHART, {"chart": "p", "rules": "nhs"}, "needs counts that this series does not have"),
        (Mark.Kind.CHART, {"chart": "pie", "rules": "nhs"}, "which chart"),
        (Mark.Kind.REBASE, {"starts_on": date(2026, 6, 1)}, "expected at least 2"),
        (Mark.Kind.EXCLUDE, {"starts_on": date(2025, 3, 1), "reason": "  "}, "needs its reason"),
    ],
)
def test_what_the_series_cannot_hold_is_refused_and_nothing_is_kept(world, waits, kind, values, says):
    with pytest.raises(Refusal, match=says):
        mark(world, waits, kind, **values)
    assert not Mark.objects.exists()


def test_taking_off_keeps_the_record_and_ends_its_effect(world, waits):
    held = mark(world, waits, Mark.Kind.EXCLUDE, starts_on=date(2025, 3, 1))
    actions.take_mark_off(by=world.analyst, mark=held, revision=1, because="The value was right")
    assert not any(point.excluded for point in result(world).points)
    assert [event.verb for event in audit.history("tayside", held)] == [
        "removed from the chart",
        "annotated the chart of",
    ]
    with pytest.raises(Refusal, match="already"):
        actions.take_mark_off(by=world.analyst, mark=held, revision=2, because="Again")


def test_counts_give_a_p_chart_in_per_cent_with_limits_that_follow_the_numbers(world):
    """tests/reference/spc: events 10, 9, 16 of 50, 60, 55: average 0.212121, limits as given there."""
    seen = world.measure("seen", title="Pupils seen", unit="%")
    counts = [(10, 50), (9, 60), (16, 55)]
    rows = [
        Recorded(ANGUS, str(2015 + n), 100 * top / bottom, numerator=top, denominator=bottom)
        for n, (top, bottom) in enumerate(counts)
    ]
    world.record(seen, *rows)
    found = result(world, "seen", ANGUS, chart=ChartKind.P)
    assert found.chart is ChartKind.P
    assert found.centre == pytest.approx(21.2121, abs=1e-4)
    limits = [(point.lower, point.upper) for point in found.points]
    assert limits[0] == pytest.approx((3.868, 38.556), abs=1e-3)
    assert limits[2] == pytest.approx((4.675, 37.749), abs=1e-3)
    assert found.points[1].value == pytest.approx(15)


def test_marks_that_no_longer_fit_are_left_aside_and_said(world):
    few = world.measure("few", title="Few")
    world.years(few, ANGUS, [5, 6, 7, 8])
    Mark.objects.create(
        partnership=world.cast.partnership, created_at=world.analyst.at, changed_at=world.analyst.at,
        indicator=few, area=area(ANGUS), kind=Mark.Kind.REBASE, starts_on=date(2018, 1, 1), reason="Moved",
    )  # fmt: skip
    checked = queries.in_full(world.cast.partnership, "few", ANGUS).trend.checked
    assert checked.notes[0].startswith("The chart as chosen cannot be drawn")
    assert len(checked.result.points) == 4


def test_the_page_records_shows_and_takes_off(world, waits, client):
    client.force_login(world.cast.people["analyst"])
    page = reverse("trends:mark", args=["tayside", "waits"]) + f"?area={TAYSIDE}"
    form = {"kind": "exclude", "starts_on": "2025-03-01", "chart": "run", "rules": "scotland", "reason": WHY}
    answer = client.post(page, form)
    assert answer.status_code == 302, answer.content.decode()
    shown = client.get(answer.url).content.decode()
    assert "March 2025 does not count" in shown
    assert WHY in shown
    held = Mark.objects.get()
    off = reverse("trends:take-off", args=["tayside", held.pk])
    client.post(off, {"because": "It was right", "revision": held.revision})
    assert "Removed: It was right" in client.get(answer.url).content.decode()


def test_somebody_elses_change_meanwhile_is_shown(world, waits, client):
    held = mark(world, waits, Mark.Kind.EXCLUDE, starts_on=date(2025, 3, 1))
    client.force_login(world.cast.people["analyst"])
    off = reverse("trends:take-off", args=["tayside", held.pk])
    Mark.objects.filter(pk=held.pk).update(revision=2)
    answer = client.post(off, {"because": "It was right", "revision": 1}).content.decode()
    assert "changed this while you were editing" in answer
    assert "It was right" in answer


def test_readers_see_and_may_not_mark_and_strangers_find_nothing(world, waits, elsewhere, client):
    held = mark(world, waits, Mark.Kind.EXCLUDE, starts_on=date(2025, 3, 1))
    client.force_login(world.cast.people["reader"])
    assert client.get(reverse("trends:mark", args=["tayside", "waits"])).status_code == 403
    with pytest.raises(Refusal):
        actions.take_mark_off(by=world.cast.actor("reader"), mark=held, revision=1, because="Mine")
    client.force_login(elsewhere.people["analyst"])
    assert client.get(reverse("trends:take-off", args=["elsewhere", held.pk])).status_code == 404
