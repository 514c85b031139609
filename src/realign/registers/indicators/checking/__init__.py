"""Rows of any indicator file, checked into values: area, period, number, and what is possible for the measure."""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db.models import Model

from realign.foundations.design.words import date_words
from realign.foundations.files.table_layouts.types import RowNumber
from realign.foundations.files.tables import FileRow, Table, read_table
from realign.foundations.files.types import (
    KEPT,
    Changes,
    FileColumn,
    FileReading,
    ImportOption,
    IncomingFile,
    called,
)
from realign.methods.disclosure.profiles import profile
from realign.methods.numbers import DecimalMark
from realign.methods.on_disk import RowsByKey, RowsOnDisk
from realign.methods.signs import Sign
from realign.methods.units import is_known_unit, is_same_unit
from realign.registers.indicators.checking.breakdowns import breakdown_of, unknown_splits, unused
from realign.registers.indicators.checking.preview import FigureSummaries
from realign.registers.indicators.models import DEFAULT_PROFILE, Indicator, Observation
from realign.registers.indicators.numbers import (
    UNIT_DOUBTED,
    NumberCell,
    measure_of,
    parse_cell,
    why_impossible,
)
from realign.registers.indicators.periods import (
    AmbiguousPeriodError,
    Hyphen,
    Period,
    may_be_month,
    parse_period,
)
from realign.registers.indicators.queries import compared
from realign.registers.indicators.small_numbers import counts_people, why_small
from realign.registers.indicators.types import (
    Definition,
    FileValue,
    Findings,
    NumberKind,
    Status,
    file_values,
)
from realign.registers.places.models import Area
from realign.registers.places.queries import area_index
from realign.registers.places.types import kind_not_kept

LEAVE_OUT, KEEP = "leave-out", "keep"
IMPOSSIBLE = ImportOption(
    "impossible",
    "Impossible values",
    "What to do with negative rates and percentages beyond 0 to 100: refuse the file, leave those "
    "rows out and say so, or "
    "keep them for a decision under data quality.",
    choices=(
        ("refuse", "Refuse the file"),
        (LEAVE_OUT, "Leave those rows out"),
        (KEEP, "Keep them, to be decided under data quality"),
    ),
)

AREA = "a Scottish area code or the name of a council, health board or Scotland"
AS_BREAKDOWN = "name the groups in columns split_name and split_value."
PERIODS = "a period such as 2022, 2019/20, 2017/18 to 2019/20, March 2022 or 31 March 2022"
SPELL = "Write the period in this form."
YEARS = "a year such as 2022 or 2019/20, or several such as 2017/18 to 2019/20"
SPELL_YEARS = "Write the year in this form. Months and days can be imported as values of your own indicators."

_COMMA, _POINT = "comma", "point"
DECIMAL = ImportOption(
    "decimal",
    "Commas in numbers",
    "A file with semicolons between its columns may have decimal commas; in others a comma marks thousands.",
    choices=(
        ("unsaid", "Not said: refuse them in a file with semicolons"),
        (_COMMA, "They mark decimals: 12,5"),
        (_POINT, "They mark thousands: 1,250"),
    ),
)

MOST_KNOWN = 50_000
"""Periods and areas of a file that are remembered as they were read; no sound file has as many."""

# so many impossible percentages in one series, and more of them than possible ones, are not a slip but a wrong unit
MISLABELLED = 5

ZONES = {"S01": "data zones", "S02": "intermediate zones"}


