"""statistics.gov.scot downloads: FeatureCode, DateCode, Measurement, Units, Value and a column for every dimension.

One data cube may hold estimates and the limits of their intervals as rows of their own, told apart by ``Measurement``;
they are put together here. Further dimensions (sex, age …) become the breakdown.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from realign.foundations.files.tables import FileRow, Table, read_table
from realign.foundations.files.types import FileColumn, FileReading, ImportOption, IncomingFile
from realign.methods.units import standard_unit
from realign.registers.indicators.checking import DECIMAL, IMPOSSIBLE, Checker, with_measure
from realign.registers.indicators.checking.breakdowns import EVERYBODY
from realign.registers.indicators.checking.naming import slug_from
from realign.registers.indicators.formats import OGL, values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.periods import Hyphen
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition

COLUMNS = (
    FileColumn("FeatureCode", "the area’s code", aliases=("refArea",)),
    FileColumn("DateCode", "2022, 2021/2022, 2022-Q1 or 2022-05", aliases=("refPeriod",), is_period=True),
    FileColumn("Measurement", "Count, Percent, Ratio …", aliases=("measureType",)),
    FileColumn("Units", "of what"),
    FileColumn("Value", "the figure"),
    FileColumn("FeatureName", "the area’s name", required=False),
    FileColumn("FeatureType", required=False),
    FileColumn("DataMarker", "the sign that stands instead of a figure", required=False),
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
    ImportOption("measurement", "Measurement", "Count, Percent, Ratio …, where the file does not say it."),
    ImportOption("units", "Units", "Of what, where the file does not say it."),
    IMPOSSIBLE,
    DECIMAL,
)
_LIMIT = re.compile(r"(lower|upper).*(confidence|limit|ci)", re.IGNORECASE)

_Kind = tuple[str, str]
"""What an estimate is: its measurement and its units."""


def read(source: IncomingFile) -> FileReading:
    """Read and check one download."""
    table = read_table(source.path, source.name, COLUMNS, keep_extra=True, layout=source.layout)
    checker = Checker(source, table)
    kinds: dict[_Kind, None] = {}
    many, is_unsaid = 0, False
    for row in _estimates(table):
        many += 1
        kinds.setdefault(_kind(row, source))
        is_unsaid = is_unsaid or (not row["Measurement"] and not all(_kind(row, source)))
    if is_unsaid:
        _say_not_said(table)
    limits = _limits(table, list(kinds), checker)
    definitions = {kind: _definition(source, kind, list(kinds)) for kind in kinds}
    for done, row in enumerate(_estimates(table)):
        if done % 5000 == 0:
            source.report(done, many, "Checking rows")
        kind = _kind(row, source)
        lower, upper = limits.pop((kind, *_place(row)), (None, None))
        if row["Measurement"] and not checker.name(row, "Measurement", definitions[kind]):
            continue
        checker.unit(row, "Units", definitions[kind], definitions[kind].unit)
        checker.add(
            row,
            definitions[kind],
            checker.area(row, "FeatureCode", _code(row), row["FeatureName"]),
            checker.period(row, "DateCode", hyphen=Hyphen.MONTH),
            checker.number(row, _figure_column(row, table)),
            columns=("DateCode", "Value"),
            breakdown=_breakdown(row),
            lower=lower,
            upper=upper,
        )
    return checker.reading()


def _estimates(table: Table) -> Iterator[FileRow]:
    """The rows that are no limit of an interval."""
    return (row for row in table.rows if not _LIMIT.search(row["Measurement"]))


def _kind(row: FileRow, source: IncomingFile) -> _Kind:
    """What a row measures, as it says itself or as somebody said of a file that does not."""
    return (
        row["Measurement"] or source.options.get("measurement", ""),
        row["Units"] or source.options.get("units", ""),
    )


def _say_not_said(table: Table) -> None:
    table.problems.add(
        table.header_row,
        "Measurement",
        "rows that do not say their measurement and units",
        "both, such as Percent of pupils",
        "Say them under “Measurement” and “Units”: they stand above the table, or on the "
        "page of the download.",
    )


def _figure_column(row: FileRow, table: Table) -> str:
    """Where the figure of a row is, or the sign that stands instead of it."""
    if not row["DataMarker"]:
        return "Value"
    if row["Value"]:
        table.problems.add(
            row.number,
            "DataMarker",
            f"{row['DataMarker']} beside the figure {row['Value']}",
            "a figure, or a marker instead of one",
            "Look up what the marker means, and take it or the figure away.",
        )
    return "DataMarker"


def _code(row: FileRow) -> str:
    # older downloads give the code as the end of an address
    return row["FeatureCode"].rstrip("/").rsplit("/", 1)[-1]


def _breakdown(row: FileRow) -> str:
    return "; ".join(
        f"{name}: {value}" for name, value in row.extra.items() if value.lower() not in EVERYBODY
    )


def _place(row: FileRow) -> tuple[str, str, str]:
    return _code(row), row["DateCode"], _breakdown(row)


def _limits(
    table: Table, kinds: list[_Kind], checker: Checker
) -> dict[tuple[_Kind, str, str, str], tuple[float | None, float | None]]:
    """The two limits of each estimate, by its kind and place; limits that may be of several kinds are a problem."""
    limits: dict[tuple[_Kind, str, str, str], list[float | None]] = defaultdict(lambda: [None, None])
    for row in table.rows:
        if not _LIMIT.search(row["Measurement"]):
            continue
        cell, of = checker.number(row, "Value"), _limited(row, kinds)
        if len(of) != 1:
            checker.problems.add(
                row.number,
                "Measurement",
                row["Measurement"],
                "a limit of one of the measurements, in the same units: "
                + "; ".join(f"{measurement} ({units})" for measurement, units in kinds),
                "Remove the limits, or name the measurement, such as “95% Lower Confidence Limit, Percent”.",
            )
        elif cell is not None:
            limits[of[0], *_place(row)]["upper" in row["Measurement"].lower()] = cell.value
    return {place: (lower, upper) for place, (lower, upper) in limits.items()}


def _limited(row: FileRow, kinds: list[_Kind]) -> list[_Kind]:
    """The kinds of estimate of which a row may be a limit: by the measurement that it names, or else by its units."""
    words = row["Measurement"].lower()
    named = [kind for kind in kinds if re.search(rf"\b{re.escape(kind[0].lower())}\b", words)]
    among = [kind for kind in named or kinds if kind[1].lower() == row["Units"].lower()]
    return among or (kinds if len(kinds) == 1 else named)


def _definition(source: IncomingFile, kind: _Kind, kinds: list[_Kind]) -> Definition:
    title, (measurement, units) = source.options.get("indicator", ""), kind
    if len(kinds) > 1:
        alike = sum(other.lower() == measurement.lower() for other, _ in kinds)
        title = f"{title} ({measurement.lower()}{f', {units.lower()}' if alike > 1 else ''})"
    return with_measure(
        Definition(
            slug=slug_from("", title),
            scheme="statistics-gov-scot",
            title=title,
            unit="%" if measurement.lower().startswith("percent") else standard_unit(units),
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
        breakdowns=True,
        producer="Scottish Government, statistics.gov.scot",
        licence=OGL,
    ),
)
