"""Modelled figures in pictures, tables and sentences, labelled as modelled throughout."""

from collections.abc import Sequence
from typing import Any

from realign.analyse.surveys.local.small_areas import Modelled
from realign.analyse.surveys.models import LocalFigures
from realign.analyse.surveys.tables.pictures import unit_of
from realign.analyse.surveys.tables.protected import Seen
from realign.analyse.surveys.tables.types import style_of
from realign.analyse.surveys.tables.words import figure
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import PERCENT, Chart, Estimate, Unit
from realign.foundations.design.types import PlainTable, Source
from realign.foundations.design.words import date_words
from realign.registers.evidence.models import Release
from realign.registers.evidence.queries import written

MOST_BARS = 40


INTERVAL = "95% interval, sampling error only"


def shown(one: LocalFigures) -> dict[str, Any]:
    """Everything that a page shows of them."""
    return {"chart": _chart(one), "table": _table(one), "source": _source(one), "groups": _groups(one)}


def _chart(one: LocalFigures) -> Chart | None:
    if not one.rows:
        return None
    is_mean = one.release.stat == Release.Stat.MEAN
    scale = 1 if is_mean else 100
    low, high = (pick(one.rows, key=lambda row: row["estimate"]) for pick in (min, max))
    return bar_with_interval(
        title=one.title,
        sentence=f"Modelled from similar pupils elsewhere, it goes from {written(one.release, low['estimate'])} "
        f"({low['area']}) to {written(one.release, high['estimate'])} ({high['area']}). No area was observed.",
        bars=[
            Estimate(
                r["area"], r["estimate"] * scale, r["lower"] * scale, r["upper"] * scale, note="modelled"
            )
            for r in one.rows[:MOST_BARS]
        ],
        unit=Unit(one.release.unit or "Mean", decimals=1) if is_mean else PERCENT,
        interval=INTERVAL,
    )


def _table(one: LocalFigures) -> PlainTable:
    return PlainTable(
        caption=one.title,
        headers=("Area", "Kind of figure", "Pupils", "Modelled", INTERVAL),
        rows=[
            [
                row["area"],
                row["kind"],
                f"{row['people']:,.0f}",
                written(one.release, row["estimate"]),
                f"{written(one.release, row['lower'])} to {written(one.release, row['upper'])}",
            ]
            for row in one.rows
        ],
    )


def csv_rows(one: LocalFigures) -> list[list[object]]:
    """For a spreadsheet: every row says that it is modelled."""
    names = ("area", "kind", "people", "estimate", "lower", "upper")
    return [[*names, "interval"], *([row[name] for name in names] + [INTERVAL] for row in one.rows)]


def _groups(one: LocalFigures) -> str:
    titles = {kept["column"]: str(kept["title"]) for kept in one.release.dims}
    return " and ".join(titles[column].lower() for column in one.groups)


def _source(one: LocalFigures) -> Source:
    return Source(
        where=f"{one.release.survey_title}, {one.release.collected}; numbers of pupils: {one.population_source}",
        when=f"let out {date_words(one.out_at)}" if one.out_at else "not let out",
        sure="modelled; the interval holds the survey’s sampling error only",
        method=f"Each area’s pupils by {_groups(one)}, given the survey’s figures for such pupils and averaged",
    )


def areas_table(seen: Seen, found: Sequence[Modelled]) -> PlainTable:
    """Modelled figures, each row labelled."""
    return PlainTable(
        caption=f"Modelled, not observed: {seen.asked.measure.title.lower()} by area",
        headers=("Area", "Kind of figure", "Pupils", "Modelled", "95% interval (sampling error only)"),
        rows=[
            [
                one.area,
                one.kind,
                f"{one.people:,.0f}",
                figure(seen, one.estimate),
                f"{figure(seen, one.lower)} to {figure(seen, one.upper)}",
            ]
            for one in found
        ],
    )


def areas_chart(seen: Seen, found: Sequence[Modelled]) -> Chart | None:
    """Modelled figures as bars, each with its note."""
    if not found:
        return None
    scale = style_of(seen.asked.measure).scale
    low, high = min(found, key=lambda one: one.estimate), max(found, key=lambda one: one.estimate)
    return bar_with_interval(
        title=f"Modelled: {seen.asked.measure.title.lower()} by area",
        sentence=f"Modelled from similar pupils elsewhere, it goes from {figure(seen, low.estimate)} ({low.area}) "
        f"to {figure(seen, high.estimate)} ({high.area}). No area was observed.",
        bars=[
            Estimate(one.area, one.estimate * scale, one.lower * scale, one.upper * scale, note="modelled")
            for one in found[:MOST_BARS]
        ],
        unit=unit_of(seen),
        interval="95% interval, sampling error only",
    )