class Checker:
    """Gathers the values of one file, its indicators, and every problem by row and column."""

    def __init__(self, source: IncomingFile, table: Table, *kinds: str) -> None:
        self.source, self.table, self.problems = source, table, table.problems
        self.kinds = kinds or (Area.Kind.COUNCIL, Area.Kind.HEALTH_BOARD, Area.Kind.COUNTRY)
        self.index = area_index()
        self._decimal = _decimal_mark(source)
        self.today: datetime.date = source.by.at.date()
        self.definitions: dict[str, Definition] = {}
        self.found = file_values()
        """Every value of the file that can be read; what becomes of impossible ones is decided when all are known."""
        self.left_out: Counter[str] = Counter()
        self._beyond: RowsOnDisk[tuple[int, str, str, str, str]] = RowsOnDisk(tuple, tuple)
        self._beyond_of: dict[str, tuple[int, str]] = {}
        self._possible: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        self._units: dict[str, tuple[FileRow, str]] = {}
        self._area_names: dict[int, str] = {}
        self._figure_column = ""
        self._limits_alone = 0
        self._areas: dict[tuple[str, str, str, str], tuple[Area | None, str, str]] = {}
        self._periods: dict[str, tuple[Period | None, str]] = {}
        self._has_months = False
        self._may_be_months: list[tuple[int, str, str, Period]] = []

    def area(
        self, row: FileRow, column: str, code: str, name: str = "", *, kind: str = "", within: str = ""
    ) -> Area | None:
        """The area of a code (or of a name in its place) and a name, which must be of one area.

        ``kind`` is what the row says that it is, and ``within`` the name of the council in which a zone lies.

        An area that is not known is a problem, or left out if it is of a kind that is not kept.
        """
        key = (code, name, kind, within)
        if key not in self._areas:
            if len(self._areas) > MOST_KNOWN:
                self._areas.clear()
            self._areas[key] = self._find_area(*key)
        area, fault, expected = self._areas[key]
        if area is not None:
            return area
        prefix = code[:3].upper() if _is_code(code) else ""
        if other_kind := kind_not_kept(code):
            self.left_out[f"for {other_kind}, which are not supported"] += 1
        elif prefix in ZONES and not any(known.startswith(prefix) for known in self.index.by_code):
            self.left_out[f"for {ZONES[prefix]}, which have not been imported yet"] += 1
        else:
            self.problems.add(
                row.number, column, fault, expected, "Correct the name or code, or remove the row."
            )
        return None

    def _find_area(self, code: str, name: str, kind: str, within: str) -> tuple[Area | None, str, str]:
        """The area, or what was found and expected in its place. Names are kept of councils, boards and Scotland."""
        text = code or name
        is_code, among = _is_code(text), (kind,) if kind in self.kinds else self.kinds
        area = self.index.find(text) if is_code else self.index.find(text, *among)
        if area is None:
            return None, text, AREA
        if kind and area.kind != kind:
            return (
                None,
                f"{text}, which is {area.name}",
                f"an area of the kind that the row says ({Area.Kind(kind).label})",
            )
        if area.kind in self.kinds:
            fits = not (code and name) or area in self.index.named(name, *self.kinds)
            return (
                (area, "", "")
                if fits
                else (None, f"{code} with the name {name}", f"{area.name}, whose code it is")
            )
        council = self.index.find(within, Area.Kind.COUNCIL) if within else None
        if within and (council is None or area.parent_id != council.pk):
            return None, f"{code} in {within}", f"the council in which {area.name} lies"
        return area, "", ""

    def period(self, row: FileRow, column: str, *, hyphen: Hyphen = Hyphen.UNSAID) -> Period | None:
        """The period of a row; what cannot be read, and what is no year where ``hyphen`` says years, is a problem."""
        written = row[column]
        if row.is_date(column) and written.endswith("-01"):
            # 2010-11 and Nov 10 become the first day of a month when they are typed into Excel
            self.problems.add(
                row.number,
                column,
                f"{written}, a day where a year is expected (Excel turns 2010-11 into a date)",
                "a period such as 2022, 2019/20 or 2017/18 to 2019/20",
                "Format the column as text in Excel and type the period again, such as 2010/11.",
            )
            return None
        if written not in self._periods:
            if len(self._periods) > MOST_KNOWN:
                self._periods.clear()
            self._periods[written] = _read_period(written, hyphen)
        period, fault = self._periods[written]
        if period is None:
            years = hyphen is Hyphen.YEARS
            self.problems.add(
                row.number, column, fault, YEARS if years else PERIODS, SPELL_YEARS if years else SPELL
            )
        elif hyphen is Hyphen.UNSAID and may_be_month(written):
            if not period.is_years:
                self._has_months = True
            elif len(self._may_be_months) < KEPT:
                self._may_be_months.append((row.number, column, written, period))
        return period

    def _judge_hyphens(self) -> None:
        """Where 2022-03 is a month, 2010-11 in the same file may be one too."""
        if self._has_months:
            for number, column, written, period in self._may_be_months:
                month = parse_period(written, hyphen=Hyphen.MONTH)
                fault = f"{written}, which may be {month.label}, or {period.label}: the file has months too"
                self.problems.add(number, column, fault, PERIODS, SPELL)

    def number(self, row: FileRow, column: str) -> NumberCell | None:
        """The number or symbol of a cell; anything else is a problem."""
        if self._decimal is None and "," in row[column]:
            self.problems.add(
                row.number,
                column,
                f"{row[column]}, in a file with semicolons between its columns",
                "numbers without commas, or to be told what a comma marks",
                f"Say under “{DECIMAL.label}” whether a comma marks decimals or thousands.",
            )
            return None
        try:
            return parse_cell(row[column], decimal=self._decimal or ".")
        except ValueError:
            self.problems.add(
                row.number,
                column,
                row[column],
                f"a number, or a sign such as {Sign.CONFIDENTIAL} for suppressed or {Sign.NOT_AVAILABLE} for not available",
                "Correct the value, or leave the cell empty if there is none.",
            )
            return None

    def add(
        self,
        row: FileRow,
        definition: Definition,
        area: Area | None,
        period: Period | None,
        cell: NumberCell | None,
        *,
        columns: tuple[str, str],
        breakdown: str | None = None,
        status: str | None = None,
        numerator: float | None = None,
        denominator: float | None = None,
        lower: float | None = None,
        upper: float | None = None,
    ) -> None:
        """Take a value in unless something about it is wrong. ``columns`` names those of the period and of the value.

        The breakdown is what the columns of groups say, unless the format tells another.
        """
        breakdown = breakdown_of(row) if breakdown is None else breakdown
        if definition.slug not in self.definitions:
            self.definitions[definition.slug] = definition
            for field in ("code", "title", "unit", "producer", "frequency"):
                self._check_length(row, Indicator, field, getattr(definition, field))
        self._check_length(row, Observation, "breakdown", breakdown)
        if area is None or period is None or cell is None:
            return
        status = status or cell.status
        if not cell.fits(definition.unit, definition.measure):
            self.problems.add(
                row.number,
                columns[1],
                f"{row[columns[1]]} for “{definition.title}”",
                f"a number in the unit of this indicator: {definition.unit or definition.measure}",
                "Correct the value or the unit.",
            )
            return
        if self._is_future(row, period, status, columns[0]):
            return
        if cell.value is None and (lower is not None or upper is not None):
            self._limits_alone += 1
        value = FileValue(
            row=row.number,
            slug=definition.slug,
            area_id=area.pk,
            period=period.label,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            breakdown=breakdown,
            value=cell.value,
            numerator=numerator,
            denominator=denominator,
            lower=lower if cell.value is not None else None,
            upper=upper if cell.value is not None else None,
            status=status,
            symbol=cell.symbol,
        )
        self.found.append(value)
        self._area_names[area.pk], self._figure_column = area.name, columns[1]
        if expected := why_impossible(definition.measure, cell.value):
            many, first = self._beyond_of.get(definition.slug, (0, expected))
            self._beyond_of[definition.slug] = (many + 1, first)
            where = called(row.number, columns[1])
            self._beyond.append((int(row.number), where, row[columns[1]], expected, definition.slug))
        elif cell.value is not None:
            self._possible[definition.slug] += 1

    def _check_length(self, row: FileRow, model: type[Model], field: str, text: str) -> None:
        """Say by row what is longer than the database keeps: one cuts it off, another refuses it."""
        most = getattr(model._meta.get_field(field), "max_length", None)
        if most is not None and len(text) > most:
            written = f"{len(text):,} letters: “{text[:40]}…”"
            self.problems.add(row.number, field, written, f"at most {most:,} letters", "Shorten it.")

    def _judge_twice(self) -> int:
        """Note every second value for one place; answers how many there are."""
        pairs: list[tuple[FileValue, FileValue]] = []
        count = 0
        for part in self.found.parts():
            firsts: dict[tuple[object, ...], FileValue] = {}
            for value in part:
                first = firsts.setdefault(value.key, value)
                if first is not value:
                    count += 1
                    if count <= KEPT:
                        pairs.append((value, first))
        if pairs:
            wanted = {_identity(value.row) for pair in pairs for value in pair}
            rows = {key: row for row in self.table.rows if (key := _identity(row.number)) in wanted}
            for value, first in pairs:
                self._note_second(value, rows[_identity(value.row)], rows[_identity(first.row)])
            self.problems.count += count - len(pairs)
        return count

    def _note_second(self, value: FileValue, row: FileRow, first: FileRow) -> None:
        """Note two values for one place; a column that tells them apart and is not known may be what splits them."""
        differing = [name for name, cell in row.extra.items() if first.extra.get(name) != cell]
        title = self.definitions[value.slug].title
        fault = f"a second value for {self._area_names[value.area_id]}, {value.period}: “{title}”"
        todo = "Keep the row that is right."
        if differing:
            fault += f"; the rows differ in columns that are not used: {', '.join(differing)}"
            todo = f"Keep the rows about everybody, or {AS_BREAKDOWN}"
        self.problems.add(
            row.number,
            self._figure_column,
            fault,
            f"one value; the first is in row {first.number}",
            todo,
        )

    def name(self, row: FileRow, column: str, definition: Definition) -> bool:
        """Whether a row says what it measures, in a name that no other indicator of the file comes too near."""
        written = row[column]
        spelt = self._names.setdefault(definition.slug, written)
        if written and spelt.lower() == written.lower():
            return True
        expected = (
            "the name of what is measured"
            if not written
            else f"names that differ in more than signs: {spelt}"
        )
        self.problems.add(row.number, column, written, expected, "Correct the name.")
        return False

    def unit(self, row: FileRow, column: str, definition: Definition, unit: str) -> None:
        """Note the unit of a row, which must be that of the rows of the same indicator before it."""
        first, _ = self._units.setdefault(definition.slug, (row, column))
        if not is_same_unit(unit, definition.unit):
            self.problems.add(
                row.number,
                column,
                f"{unit or 'no unit'} for “{definition.title}”",
                f"one unit for an indicator: {definition.unit or 'none'}, as in row {first.number}",
                "Correct the unit, or give the other figures a name of their own.",
            )

    def _judge_units(self) -> None:
        """A unit other than that of the indicator in the register would make other figures of its values."""
        standing = dict(
            Indicator.objects.filter(
                partnership=self.source.by.partnership, slug__in=self.definitions
            ).values_list("slug", "unit")
        )
        unknown = set()
        for slug, definition in self.definitions.items():
            unit, before = definition.unit, standing.get(slug, "")
            if unit and before and not is_same_unit(unit, before) and slug in self._units:
                row, column = self._units[slug]
                self.problems.add(
                    row.number,
                    column,
                    f"{unit} for “{definition.title}”",
                    f"{before}, the unit of this indicator in the register",
                    "Correct the file, or give these figures an indicator of their own. If the register is "
                    "wrong, change the unit on the page of the indicator first.",
                )
            elif unit and not before and not is_known_unit(unit):
                unknown.add(unit)
        if unknown:
            names = ", ".join(f"“{unit}”" for unit in sorted(unknown))
            self.table.notes.append(f"Not in the list of known units, and kept as written: {names}.")

    def _why_small(self) -> Callable[[FileValue], str]:
        """Why few people stand behind a value, by the rules of its indicator; nothing where enough do."""
        profile_names = Indicator.objects.filter(
            partnership=self.source.by.partnership, slug__in=self.definitions
        ).values_list("slug", "disclosure_profile")
        rules = {slug: profile(name) for slug, name in profile_names}
        people = {
            slug: counts_people(definition.title, definition.unit)
            for slug, definition in self.definitions.items()
        }
        default = profile(DEFAULT_PROFILE)
        return lambda value: why_small(
            rules.get(value.slug, default), value, counts_people=people[value.slug]
        )

    def _is_future(self, row: FileRow, period: Period, status: str, column: str) -> bool:
        if period.starts_on <= self.today or status == Status.PROJECTED:
            return False
        self.problems.add(
            row.number,
            column,
            period.label,
            f"a period that has begun by {date_words(self.today)}",
            "Correct the period; a projection must be marked as one.",
        )
        return True

    def _judge_beyond(self) -> set[str]:
        """Values that cannot be: a few are mistakes; most of a series are a wrong unit, which is said and kept.

        Answers the indicators whose impossible values are not imported.
        """
        refused, left_out = set(), set()
        for slug, (many, expected) in self._beyond_of.items():
            definition = self.definitions[slug]
            is_percent = definition.measure == NumberKind.PERCENT
            if is_percent and many >= MISLABELLED and many > self._possible[slug]:
                words = f"{many} of {many + self._possible[slug]} values lie beyond 0 to 100"
                self.definitions[slug] = replace(
                    definition,
                    unit="",
                    measure=NumberKind.OTHER,
                    caveats=f"{UNIT_DOUBTED}, but {words}: the unit is not known.",
                )
                self.table.notes.append(
                    f"“{definition.title}” cannot be a percentage ({words}): imported without a unit."
                )
            elif self.source.options.get(IMPOSSIBLE.name) == LEAVE_OUT:
                self.left_out[f"of “{definition.title}”: expected {expected}"] += many
                left_out.add(slug)
            elif self.source.options.get(IMPOSSIBLE.name) == KEEP:
                self.table.notes.append(
                    f"Kept, and listed under data quality: {_rows(many)} of “{definition.title}” where "
                    f"{expected} was expected."
                )
            else:
                refused.add(slug)
        for row, column, written, expected, slug in self._beyond if refused else ():
            if slug in refused:
                self.problems.add(
                    row,
                    column,
                    written,
                    f"{expected} for “{self.definitions[slug].title}”",
                    "Correct it at its source, or choose to leave impossible rows out.",
                )
        return refused | left_out

    def _without(self, impossible_of: set[str]) -> RowsByKey[FileValue]:
        """The values, each place once, without the impossible ones of these indicators."""
        values = file_values()
        for part in self.found.parts():
            for value in {value.key: value for value in reversed(part)}.values():
                measure = self.definitions[value.slug].measure
                if value.slug not in impossible_of or not why_impossible(measure, value.value):
                    values.append(value)
        return values

    def reading(self) -> FileReading:
        """The whole file, checked and compared with the values that stand; whoever accepts it sees this first."""
        self._judge_hyphens()
        self._judge_units()
        many_twice = self._judge_twice()
        impossible_of = self._judge_beyond()
        if many_twice or impossible_of:
            self.found = self._without(impossible_of)
        self.problems.kept.sort(key=lambda problem: problem.row)
        if not self.found and self.left_out and not self.problems:
            why = "; ".join(f"{_rows(count)} {why}" for why, count in self.left_out.items())
            self.problems.add(
                0,
                "",
                f"nothing that can be imported ({why})",
                "at least one row",
                "Import those areas first.",
            )
        new = changed = unchanged = many = 0
        symbols: Counter[str] = Counter()
        apart: Counter[str] = Counter()
        why_few = self._why_small()
        figures = FigureSummaries()
        for lot in compared(self.source.by.partnership, self.definitions, self.found):
            new, changed, unchanged = (
                new + len(lot.new),
                changed + len(lot.changed),
                unchanged + lot.unchanged,
            )
            figures.add(lot)
            many += sum(bool(why_few(value)) for value in lot.values)
            symbols.update(value.symbol for value in lot.values if value.symbol)
            apart.update(
                value.status for value in lot.values if value.status in (Status.IMPUTED, Status.PROJECTED)
            )
        notes = [
            *self.table.notes,
            *(f"Left out: {_rows(count)} {why}." for why, count in self.left_out.items()),
        ]
        if self._limits_alone:
            notes.append(
                f"Not imported: the limits of {_rows(self._limits_alone)} without a value, which they would "
                "give away or contradict."
            )
        if many:
            notes.append(
                f"Hidden from the public because they count few people: {_rows(many)}. Members can "
                "see them on the page of the indicator."
            )
        if symbols:
            counts = ", ".join(f"{count:,} {symbol}" for symbol, count in sorted(symbols.items()))
            notes.append(f"Values without a number, kept as symbols and never as zero: {counts}.")
        if apart:
            counts = ", ".join(f"{count:,} {status}" for status, count in sorted(apart.items()))
            notes.append(f"Not observed, and labelled as such: {counts}.")
        return FileReading(
            rows=Findings(tuple(self.definitions.values()), self.found),
            changes=Changes(new, changed, unchanged),
            problems=self.problems,
            notes=tuple(notes),
            count=len(self.found),
            preview=figures.preview(self.definitions.values(), self._standing(), self._area_names),
        )

    def _standing(self) -> dict[str, Indicator]:
        """The indicators of the file that the register has, by their short names."""
        rows = Indicator.objects.filter(
            partnership=self.source.by.partnership, slug__in=list(self.definitions)
        )
        return {row.slug: row for row in rows}


