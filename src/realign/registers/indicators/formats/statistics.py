"""statistics.gov.scot downloads: FeatureCode, DateCode, Measurement, Units, Value and a column for every dimension.

One data cube may hold estimates and the limits of their intervals as rows of their own, told apart by ``Measurement``;
they are put together here. Further dimensions (sex, age …) become the breakdown.
"""

import re
from collections import defaultdict

from django.utils.text import slugify

from realign.foundations.files.tables import FileRow, read_table
from realign.foundations.files.types import FileColumn, FileReading, ImportOption, IncomingFile
from realign.registers.indicators.checking import IMPOSSIBLE, Checker, with_measure
from realign.registers.indicators.formats import OGL, values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.periods import Hyphen
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition

COLUMNS = (
    FileColumn("FeatureCode", "the area’s code", aliases=("refArea",)),
    FileColumn("DateCode", "2022, 2021/2022, 2022-Q1 or 2022-05", aliases=("refPeriod",)),
    FileColumn("Measurement", "Count, Percent, Ratio …", aliases=("measureType",)),
    FileColumn("Units", "of what"),
    FileColumn("Value", "the figure"),
)
OPTIONS = (
    ImportOption(
        "indicator",
        "What the figures measure",
        "The title of the indicator; the file does not say it.",
        required=True,
    ),
    ImportOption(
        "better",
        "Which way is better",
        "Higher, lower or neither; neither if not said.",
        choices=tuple(sorted(Indicator.Polarity.choices, key=lambda choice: choice[0] != "neither")),
    ),
    IMPOSSIBLE,
)
_LIMIT = re.compile(r"(lower|upper).*(confidence|limit|ci)", re.IGNORECASE)
_ALL = {"all", "total", "all persons", "all ages", "persons", "all people", ""}


def read(source: IncomingFile) -> FileReading:
    """Read and check one download."""
    table = read_table(source.path, source.name, COLUMNS, keep_extra=True)
    checker = Checker(source, table)
    estimates = [row for row in table.rows if not _LIMIT.search(row["Measurement"])]
    limits = _limits([row for row in table.rows if _LIMIT.search(row["Measurement"])], checker)
    kinds = {(row["Measurement"], row["Units"]) for row in estimates}
    definitions = {kind: _definition(source, *kind, alone=len(kinds) == 1) for kind in kinds}
    for done, row in enumerate(estimates):
        if done % 5000 == 0:
            source.report(done, len(estimates), "Checking rows")
        lower, upper = limits.get(_place(row), (None, None))
        checker.add(
            row,
            definitions[row["Measurement"], row["Units"]],
            checker.area(row, "FeatureCode", _code(row)),
            checker.period(row, "DateCode", hyphen=Hyphen.MONTH),
            checker.number(row, "Value"),
            columns=("DateCode", "Value"),
            breakdown=_breakdown(row),
            lower=lower,
            upper=upper,
        )
    return checker.reading()


def _code(row: FileRow) -> str:
    # older downloads give the code as the end of an address
    return row["FeatureCode"].rstrip("/").rsplit("/", 1)[-1]


def _breakdown(row: FileRow) -> str:
    parts = [f"{name}: {value}" for name, value in row.extra.items() if value.lower() not in _ALL]
    return "; ".join(parts)[:120]


def _place(row: FileRow) -> tuple[str, str, str]:
    return _code(row), row["DateCode"], _breakdown(row)


def _limits(
    rows: list[FileRow], checker: Checker
) -> dict[tuple[str, str, str], tuple[float | None, float | None]]:
    limits: dict[tuple[str, str, str], list[float | None]] = defaultdict(lambda: [None, None])
    for row in rows:
        cell = checker.number(row, "Value")
        if cell is not None:
            limits[_place(row)]["upper" in row["Measurement"].lower()] = cell.value
    return {place: (lower, upper) for place, (lower, upper) in limits.items()}


def _definition(source: IncomingFile, measurement: str, units: str, *, alone: bool) -> Definition:
    title = source.options.get("indicator", "")
    if not alone:
        title = f"{title} ({measurement.lower()})"
    unit = "%" if measurement.lower().startswith("percent") else units
    return with_measure(
        Definition(
            slug=slugify(title)[:120],
            scheme="statistics-gov-scot",
            title=title,
            unit=unit[:60],
            polarity=source.options.get("better") or Indicator.Polarity.NEITHER,
            producer=source.record.producer,
        )
    )


SCHEMES = (
    Scheme(
        "statistics-gov-scot",
        "statistics.gov.scot",
        use_for="Describing an area beside Scotland, and its own past.",
        comparable=Indicator.Comparable.SAME,
    ),
)
FORMATS = (
    values_format(
        slug="statistics-gov-scot",
        title="statistics.gov.scot download",
        help="A data cube saved as CSV: FeatureCode, DateCode, Measurement, Units, Value and further dimensions.",
        columns=COLUMNS,
        reader=read,
        options=OPTIONS,
        producer="Scottish Government, statistics.gov.scot",
        licence=OGL,
    ),
)
