"""Values of indicators that are defined here already: one row for an indicator, an area and a period.

The columns are those of the plain file given out, so that it can be taken in again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from realign.foundations.files.tables import FileRow
from realign.foundations.files.types import FileColumn, FileReading, ImportOption, IncomingFile
from realign.registers.indicators.checking import Checker, each_row, read_values, with_measure
from realign.registers.indicators.checking.breakdowns import breakdown_of
from realign.registers.indicators.formats import values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.queries import held_values
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE, Definition, Status
from realign.registers.places.models import Area

COLUMNS = (
    FileColumn(
        "indicator",
        "its title as it stands here, or the last part of its page’s address, such as weeks-to-first-support",
    ),
    FileColumn("area", "a council, health board or Scotland, by name or code", aliases=("area_code",)),
    FileColumn("period", "2025/26, 2025, April 2025 or 31 March 2025", is_period=True),
    FileColumn("value", f"the figure, or {CONFIDENTIAL}, {NOT_AVAILABLE}, {NOT_APPLICABLE}"),
    *(
        FileColumn(name, words, required=False)
        for name, words in (
            ("symbol", f"why there is no figure: {CONFIDENTIAL}, {NOT_AVAILABLE} or {NOT_APPLICABLE}"),
            ("held_back", "not read: files that Realign writes have it"),
            ("breakdown", "the group that the figure is for, such as sex: girls"),
            ("lower", "the lower limit of its 95% interval"),
            ("upper", "the upper limit of its 95% interval"),
            ("numerator", "how many are counted"),
            ("denominator", "out of how many"),
            ("status", ", ".join(Status.values)),
        )
    ),
)


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of values."""
    table = read_values(source, COLUMNS)
    checker = Checker(source, table)
    definitions = {
        row.slug: with_measure(Definition(row.slug, row.scheme, row.title, unit=row.unit))
        for row in Indicator.objects.filter(partnership=source.by.partnership)
    }

    by_title = _only_of_title(definitions.values())

    def take(row: FileRow) -> None:
        definition = definitions.get(row["indicator"]) or by_title.get(_title(row["indicator"]))
        if definition is None:
            table.problems.add(
                row.number,
                "indicator",
                row["indicator"],
                "an indicator that is defined here",
                "Define it first, or write its title as it stands here or, where several have it, "
                "the last part of its page’s address.",
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
            breakdown="; ".join(part for part in (row["breakdown"], breakdown_of(row)) if part),
            status=_status(checker, row),
            **numbers,
        )

    each_row(source, table, take)
    return checker.reading()


def _title(words: str) -> str:
    return " ".join(words.split()).casefold()


def _only_of_title(definitions: Iterable[Definition]) -> dict[str, Definition]:
    """The indicator of each title that no other has: where two have it, it does not say which."""
    by_title: dict[str, list[Definition]] = {}
    for definition in definitions:
        by_title.setdefault(_title(definition.title), []).append(definition)
    return {title: alike[0] for title, alike in by_title.items() if len(alike) == 1}


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


def read_typed(source: IncomingFile) -> FileReading:
    """Read a value that was typed, with what a second person looks at before taking it in."""
    reading = read(source)
    return replace(reading, notes=(*_second_look(source, reading), *reading.notes))


def _second_look(source: IncomingFile, reading: FileReading) -> Iterator[str]:
    titles = {definition.slug: definition.title for definition in reading.rows.definitions}
    standing = held_values(source.by.partnership, titles)
    areas = Area.objects.in_bulk({value.area_id for value in reading.rows.values})
    for value in reading.rows.values:
        counts = (value.numerator, value.denominator)
        made_of = "" if None in counts else " ({:g} of {:g})".format(*counts)
        group = f", {value.breakdown}" if value.breakdown else ""
        figure = value.symbol if value.value is None else f"{value.value:g}"
        yield f"{titles[value.slug]}, {areas[value.area_id]}{group}, {value.period}: {figure}{made_of}."
        if value.key in standing and standing[value.key][1] != value.content:
            before = standing[value.key][1][0]
            yield f"It takes the place of {'a value without a figure' if before is None else f'{before:g}'}."
    for option in (REASON, NOTE):
        if words := source.options.get(option.name):
            yield f"{option.label}: {words}"


REASON = ImportOption("reason", "Why the value is corrected")
NOTE = ImportOption("note", "Note")

SCHEMES: tuple[Scheme, ...] = ()
FORMATS = (
    values_format(
        slug="values",
        title="Values of your own indicators",
        help="One row for an indicator that is defined here already, an area and a period.",
        columns=COLUMNS,
        reader=read,
    ),
    values_format(
        slug="typed",
        title="One value, typed",
        help="One value of an indicator that is defined here already, typed on a page instead of a file.",
        columns=COLUMNS,
        reader=read_typed,
        options=(REASON, NOTE),
        permission="indicators.edit",
        page="indicators:value",
        second_person=True,
    ),
)