def read_values(source: IncomingFile, columns: Sequence[FileColumn]) -> Table:
    """The rows of a file of values; a column that may split its figures and is not known keeps it out."""
    table = read_table(source.path, source.name, columns, keep_extra=True, layout=source.layout)
    for name, row in unknown_splits(table.rows).items():
        table.problems.add(
            row.number,
            name,
            row.extra[name],
            "no column that splits the figures into groups, unless it is a known one",
            f"Remove the column if every row is about everybody; otherwise {AS_BREAKDOWN}",
        )
    names = unused(table.rows[0].extra) if table.rows else []
    for name in names if source.layout.names_columns else ():
        table.problems.add(
            table.header_row,
            name,
            "a breakdown column that is not known",
            "a known one, such as sex, age group or quintile",
            f"Say that it is not used if every row is about everybody; otherwise {AS_BREAKDOWN}",
        )
    if names and not source.layout.names_columns:
        table.notes.append(f"Columns not used: {', '.join(names)}.")
    return table


def each_row(
    source: IncomingFile, table: Table, take: Callable[[FileRow], None], rows: Iterable[FileRow] | None = None
) -> None:
    """Give every row to ``take`` and say from time to time how far it is."""
    total = len(table.rows)
    for done, row in enumerate(table.rows if rows is None else rows):
        if done % 5000 == 0:
            source.report(done, total, "Checking rows")
        take(row)


