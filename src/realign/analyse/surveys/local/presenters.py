"""Modelled figures in pictures, tables and sentences, labelled as modelled throughout."""

from collections.abc import Sequence
from typing import Any

from realign.analyse.surveys.local.small_areas import Modelled
from realign.analyse.surveys.models import LocalFigures
from realign.analyse.surveys.tables.pictures import unit_of
from realign.analyse.surveys.tables.presenters.words import figure
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import style_of
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import PERCENT, Chart, ChartValue, Unit
from realign.foundations.design.types import PlainTable, Source
from realign.foundations.design.words import date_words, within
from realign.registers.evidence.models import Release
from realign.registers.evidence.queries import written

MOST_BARS = 40


INTERVAL = "95% interval, sampling error only"


def page_parts(figures: LocalFigures) -> dict[str, Any]:
    """Everything that a page shows of them."""
    return {
        "chart": _chart(figures),
        "table": _table(figures),
        "source": _source(figures),
        "groups": _groups(figures),
    }


def _chart(figures: LocalFigures) -> Chart | None:
    if not figures.rows:
        return None
    is_mean = figures.release.stat == Release.Stat.MEAN
    scale = 1 if is_mean else 100
    low, high = (pick(figures.rows, key=lambda row: row["estimate"]) for pick in (min, max))
    return bar_with_interval(
        title=figures.title,
        sentence=f"Modelled from similar pupils elsewhere, it goes from {written(figures.release, low['estimate'])} "
        f"({low['area']}) to {written(figures.release, high['estimate'])} ({high['area']}). No area was observed.",
        bars=[
            ChartValue(
                r["area"], r["estimate"] * scale, r["lower"] * scale, r["upper"] * scale, note="modelled"
            )
            for r in figures.rows[:MOST_BARS]
        ],
        unit=Unit(figures.release.unit or "Mean", decimals=1) if is_mean else PERCENT,
        interval=INTERVAL,
    )


def _table(figures: LocalFigures) -> PlainTable:
    return PlainTable(
        caption=figures.title,
        headers=("Area", "Kind of figure", "Pupils", "Modelled", INTERVAL),
        rows=[
            [
                row["area"],
                row["kind"],
                f"{row['people']:,.0f}",
                written(figures.release, row["estimate"]),
                f"{written(figures.release, row['lower'])} to {written(figures.release, row['upper'])}",
            ]
            for row in figures.rows
        ],
    )


def csv_rows(figures: LocalFigures) -> list[list[object]]:
    """For a spreadsheet: every row says that it is modelled."""
    names = ("area", "kind", "people", "estimate", "lower", "upper")
    return [[*names, "interval"], *([row[name] for name in names] + [INTERVAL] for row in figures.rows)]


def _groups(figures: LocalFigures) -> str:
    titles = {kept["column"]: str(kept["title"]) for kept in figures.release.dims}
    return " and ".join(titles[column].lower() for column in figures.groups)


def _source(figures: LocalFigures) -> Source:
    return Source(
        where=f"{figures.release.survey_title}, {figures.release.collected}; "
        f"numbers of pupils: {figures.population_source}",
        when=f"released {date_words(figures.out_at)}" if figures.out_at else "not released",
        sure="modelled; the interval holds the survey’s sampling error only",
        method=f"Each area’s pupils by {_groups(figures)}, given the survey’s figures for such pupils and averaged",
    )


def areas_table(protected: ProtectedTable, areas: Sequence[Modelled]) -> PlainTable:
    """Modelled figures, each row labelled."""
    return PlainTable(
        caption=f"Modelled, not observed: {within(protected.wanted.measure.title)} by area",
        headers=("Area", "Kind of figure", "Pupils", "Modelled", "95% interval (sampling error only)"),
        rows=[
            [
                area.area,
                area.kind,
                f"{area.people:,.0f}",
                figure(protected, area.estimate),
                f"{figure(protected, area.lower)} to {figure(protected, area.upper)}",
            ]
            for area in areas
        ],
    )


def areas_chart(protected: ProtectedTable, areas: Sequence[Modelled]) -> Chart | None:
    """Modelled figures as bars, each with its note."""
    if not areas:
        return None
    scale = style_of(protected.wanted.measure).scale
    low, high = min(areas, key=lambda area: area.estimate), max(areas, key=lambda area: area.estimate)
    return bar_with_interval(
        title=f"Modelled: {within(protected.wanted.measure.title)} by area",
        sentence="Modelled from similar pupils elsewhere, it goes from "
        f"{figure(protected, low.estimate)} ({low.area}) "
        f"to {figure(protected, high.estimate)} ({high.area}). No area was observed.",
        bars=[
            ChartValue(
                area.area, area.estimate * scale, area.lower * scale, area.upper * scale, note="modelled"
            )
            for area in areas[:MOST_BARS]
        ],
        unit=unit_of(protected),
        interval="95% interval, sampling error only",
    )
