"""Local Government Benchmarking Framework: one row for a council, a series and a year.

Single financial years (2010-11) stand beside periods of several (2010-14); Scotland has no code; island councils and others
are left blank where no pupils were asked or too few children are behind a figure; some series have no title.
"""

from django.utils.text import slugify

from realign.foundations.files.tables import FileRow, read_table
from realign.foundations.files.types import FileColumn, FileReading, IncomingFile
from realign.registers.indicators.checking import Checker, each_row, with_measure
from realign.registers.indicators.formats import OGL, values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.periods import Hyphen
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition

COLUMNS = (
    FileColumn("council", "the name of a council, or Scotland", aliases=("local authority", "area_name")),
    FileColumn("indicator", "the code of the series, such as CHN9", aliases=("code",)),
    FileColumn("year", "a financial year 2019-20 or several 2017-20", aliases=("period",)),
    FileColumn("value", "the figure; empty where there is none"),
    FileColumn("higher_is_better", "Yes, No or empty", aliases=("higher is better",)),
    FileColumn("ca_code", "the council’s code", required=False, aliases=("area_code", "council_code")),
    FileColumn("title", "what the series measures", required=False),
    FileColumn("year_clean", required=False),
    FileColumn("family_group_people", required=False),
    FileColumn("family_group_place", required=False),
)
_BETTER = {"yes": Indicator.Polarity.HIGHER, "no": Indicator.Polarity.LOWER}


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of the framework."""
    table = read_table(source.path, source.name, COLUMNS)
    checker = Checker(source, table)
    definitions: dict[str, Definition] = {}

    def take(row: FileRow) -> None:
        code = row["indicator"]
        if code not in definitions:
            definitions[code] = _definition(row, source.record.producer)
        checker.add(
            row,
            definitions[code],
            checker.area(row, "council", row["ca_code"], row["council"]),
            checker.period(row, "year", hyphen=Hyphen.YEARS),
            checker.number(row, "value"),
            columns=("year", "value"),
        )

    each_row(source, table, take)
    return checker.reading()


def _definition(row: FileRow, producer: str) -> Definition:
    code = row["indicator"]
    title = row["title"] if row["title"] not in {"", "NA"} else code
    return with_measure(
        Definition(
            slug=slugify(f"lgbf {code}")[:120],
            scheme="lgbf",
            code=code[:60],
            title=title,
            unit=_unit(title),
            polarity=_BETTER.get(row["higher_is_better"].lower(), Indicator.Polarity.NEITHER),
            producer=producer,
            frequency="Yearly",
        )
    )


def _unit(title: str) -> str:
    words = title.lower()
    if "percentage point" in words:
        return "percentage points"
    if (
        words.startswith("%")
        or "percentage" in words
        or "proportion" in words
        or "attendance" in words
        or ": %" in words
    ):
        return "%"
    if "per 1000" in words or "per 1,000" in words:
        return "per 1,000"
    if "£000" in words or "(£000s)" in words:
        return "£000s"
    if "cost" in words:
        return "£"
    return "points" if "tariff" in words else ""


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
