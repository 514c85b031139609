"""Kept local figures in a picture, a table and sentences, labelled as modelled throughout."""

from typing import Any

from realign.analyse.surveys.models import LocalFigures
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import PERCENT, Chart, Estimate, Unit
from realign.foundations.design.types import PlainTable, Source
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
        when=f"let out {one.out_at:%-d %B %Y}" if one.out_at else "not let out",
        sure="modelled; the interval holds the survey’s sampling error only",
        method=f"Each area’s pupils by {_groups(one)}, given the survey’s figures for such pupils and averaged",
    )
