"""One of each kind of chart, with names that would break careless drawing."""

from datetime import date

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.calendar import CalendarRow, Stretch, calendar
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.funnel import Limits, Spot, funnel_chart
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.parts import Coverage, coverage_bars, stacked_bar
from realign.foundations.design.charts.process import ProcessPoint, process_chart
from realign.foundations.design.charts.run import run_chart
from realign.foundations.design.charts.spark import sparkline
from realign.foundations.design.charts.types import COUNT, PERCENT, ChartSeries, ChartValue, Unit

AWKWARD = "<script>alert('x')</script> & \"co\" \\"
WORDS = {"title": f"Title {AWKWARD}", "sentence": f"More than before. {AWKWARD}"}
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")

COUNCILS = (
    ChartValue("Angus", 14.2, 12, 16.5),
    ChartValue("Dundee City", 22.1, 19, 25),
    ChartValue(AWKWARD, 12, 10.3, 14),
    ChartValue("Perth and Kinross", None, note="hidden to protect people"),
)


def trend(name: str, *values: float | None) -> ChartSeries:
    """A series over the sample years."""
    return ChartSeries(
        name,
        tuple(
            ChartValue(year, value, note="" if value is not None else "not collected")
            for year, value in zip(YEARS, values, strict=True)
        ),
    )


CHARTS = {
    "line": line_chart(
        **WORDS,
        series=(trend("Dundee City", 20, 21, None, 24), trend(AWKWARD, 18, 18, 19, 19)),
        unit=PERCENT,
        target=("Target", 15),
    ),
    "run": run_chart(
        **WORDS,
        points=trend("Dundee City", 20, 24, 25, 26).points,
        unit=PERCENT,
        centre=("Median", 22),
        limits=(18, 28),
        signals={1: "shift", 2: "shift", 3: "shift"},
    ),
    "process": process_chart(
        **WORDS,
        steps=[
            ProcessPoint(ChartValue("2021/22", 20), 22, 18, 26),
            ProcessPoint(ChartValue("2022/23", 29), 22, 17, 27, signal="outside limits"),
            ProcessPoint(ChartValue(AWKWARD, 12, note="left out"), 22, 17, 27, left_out=True),
            ProcessPoint(
                ChartValue("2023/24", None, note="not collected"), 15, begins=f"New form {AWKWARD}", phase=1
            ),
            ProcessPoint(ChartValue("2024/25", 16), 15, phase=1),
        ],
        unit=PERCENT,
        centre="Average",
        target=("Target", 15),
    ),
    "funnel": funnel_chart(
        **WORDS,
        spots=[
            Spot("Dundee City", 1500, 24.0, "inside the lines", own=True),
            Spot(AWKWARD, 1510, 24.2, "above the outer line", marked=True),
            Spot("Angus", 400, 19.0, "inside the lines", own=True),
            Spot("Fife", 3000, 12.0, "below the outer line", marked=True),
        ],
        limits=[Limits(300, (16, 26), (13, 29)), Limits(3200, (19, 23), (18, 24))],
        average=("average", 21.0),
        unit=PERCENT,
        size=COUNT,
    ),
    "calendar": calendar(
        **WORDS,
        parts=("Getting ready", AWKWARD),
        rows=(
            CalendarRow("Dundee City", (Stretch(0, date(2026, 6, 1), date(2026, 7, 31)),)),
            CalendarRow(
                AWKWARD,
                (
                    Stretch(1, date(2026, 6, 15), date(2027, 5, 31)),
                    Stretch(0, date(2026, 6, 15), date(2026, 6, 15)),
                ),
            ),
        ),
        pale=1,
    ),
    "bar": bar_with_interval(**WORDS, bars=COUNCILS, unit=PERCENT),
    "stacked": stacked_bar(
        **WORDS,
        parts=("Universal", "Targeted"),
        rows=(("Dundee City", (40, 20)), (AWKWARD, (10, 0))),
        unit=Unit("£ million", before="£", after="m"),
    ),
    "dots": dot_interval_by_group(
        **WORDS, series=(ChartSeries("2022", COUNCILS), ChartSeries("2024", COUNCILS)), unit=PERCENT
    ),
    "coverage": coverage_bars(
        **WORDS,
        needs=(
            Coverage(1400, ChartValue("Dundee City", 620, 540, 700)),
            Coverage(300, ChartValue(AWKWARD, None, note="not known")),
        ),
    ),
    "spark": sparkline(**WORDS, points=trend("Dundee City", 20, 21, None, 24).points, unit=COUNT),
}
WITH_LABELS = tuple(name for name in CHARTS if name != "spark")
