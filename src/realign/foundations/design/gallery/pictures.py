"""One chart, map or diagram of each kind, with made-up numbers."""

from datetime import date

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.calendar import CalendarRow, Stretch, calendar
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.parts import Coverage, coverage_bars, stacked_bar
from realign.foundations.design.charts.run import run_chart
from realign.foundations.design.charts.spark import sparkline
from realign.foundations.design.charts.types import PERCENT, POUNDS, ChartSeries, ChartValue
from realign.foundations.design.maps.journey import Head, JourneyStop, Lane, journey_picture
from realign.foundations.design.maps.lines import Reporting
from realign.foundations.design.maps.organisation import GroupBox, organisation_chart
from realign.foundations.design.maps.thread import ThreadBox, ThreadColumn, ThreadJoin, thread_picture
from realign.foundations.design.maps.tiles import tile_map
from realign.foundations.design.maps.types import AreaValue

ANGUS, DUNDEE, PERTH = "S12000041", "S12000042", "S12000048"
YEARS = ("2020/21", "2021/22", "2022/23", "2023/24", "2024/25", "2025/26")


def _run(name: str, *values: float) -> ChartSeries:
    return ChartSeries(
        name, tuple(ChartValue(year, value) for year, value in zip(YEARS, values, strict=True))
    )


def spark() -> object:
    """The small trend that stands beside a line of words."""
    points = _run("Tayside", 24, 24.5, 23, 22, 21, 20.3).points
    return sparkline(title="Worry most days", sentence="Falling since 2021/22.", points=points, unit=PERCENT)


def charts() -> list[object]:
    """Charts, drawn for a wide page and for a telephone."""
    now = (
        ("Dundee City", 24.1, 21.0, 27.3),
        ("Angus", 19.2, 16.1, 22.5),
        ("Perth and Kinross", 17.8, 15.2, 20.6),
    )
    areas = tuple(ChartValue(*figures) for figures in now)
    before = tuple(ChartValue(name, share + 3, low + 3, high + 3) for name, share, low, high in now)
    return [
        line_chart(
            title="Pupils who worry most days, by council",
            sentence="Worry fell in all three councils; Dundee City is still furthest from the target.",
            series=(
                _run("Dundee City", 29, 29, 28, 26, 25, 24.1),
                _run("Angus", 24, 23, 23, 21, 20, 19.2),
                _run("Perth and Kinross", 21, 21, 20, 19, 18, 17.8),
            ),
            unit=PERCENT,
            target=("Target", 15),
        ),
        run_chart(
            title="Is worry really falling in Tayside?",
            sentence="Yes: the last four years are all below the middle of the series.",
            points=_run("Tayside", 24, 24.5, 23, 22, 21, 20.3).points,
            unit=PERCENT,
            centre=("Median", 22.5),
            signals={3: "trend", 4: "trend", 5: "trend"},
        ),
        bar_with_interval(
            title="Who worries most?",
            sentence="Pupils in Dundee City; the difference from Perth and Kinross is larger than chance.",
            bars=areas,
            unit=PERCENT,
        ),
        dot_interval_by_group(
            title="What changed between two surveys?",
            sentence="Each council fell by about three points.",
            series=(ChartSeries("2024", before), ChartSeries("2026", areas)),
            unit=PERCENT,
        ),
        coverage_bars(
            title="Need and reach",
            sentence="Fewer than half of the children who need family support are reached in any council.",
            needs=(
                Coverage(1400, ChartValue("Dundee City", 620, 540, 700)),
                Coverage(700, ChartValue("Angus", 310, 270, 350)),
            ),
        ),
        stacked_bar(
            title="Where does the money go?",
            sentence="Most of it goes to specialist help.",
            parts=("Universal", "Targeted", "Specialist"),
            rows=(("Dundee City", (210_000, 350_000, 900_000)), ("Angus", (180_000, 220_000, 410_000))),
            unit=POUNDS,
        ),
        calendar(
            title="When does what happen?",
            sentence="Angus gathers its evidence before Dundee City begins.",
            parts=("Getting ready", "Gathering evidence"),
            rows=(
                CalendarRow(
                    "Angus",
                    (
                        Stretch(0, date(2026, 1, 1), date(2026, 2, 28)),
                        Stretch(1, date(2026, 3, 1), date(2026, 4, 30)),
                    ),
                ),
                CalendarRow("Dundee City", (Stretch(0, date(2026, 5, 1), date(2026, 6, 30)),)),
            ),
        ),
    ]


def diagrams() -> list[object]:
    """Maps and diagrams."""
    return [
        tile_map(
            title="Worry across Scotland’s councils",
            sentence="Dundee City is highest of the three councils in this partnership.",
            values=(AreaValue(ANGUS, 19.2), AreaValue(DUNDEE, 24.1), AreaValue(PERTH, 17.8)),
            unit=PERCENT,
            highlight={ANGUS, DUNDEE, PERTH},
        ),
        organisation_chart(
            title="Structure of groups",
            sentence="Two priority groups report to the strategic group.",
            groups=(
                GroupBox("board", "Strategic group", "meets every three months"),
                GroupBox("early", "Early help group", "priority 1"),
                GroupBox("voice", "Young people’s forum", "advises"),
                GroupBox("mind", "Mental wellbeing group", "priority 2"),
            ),
            lines=(
                Reporting("early", "board"),
                Reporting("mind", "board"),
                Reporting("voice", "board", dotted=True),
            ),
        ),
        journey_picture(
            title="What is there on the way?",
            sentence="Something is missing at 1 of the 3 stops: see the dashed box in bold.",
            stops=(
                JourneyStop("Nursery to primary 1", "ages 4 to 5", (("Educational psychology",), ())),
                JourneyStop("Primary 7 to secondary 1", "ages 11 to 12", ((), ("No shared handover",))),
                JourneyStop("Leaving school", "ages 16 to 18", (("Young carers", "Online help"), ())),
            ),
            lanes=(Lane("Services", "no service placed here"), Lane("Gaps", warns=True)),
            head=Head.STATIONS,
        ),
        thread_picture(
            title="Golden thread",
            sentence="One need has no service.",
            columns=(
                ThreadColumn("Need", (ThreadBox("n1", "Anxiety at 12 to 15"), ThreadBox("n2", "Sleep"))),
                ThreadColumn(
                    "Service",
                    (ThreadBox("s1", "Youth counselling"), ThreadBox("s2", "No service", missing=True)),
                ),
                ThreadColumn("Outcome", (ThreadBox("o1", "Young people feel heard"),)),
                ThreadColumn("Result", (ThreadBox("r1", "Worry down to 20.3%"),)),
            ),
            links=(
                ThreadJoin("n1", "s1"),
                ThreadJoin("n2", "s2", missing=True),
                ThreadJoin("s1", "o1"),
                ThreadJoin("o1", "r1"),
            ),
        ),
    ]
