"""Values of indicators that are defined here already: one row for an indicator, an area and a period.

The columns are those of the plain file given out, so that it can be taken in again.
"""

from realign.foundations.files.tables import FileRow, read_table
from realign.foundations.files.types import FileColumn, FileReading, IncomingFile
from realign.registers.indicators.checking import Checker, each_row, with_measure
from realign.registers.indicators.formats import values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition, Status

COLUMNS = (
    FileColumn("indicator", "the last part of its page’s address, such as weeks-to-first-support"),
    FileColumn("area", "a council, health board or Scotland, by name or code", aliases=("area_code",)),
    FileColumn("period", "2025/26, 2025, April 2025 or 31 March 2025"),
    FileColumn("value", "the figure, or [c], [x], [z]"),
    *(
        FileColumn(name, required=False)
        for name in (
            "symbol",
            "held_back",
            "breakdown",
            "lower",
            "upper",
            "numerator",
            "denominator",
            "status",
        )
    ),
)


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of values."""
    table = read_table(source.path, source.name, COLUMNS)
    checker = Checker(source, table)
    definitions = {
        row.slug: with_measure(Definition(row.slug, row.scheme, row.title, unit=row.unit))
        for row in Indicator.objects.filter(partnership=source.by.partnership)
    }

    def take(row: FileRow) -> None:
        definition = definitions.get(row["indicator"])
        if definition is None:
            table.problems.add(
                row.number,
                "indicator",
                row["indicator"],
                "an indicator that is defined here",
                "Define it first, or take the last part of its page’s address.",
            )
            return
        numbers = {name: _number(checker, row, name) for name in _NUMBERS}
        checker.add(
            row,
            definition,
            checker.area(row, "area", row["area"]),
            checker.period(row, "period"),
            checker.number(row, "value" if row["value"] else "symbol"),
            columns=("period", "value"),
            breakdown=row["breakdown"],
            status=_status(checker, row),
            **numbers,
        )

    each_row(source, table, take)
    return checker.reading()


_NUMBERS = ("numerator", "denominator", "lower", "upper")


def _number(checker: Checker, row: FileRow, column: str) -> float | None:
    cell = checker.number(row, column)
    return cell.value if cell else None


def _status(checker: Checker, row: FileRow) -> str | None:
    status = row["status"].lower()
    if status and status not in Status.values:
        checker.problems.add(
            row.number, "status", row["status"], ", ".join(Status.values), "Use one of them."
        )
    return status or None


SCHEMES: tuple[Scheme, ...] = ()
FORMATS = (
    values_format(
        slug="values",
        title="Values of your own indicators",
        help="One row for an indicator that is defined here already, an area and a period.",
        columns=COLUMNS,
        reader=read,
    ),
)