def with_measure(definition: Definition) -> Definition:
    """The definition with the sort of number it is, told from its title and unit."""
    return replace(definition, measure=measure_of(definition.title, definition.unit))


def _decimal_mark(source: IncomingFile) -> DecimalMark | None:
    """How decimals are marked, as somebody said; where nobody did, a file with semicolons does not tell."""
    told: dict[str, DecimalMark] = {_COMMA: ",", _POINT: "."}
    if (mark := told.get(source.options.get(DECIMAL.name, ""))) is not None:
        return mark
    with source.path.open("rb") as stream:
        heading = stream.readline(100_000)
    return None if not heading.startswith(b"PK") and heading.count(b";") > heading.count(b",") else "."


def _read_period(written: str, hyphen: Hyphen) -> tuple[Period | None, str]:
    """A period, or what was found instead of one."""
    try:
        period = parse_period(written, hyphen=hyphen)
    except AmbiguousPeriodError as error:
        return None, f"{written}, which may be {error}"
    except ValueError:
        if hyphen is Hyphen.YEARS and may_be_month(written):
            return None, f"{written}, which may be {parse_period(written, hyphen=Hyphen.MONTH).label}"
        return None, written
    if hyphen is Hyphen.YEARS and not period.is_years:
        return None, f"{written}, which is {period.length}"
    return period, ""


def _identity(row: int) -> tuple[int, str, str]:
    """What tells a row of the table from any other."""
    return (int(row), row.figure, row.sheet) if isinstance(row, RowNumber) else (row, "", "")


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]\d{8}", text))


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
