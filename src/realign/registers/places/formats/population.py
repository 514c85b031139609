"""Mid-year population estimates by single year of age: a column for an age, or a row for a sex and an age."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from realign.foundations.files.tables import FileRow, Table, read_table
from realign.foundations.files.types import FileColumn, FileReading, ImportOption, IncomingFile
from realign.methods.numbers import whole_figure_of, whole_number_of
from realign.registers.places.gazetteer import gazetteer
from realign.registers.places.models import Area
from realign.registers.places.queries import area_index
from realign.registers.places.records import Records, merge
from realign.registers.places.types import CHILDREN, EVERYBODY, SCOTLAND, kind_not_kept

_TOTAL, _OLDEST = "all_ages", "90 and over"
_AREA = FileColumn(
    "area_code",
    "the code of Scotland, a council, a health board or a zone",
    aliases=(
        *("code", "ltla19_code", "ca_code", "ca", "hb", "data zone code", "datazone", "dz11_code"),
        "geography_code",
    ),
)
_SEX = FileColumn(
    "sex",
    "Persons; rows of females and males are only compared with them",
    aliases=("sex_name", "gender_name"),
)
_NAME = FileColumn(
    "area_name",
    required=False,
    aliases=("ltla19_name", "name", "data zone name", "geography_name"),
)
_YEAR = FileColumn(
    "year",
    "the mid-year, where it is not the same for the whole file",
    required=False,
    aliases=("date_name",),
)
COLUMNS = (
    _AREA,
    _SEX,
    FileColumn(_TOTAL, "everybody", aliases=("total population",)),
    _NAME,
    _YEAR,
    *(
        FileColumn(
            str(age), "persons of this age" if age == 0 else "", required=age < 18, aliases=(f"age {age}",)
        )
        for age in range(90)
    ),
    FileColumn(_OLDEST, required=False, aliases=("90+", "90plus", "age 90plus")),
)
BY_ROW = (
    _AREA,
    _SEX,
    FileColumn("age", "a single year, 90+ or all ages", aliases=("age_name", "c_age_name")),
    FileColumn("persons", "how many", aliases=("obs_value", "count", "population", "value")),
    _NAME,
    _YEAR,
)
OPTIONS = (
    ImportOption(
        "year",
        "Year of the estimate",
        "The mid-year that the figures are for, such as 2022. Where the file has a column of years, only this one is "
        "imported; without it, every year is.",
    ),
)
AGES = (CHILDREN, (0, 4), (5, 11), (12, 17))
_PERSONS, _SEXES = "persons", ("females", "males")
_SEX_OF = {
    **dict.fromkeys(
        (
            *("all", "total", "persons", "people", "both", "both sexes"),
            *("all people", "all persons", "all sexes"),
        ),
        _PERSONS,
    ),
    **dict.fromkeys(("f", "female", "females", "women", "girls"), "females"),
    **dict.fromkeys(("m", "male", "males", "men", "boys"), "males"),
}
_FEWEST = (_TOTAL, *map(str, range(18)))
_EACH_AGE = (*map(str, range(90)), _OLDEST)
_AGED = re.compile(r"(?:aged? )?([1-8]?[0-9])(?: years?)?")
_ALL_AGES = {"all", "total", "all ages"}
_OLDEST_WORDS = {"90+", "90plus", "90 and over", "90 or over", "90 years and over"}

_Counts = dict[str, int]
_Place = tuple[str, int]
"""The code of an area, and the year."""


@dataclass
class _People:
    """Everybody in each area and year by age, and what was left out of the file."""

    source: IncomingFile
    table: Table
    counts: dict[tuple[_Place, str], tuple[FileRow, _Counts]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.index = area_index()
        written = self.source.options.get("year", "")
        self.only = _year_of(written)
        if (written and not self._may_be(self.only)) or not (written or self._has_years()):
            self._say_no_year(0, written)

    def _has_years(self) -> bool:
        first = next(iter(self.table.rows), None)
        return first is None or "year" in first.columns

    def _may_be(self, year: int) -> bool:
        return 0 < year <= self.source.by.at.year

    def _say_no_year(self, row: int, written: str) -> None:
        self.table.problems.add(
            row,
            "year",
            written,
            "the year of the estimate, not in the future",
            "Give the year, such as 2022.",
        )

    def place(self, row: FileRow) -> tuple[_Place, str] | None:
        """Where, when and about whom a row is; nothing where it is left out or does not say."""
        area, year, sex = self._area(row), self._year(row), self._sex(row)
        return ((area.code, year), sex) if area and year and sex else None

    def _area(self, row: FileRow) -> Area | None:
        code, name, problems = row["area_code"], row["area_name"], self.table.problems
        if kind := kind_not_kept(code):
            self.left_out[f"for {kind}, which are not supported"] += 1
            return None
        area = self.index.find(code)
        if area is None:
            todo = "Correct the code. Data zones are known once their look-up is imported."
            problems.add(row.number, "area_code", code, "the code of a Scottish area", todo)
        # names are only kept of areas that people call by name
        elif name and area.kind not in _ZONES and area not in self.index.named(name, area.kind):
            problems.add(
                row.number,
                "area_name",
                f"{code} with the name {name}",
                f"{area.name}, whose code it is",
                "Correct the name or the code.",
            )
            return None
        return area

    def _year(self, row: FileRow) -> int:
        if "year" not in row.columns:
            return self.only
        year = _year_of(row["year"])
        if not self._may_be(year):
            self._say_no_year(row.number, row["year"])
            return 0
        if self.only not in (0, year):
            self.left_out["for other years"] += 1
            return 0
        return year

    def _sex(self, row: FileRow) -> str:
        sex = _SEX_OF.get(row["sex"].lower(), "")
        if not sex:
            self.table.problems.add(
                row.number,
                "sex",
                row["sex"],
                "Persons (or all people) for everybody, or female or male, which are left out",
                "Write it in this form, or remove the row.",
            )
        return sex

    def add(
        self, row: FileRow, place: tuple[_Place, str], counts: _Counts, column: str = "area_code"
    ) -> None:
        """Keep what a row counts, once; where every age is given, the ages must add up."""
        (code, year), sex = place
        first, before = self.counts.setdefault(place, (row, {}))
        if again := before.keys() & counts.keys():
            what = f"{self.index.by_code[code].name} a second time ({sex}, {year}"
            what += ")" if column == "area_code" else f", {min(again)})"
            self.table.problems.add(
                row.number,
                column,
                what,
                f"each area once; the first is in row {first.number}",
                "Keep the row that is right.",
            )
            return
        before.update(counts)

    def everybody(self) -> dict[_Place, _Counts]:
        """Everybody in each area; what is said of one sex is only compared with it."""
        people = {place: counts for (place, sex), (_, counts) in self.counts.items() if sex == _PERSONS}
        problems = self.table.problems
        if self.counts and not people and not problems:
            problems.add(
                0, "sex", "no row about everybody", "a row of persons for each area", "Add those rows."
            )
        for place, counts in people.items():
            row = self.counts[place, _PERSONS][0]
            self._check_ages(row, counts)
            self._check_halves(row, counts, [self.counts.get((place, sex)) for sex in _SEXES])
        return people

    def _check_ages(self, row: FileRow, counts: _Counts) -> None:
        whole = all(age in counts for age in _EACH_AGE)
        together = sum(people for age, people in counts.items() if age != _TOTAL)
        if together > counts[_TOTAL] or (whole and together != counts[_TOTAL]):
            self.table.problems.add(
                row.number,
                _TOTAL,
                f"{counts[_TOTAL]:,}, where the ages add up to {together:,}",
                "the sum of all ages" if whole else "at least the sum of the ages that are given",
                "Check the file at its source.",
            )

    def _check_halves(
        self, row: FileRow, counts: _Counts, halves: list[tuple[FileRow, _Counts] | None]
    ) -> None:
        """Where both sexes are given, they add up to everybody at every age."""
        females, males = halves
        if females is None or males is None:
            return
        for column, people in counts.items():
            together = females[1].get(column, 0) + males[1].get(column, 0)
            if together != people:
                self.table.problems.add(
                    row.number,
                    column,
                    f"{people:,}, where females and males add up to {together:,}",
                    "their sum",
                    "Check the file at its source.",
                )


_ZONES = (Area.Kind.DATA_ZONE, Area.Kind.INTERMEDIATE_ZONE)


def read(source: IncomingFile) -> FileReading:
    """Read and check a file with a column for an age; Scotland is summed where all councils are there and it is not."""
    table = read_table(source.path, source.name, COLUMNS, layout=source.layout)
    people = _People(source, table)
    for row in table.rows:
        place = people.place(row)
        if place is not None and (counts := _counts(row, table)):
            people.add(row, place, counts)
    return _reading(people)


def read_rows(source: IncomingFile) -> FileReading:
    """Read and check a file with a row for an age and a sex, such as those of Nomis."""
    table = read_table(source.path, source.name, BY_ROW, layout=source.layout)
    people = _People(source, table)
    for row in table.rows:
        place = people.place(row)
        if place is None:
            continue
        age, persons = _age_of(row["age"]), _persons(row, "persons", table)
        if age is None:
            table.problems.add(
                row.number,
                "age",
                row["age"],
                "a single year from 0 to 89, 90+, or all ages",
                "Remove the rows about bands of ages.",
            )
        elif persons is not None:
            people.add(row, place, {age: persons}, "age")
    for (_, sex), (row, counts) in people.counts.items():
        missing = [age for age in _FEWEST if age not in counts]
        if missing and not table.problems:
            table.problems.add(
                row.number,
                "age",
                f"nothing for {', '.join(missing[:3])}{' and other ages' if len(missing) > 3 else ''} ({sex})",
                "all ages, and each of 0 to 17",
                "Download those ages too.",
            )
    return _reading(people)


def _year_of(text: str) -> int:
    match = re.fullmatch(r"(?:mid[- ])?((?:19|20)[0-9]{2})", text.strip().lower())
    return (whole_number_of(match[1]) or 0) if match else 0


def _age_of(text: str) -> str | None:
    words = " ".join(text.lower().split())
    if words in _ALL_AGES:
        return _TOTAL
    if words.removeprefix("aged ").removeprefix("age ") in _OLDEST_WORDS:
        return _OLDEST
    match = _AGED.fullmatch(words)
    return match[1] if match else None


def _persons(row: FileRow, column: str, table: Table) -> int | None:
    people = whole_figure_of(row[column])
    if people is None or people < 0:
        table.problems.add(row.number, column, row[column], "a whole number of persons", "Correct the value.")
        return None
    return people


def _counts(row: FileRow, table: Table) -> _Counts | None:
    """People by age: all of them, and every age that the file has; those from 18 on only where it has each."""
    whole = all(age in row.columns for age in _EACH_AGE)
    counts: _Counts = {}
    for column in (*_FEWEST, *(_EACH_AGE[18:] if whole else ())):
        people = _persons(row, column, table)
        if people is None:
            return None
        counts[column] = people
    return counts


def _reading(people: _People) -> FileReading:
    """The populations of the age groups that are kept, with what would change."""
    records, source, table = Records(), people.source, people.table
    everybody = {} if table.problems else people.everybody()
    councils = {entry.code for entry in gazetteer().entries if entry.kind == Area.Kind.COUNCIL}
    for year in sorted({year for _, year in everybody}):
        here = {code: counts for (code, of), counts in everybody.items() if of == year}
        origin = f"{source.record.producer or source.name}, mid-{year} population estimates"[:200]
        by_age = {code: _by_ages(counts) for code, counts in here.items()}
        for code, groups in by_age.items():
            for ages, many in groups.items():
                records.add_population(code, year, ages, many, origin)
        if councils <= here.keys():
            summed = {ages: sum(by_age[code][ages] for code in councils) for ages in (EVERYBODY, *AGES)}
            if SCOTLAND not in here:
                for ages, many in summed.items():
                    records.add_population(SCOTLAND, year, ages, many, f"{origin}, summed")
            elif (stated := by_age[SCOTLAND][EVERYBODY]) != summed[EVERYBODY]:
                table.notes.append(
                    f"{year}: Scotland has {stated:,} people in the file, and its councils add up to "
                    f"{summed[EVERYBODY]:,}."
                )
    if not everybody and people.left_out and not table.problems:
        table.problems.add(0, "", "no row that is kept", "at least one", "Check the areas and the year.")
    notes = [
        *table.notes,
        *(
            f"Left out: {many:,} row{'' if many == 1 else 's'} {why}."
            for why, many in people.left_out.items()
        ),
    ]
    return FileReading(records, len(everybody), merge(records, dry=True), table.problems, tuple(notes))


def _by_ages(counts: Mapping[str, int]) -> dict[tuple[int, int], int]:
    return {
        EVERYBODY: counts[_TOTAL],
        **{ages: sum(counts[str(age)] for age in range(ages[0], ages[1] + 1)) for ages in AGES},
    }
