"""Rows of any indicator file, checked into values: area, period, number, and what is possible for the measure."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db.models import Model

from realign.foundations.design.words import date_words
from realign.foundations.files.tables import FileRow, Table
from realign.foundations.files.types import Changes, FileReading, ImportOption, IncomingFile
from realign.methods.disclosure.profiles import profile
from realign.methods.signs import Sign
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
from realign.registers.indicators.queries import held_values
from realign.registers.indicators.rules import compare
from realign.registers.indicators.small_numbers import counts_people, why_small
from realign.registers.indicators.types import Definition, FileValue, Findings, NumberKind, Status
from realign.registers.places.models import Area
from realign.registers.places.queries import area_index

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

PERIODS = "a period such as 2022, 2019/20, 2017/18 to 2019/20, March 2022 or 31 March 2022"
SPELL = "Write the period in this form."
YEARS = "a year such as 2022 or 2019/20, or several such as 2017/18 to 2019/20"
SPELL_YEARS = "Write the year in this form. Months and days can be imported as values of your own indicators."

# so many impossible percentages in one series, and more of them than possible ones, are not a slip but a wrong unit
MISLABELLED = 5

# kinds of area that are known to exist but not kept here, by the start of their code
OTHER_KINDS = {
    "S13": "wards",
    "S14": "UK Parliament constituencies",
    "S16": "Scottish Parliament constituencies",
    "S17": "Scottish Parliament regions",
    "S19": "localities",
    "S20": "settlements",
    "S37": "health and social care partnerships",
}
ZONES = {"S01": "data zones", "S02": "intermediate zones"}


class Checker:
    """Gathers the values of one file, its indicators, and every problem by row and column."""

    def __init__(self, source: IncomingFile, table: Table, *kinds: str) -> None:
        self.source, self.table, self.problems = source, table, table.problems
        self.kinds = kinds or (Area.Kind.COUNCIL, Area.Kind.HEALTH_BOARD, Area.Kind.COUNTRY)
        self.index = area_index()
        self.today: datetime.date = source.by.at.date()
        self.definitions: dict[str, Definition] = {}
        self.found: list[FileValue] = []
        self.left_out: Counter[str] = Counter()
        self._beyond: dict[str, list[tuple[FileValue, str, str, str]]] = defaultdict(list)
        self._seen: dict[tuple[object, ...], int] = {}
        self._areas: dict[str, Area | None] = {}
        self._periods: dict[str, tuple[Period | None, str]] = {}
        self._hyphened: dict[bool, list[tuple[int, str, str, Period]]] = defaultdict(list)

    def area(self, row: FileRow, column: str, *texts: str) -> Area | None:
        """The area of the first text that is not empty; an unknown one is a problem, or left out if of no kept kind."""
        text = next((text for text in texts if text), "")
        if text not in self._areas:
            self._areas[text] = (
                self.index.find(text) if _is_code(text) else self.index.find(text, *self.kinds)
            )
        area = self._areas[text]
        if area is not None:
            return area
        prefix = text[:3].upper() if _is_code(text) else ""
        if prefix in OTHER_KINDS:
            self.left_out[f"for {OTHER_KINDS[prefix]}, which are not supported"] += 1
        elif prefix in ZONES and not any(code.startswith(prefix) for code in self.index.by_code):
            self.left_out[f"for {ZONES[prefix]}, which have not been imported yet"] += 1
        else:
            self.problems.add(
                row.number,
                column,
                text,
                "a Scottish area code or the name of a council, health board or Scotland",
                "Correct the name or code, or remove the row.",
            )
        return None

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
            self._periods[written] = _read_period(written, hyphen)
        period, found = self._periods[written]
        if period is None:
            years = hyphen is Hyphen.YEARS
            self.problems.add(
                row.number, column, found, YEARS if years else PERIODS, SPELL_YEARS if years else SPELL
            )
        elif hyphen is Hyphen.UNSAID and may_be_month(written):
            self._hyphened[period.is_years].append((row.number, column, written, period))
        return period

    def _judge_hyphens(self) -> None:
        """Where 2022-03 is a month, 2010-11 in the same file may be one too."""
        if self._hyphened[False]:
            for number, column, written, period in self._hyphened[True]:
                month = parse_period(written, hyphen=Hyphen.MONTH)
                found = f"{written}, which may be {month.label}, or {period.label}: the file has months too"
                self.problems.add(number, column, found, PERIODS, SPELL)

    def number(self, row: FileRow, column: str) -> NumberCell | None:
        """The number or symbol of a cell; anything else is a problem."""
        try:
            return parse_cell(row[column])
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
        breakdown: str = "",
        status: str | None = None,
        numerator: float | None = None,
        denominator: float | None = None,
        lower: float | None = None,
        upper: float | None = None,
    ) -> None:
        """Take a value in unless something about it is wrong. ``columns`` names those of the period and of the value."""
        if definition.slug not in self.definitions:
            self.definitions[definition.slug] = definition
            for field in ("code", "title", "unit", "producer", "frequency"):
                self._check_length(row, Indicator, field, getattr(definition, field))
        self._check_length(row, Observation, "breakdown", breakdown)
        if area is None or period is None or cell is None:
            return
        status = status or cell.status
        if self._is_future(row, period, status, columns[0]):
            return
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
        first = self._seen.setdefault(value.key, row.number)
        if first != row.number:
            self.problems.add(
                row.number,
                columns[1],
                f"a second value for {area.name}, {period.label}: “{definition.title}”",
                f"one value; the first is in row {first}",
                "Keep the row that is right.",
            )
            return
        if expected := why_impossible(definition.measure, cell.value):
            self._beyond[definition.slug].append((value, columns[1], row[columns[1]], expected))
        else:
            self.found.append(value)

    def _check_length(self, row: FileRow, model: type[Model], field: str, text: str) -> None:
        """Say by row what is longer than the database keeps: one cuts it off, another refuses it."""
        most = getattr(model._meta.get_field(field), "max_length", None)
        if most is not None and len(text) > most:
            written = f"{len(text):,} letters: “{text[:40]}…”"
            self.problems.add(row.number, field, written, f"at most {most:,} letters", "Shorten it.")

    def _count_small(self) -> int:
        """How many values few people stand behind, by the rules of each indicator."""
        profile_names = Indicator.objects.filter(
            partnership=self.source.by.partnership, slug__in=self.definitions
        ).values_list("slug", "disclosure_profile")
        rules = {slug: profile(name) for slug, name in profile_names}
        people = {
            slug: counts_people(definition.title, definition.unit)
            for slug, definition in self.definitions.items()
        }
        default = profile(DEFAULT_PROFILE)
        return sum(
            bool(why_small(rules.get(value.slug, default), value, counts_people=people[value.slug]))
            for value in self.found
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

    def _judge_beyond(self) -> None:
        """Values that cannot be: a few are mistakes; most of a series are a wrong unit, which is said and kept."""
        possible = Counter(value.slug for value in self.found if value.value is not None)
        for slug, beyond in self._beyond.items():
            definition = self.definitions[slug]
            is_percent = definition.measure == NumberKind.PERCENT
            if is_percent and len(beyond) >= MISLABELLED and len(beyond) > possible[slug]:
                words = f"{len(beyond)} of {len(beyond) + possible[slug]} values lie beyond 0 to 100"
                self.definitions[slug] = replace(
                    definition,
                    unit="",
                    measure=NumberKind.OTHER,
                    caveats=f"{UNIT_DOUBTED}, but {words}: the unit is not known.",
                )
                self.table.notes.append(
                    f"“{definition.title}” cannot be a percentage ({words}): imported without a unit."
                )
                self.found.extend(value for value, *_ in beyond)
            elif self.source.options.get(IMPOSSIBLE.name) == LEAVE_OUT:
                self.left_out[f"of “{definition.title}”: expected {beyond[0][3]}"] += len(beyond)
            elif self.source.options.get(IMPOSSIBLE.name) == KEEP:
                self.table.notes.append(
                    f"Kept, and listed under data quality: {_rows(len(beyond))} of “{definition.title}” where "
                    f"{beyond[0][3]} was expected."
                )
                self.found.extend(value for value, *_ in beyond)
            else:
                for value, column, written, expected in beyond:
                    self.problems.add(
                        value.row,
                        column,
                        written,
                        f"{expected} for “{definition.title}”",
                        "Correct it at its source, or choose to leave impossible rows out.",
                    )
        self.problems.kept.sort(key=lambda problem: problem.row)

    def reading(self) -> FileReading:
        """The whole file, checked and compared with the values that stand; whoever accepts it sees this first."""
        self._judge_hyphens()
        self._judge_beyond()
        if not self.found and self.left_out and not self.problems:
            why = "; ".join(f"{_rows(count)} {why}" for why, count in self.left_out.items())
            self.problems.add(
                0,
                "",
                f"nothing that can be imported ({why})",
                "at least one row",
                "Import those areas first.",
            )
        standing = held_values(self.source.by.partnership, self.definitions)
        new, changed, unchanged = compare(self.found, standing)
        notes = [
            *self.table.notes,
            *(f"Left out: {_rows(count)} {why}." for why, count in self.left_out.items()),
        ]
        if many := self._count_small():
            notes.append(
                f"Hidden from the public because they count few people: {_rows(many)}. Members can "
                "see them on the page of the indicator."
            )
        symbols = Counter(value.symbol for value in self.found if value.symbol)
        if symbols:
            counts = ", ".join(f"{count:,} {symbol}" for symbol, count in sorted(symbols.items()))
            notes.append(f"Values without a number, kept as symbols and never as zero: {counts}.")
        apart = Counter(
            value.status for value in self.found if value.status in (Status.IMPUTED, Status.PROJECTED)
        )
        if apart:
            counts = ", ".join(f"{count:,} {status}" for status, count in sorted(apart.items()))
            notes.append(f"Not observed, and labelled as such: {counts}.")
        return FileReading(
            rows=Findings(tuple(self.definitions.values()), tuple(self.found)),
            changes=Changes(len(new), len(changed), unchanged),
            problems=self.problems,
            notes=tuple(notes),
            count=len(self.found),
        )


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


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]\d{8}", text))


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"
