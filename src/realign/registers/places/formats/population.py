"""Mid-year population estimates by council and single year of age: a row for a council, a column for an age."""

import re

from realign.foundations.files.tables import FileRow, Table, read_table
from realign.foundations.files.types import FileColumn, FileReading, ImportOption, IncomingFile, Problems
from realign.methods.numbers import whole_figure_of, whole_number_of
from realign.registers.places.gazetteer import gazetteer
from realign.registers.places.models import Area
from realign.registers.places.queries import area_index
from realign.registers.places.records import Records, merge
from realign.registers.places.types import CHILDREN, EVERYBODY, SCOTLAND, AreaIndex

COLUMNS = (
    FileColumn("area_code", "the code of a council", aliases=("ltla19_code", "ca_code", "code")),
    FileColumn("sex", "Persons; rows of females and males are only compared with them"),
    FileColumn("all_ages", "everybody", aliases=("all ages",)),
    FileColumn("area_name", required=False, aliases=("ltla19_name", "name")),
    *(
        FileColumn(str(age), "persons of this age" if age == 0 else "", required=age < 18)
        for age in range(90)
    ),
    FileColumn("90 and over", required=False, aliases=("90+",)),
)
OPTIONS = (
    ImportOption(
        "year", "Year of the estimate", "The mid-year that the figures are for, such as 2022.", required=True
    ),
)
AGES = (CHILDREN, (0, 4), (5, 11), (12, 17))
_EVERYBODY = {
    "all",
    "total",
    "persons",
    "people",
    "both",
    "both sexes",
    "all people",
    "all persons",
    "all sexes",
}
_HALVES = {
    **dict.fromkeys(("f", "female", "females", "women", "girls"), "females"),
    **dict.fromkeys(("m", "male", "males", "men", "boys"), "males"),
}
_TOTAL, _OLDEST = "all_ages", "90 and over"
_FEWEST = (_TOTAL, *map(str, range(18)))
_EACH_AGE = (*map(str, range(90)), _OLDEST)

_Counts = dict[str, int]


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of populations; Scotland is summed when all councils are there."""
    table = read_table(source.path, source.name, COLUMNS, layout=source.layout)
    records, problems = Records(), table.problems
    options = source.options.get("year", "")
    year = (whole_number_of(options) or 0) if re.fullmatch(r"(19|20)\d\d", options) else 0
    if not 0 < year <= source.by.at.year:
        problems.add(
            0, "year", options, "the year of the estimate, not in the future", "Give the year, such as 2022."
        )
    origin = f"{source.record.producer or source.name}, mid-{year} population estimates"[:200]
    people = _people(table)
    totals: dict[tuple[int, int], int] = dict.fromkeys((EVERYBODY, *AGES), 0)
    for code, counts in people.items():
        for ages in totals:
            in_years = map(str, range(ages[0], ages[1] + 1))
            many = counts[_TOTAL] if ages == EVERYBODY else sum(counts[age] for age in in_years)
            totals[ages] += many
            records.add_population(code, year, ages, many, origin)
    if len(people) == sum(entry.kind == Area.Kind.COUNCIL for entry in gazetteer().entries):
        for ages, many in totals.items():
            records.add_population(SCOTLAND, year, ages, many, f"{origin}, summed")
    return FileReading(records, len(people), merge(records, dry=True), problems, tuple(table.notes))


def _people(table: Table) -> dict[str, _Counts]:
    """Everybody in each council, by age; rows about one sex are only compared with them."""
    index, read_in = area_index(), dict[tuple[str, str], tuple[FileRow, _Counts]]()
    for row in table.rows:
        sex = "persons" if row["sex"].lower() in _EVERYBODY else _HALVES.get(row["sex"].lower())
        area, counts = _council(row, index, table.problems), _counts(row, table.problems)
        if sex is None:
            table.problems.add(
                row.number,
                "sex",
                row["sex"],
                "Persons (or all people) for everybody, or female or male, which are left out",
                "Write it in this form, or remove the row.",
            )
        elif area and counts:
            first, _ = read_in.setdefault((area.code, sex), (row, counts))
            if first is not row:
                table.problems.add(
                    row.number,
                    "area_code",
                    f"{area.name} a second time ({sex})",
                    f"each council once; the first is in row {first.number}",
                    "Keep the row that is right.",
                )
    people = {code: counts for (code, sex), (_, counts) in read_in.items() if sex == "persons"}
    if table.rows and not people and not table.problems:
        table.problems.add(
            0, "sex", "no row about everybody", "a row of persons for each council", "Add those rows."
        )
    for code, counts in people.items():
        halves = [read_in.get((code, sex)) for sex in ("females", "males")]
        _check_halves(read_in[code, "persons"][0], counts, halves, table.problems)
    return people


def _council(row: FileRow, index: AreaIndex, problems: Problems) -> Area | None:
    area = index.find(row["area_code"], Area.Kind.COUNCIL)
    if area is None:
        problems.add(
            row.number, "area_code", row["area_code"], "the code of a Scottish council", "Correct the code."
        )
    elif row["area_name"] and area not in index.named(row["area_name"], Area.Kind.COUNCIL):
        problems.add(
            row.number,
            "area_name",
            f"{row['area_code']} with the name {row['area_name']}",
            f"{area.name}, whose code it is",
            "Correct the name or the code.",
        )
    return area


def _counts(row: FileRow, problems: Problems) -> _Counts | None:
    """People by age, which add up to all of them where every age is given."""
    whole = all(age in row.values for age in _EACH_AGE)
    counts: _Counts = {}
    for column in (*_FEWEST, *(_EACH_AGE[18:] if whole else ())):
        people = whole_figure_of(row[column])
        if people is None or people < 0:
            problems.add(row.number, column, row[column], "a whole number of persons", "Correct the value.")
            return None
        counts[column] = people
    together = sum(people for age, people in counts.items() if age != _TOTAL)
    if together > counts[_TOTAL] or (whole and together != counts[_TOTAL]):
        problems.add(
            row.number,
            _TOTAL,
            f"{counts[_TOTAL]:,}, where the ages add up to {together:,}",
            "the sum of all ages" if whole else "at least the sum of the ages that are given",
            "Check the file at its source.",
        )
        return None
    return counts


def _check_halves(
    row: FileRow, counts: _Counts, halves: list[tuple[FileRow, _Counts] | None], problems: Problems
) -> None:
    """Where both sexes are given, they add up to everybody at every age."""
    females, males = halves
    if females is None or males is None:
        return
    for column, people in counts.items():
        together = females[1][column] + males[1][column]
        if together != people:
            problems.add(
                row.number,
                column,
                f"{people:,}, where females and males add up to {together:,}",
                "their sum",
                "Check the file at its source.",
            )
