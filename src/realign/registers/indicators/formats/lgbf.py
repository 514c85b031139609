"""Local Government Benchmarking Framework: one row for a council, a series and a year.

Single financial years (2010-11) stand beside periods of several (2010-14); Scotland has no code; island councils and others
are left blank where no pupils were asked or too few children are behind a figure; some series have no title.
"""

import re

from realign.foundations.files.tables import FileRow, Table
from realign.foundations.files.types import FileColumn, FileReading, IncomingFile
from realign.registers.indicators.checking import Checker, each_row, read_values, with_measure
from realign.registers.indicators.checking.naming import SeriesCodes
from realign.registers.indicators.formats import OGL, values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.periods import Hyphen
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition

COLUMNS = (
    FileColumn("council", "the name of a council, or Scotland", aliases=("local authority", "area_name")),
    FileColumn("indicator", "the code of the series, such as CHN9", aliases=("code",)),
    FileColumn("year", "a financial year 2019-20 or several 2017-20", aliases=("period",), is_period=True),
    FileColumn("value", "the figure; empty where there is none"),
    FileColumn("higher_is_better", "Yes, No or empty", aliases=("higher is better",)),
    FileColumn("ca_code", "the council’s code", required=False, aliases=("area_code", "council_code")),
    FileColumn("title", "what the series measures", required=False),
    FileColumn("year_clean", required=False),
    FileColumn("family_group_people", required=False),
    FileColumn("family_group_place", required=False),
)
_BETTER = {
    "yes": Indicator.Polarity.HIGHER,
    "no": Indicator.Polarity.LOWER,
    **dict.fromkeys(("", "na"), Indicator.Polarity.NEITHER),
}


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of the framework."""
    table = read_values(source, COLUMNS)
    checker = Checker(source, table)
    codes = SeriesCodes(source.by.partnership, "lgbf")
    titles: dict[str, str] = {}
    for row in table.rows:
        if _title(row):
            titles.setdefault(row["indicator"], _title(row))
    definitions: dict[str, Definition] = {}

    def take(row: FileRow) -> None:
        code = row["indicator"]
        if not code:
            table.problems.add(
                row.number, "indicator", "", "the code of a series", "Give the code, or remove the row."
            )
            return
        better = _better(row, table)
        if code not in definitions:
            slug, title = codes.slug_of(code), titles.get(code, code)
            definitions[code] = _definition(slug, code, title, better, source.record.producer)
        definition = definitions[code]
        checker.unit(row, "title", definition, definition.unit)
        _check_same(row, definition, better, table)
        checker.add(
            row,
            definition,
            checker.area(row, "council", row["ca_code"], row["council"]),
            checker.period(row, "year", hyphen=Hyphen.YEARS),
            checker.number(row, "value"),
            columns=("year", "value"),
        )

    each_row(source, table, take)
    return checker.reading()


def _better(row: FileRow, table: Table) -> str:
    written = row["higher_is_better"]
    if written.lower() not in _BETTER:
        table.problems.add(row.number, "higher_is_better", written, "Yes, No or empty", "Use one of them.")
    return _BETTER.get(written.lower(), Indicator.Polarity.NEITHER)


def _title(row: FileRow) -> str:
    return "" if row["title"] == "NA" else row["title"]


def _check_same(row: FileRow, definition: Definition, better: str, table: Table) -> None:
    """One code is one series: two titles under it, or two ways in which it is better, are two series."""
    for column, before, now in (
        ("title", definition.title, _title(row) or definition.title),
        ("higher_is_better", definition.polarity, better),
    ):
        if now.lower() != before.lower():
            table.problems.add(
                row.number,
                column,
                f"{row[column] or 'nothing'} for {row['indicator']}",
                f"what an earlier row says of this series: {before}",
                "Correct the row, or give the other series a code of its own.",
            )


def _definition(slug: str, code: str, title: str, better: str, producer: str) -> Definition:
    return with_measure(
        Definition(
            slug=slug,
            scheme="lgbf",
            code=code[:60],
            title=title,
            unit=_unit(title),
            polarity=better,
            producer=producer,
            frequency="Yearly",
        )
    )


_UNITS = (
    (r"percentage point", "percentage points"),
    (r"^%|: %|\bpercentage\b|\bproportion\b", "%"),
    *((rf"\bper {size[:-4]},?000\b", f"per {size}") for size in ("1,000", "10,000", "100,000")),
    (r"£000", "£000s"),
    (r"\bcosts?\b|£", "£"),
    (r"\battendance rates?\b", "%"),
    (r"\btariff\b", "points"),
)
"""The framework gives units in its titles only: the first of these that fits."""


def _unit(title: str) -> str:
    return next((unit for words, unit in _UNITS if re.search(words, title.lower())), "")


SCHEMES = (
    Scheme(
        "lgbf",
        "Local Government Benchmarking Framework",
        use_for="Comparing a council with those of its family group, and with its own past. Not for ranking all 32.",
        comparable=Indicator.Comparable.SAME,
    ),
)
FORMATS = (
    values_format(
        slug="lgbf",
        title="Local Government Benchmarking Framework",
        help="One row for a council, a series and a year, with columns council, indicator, year, value, higher_is_better.",
        columns=COLUMNS,
        reader=read,
        producer="Improvement Service",
        licence=OGL,
    ),
)
