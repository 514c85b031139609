"""Mid-year population estimates by council and single year of age: a row for a council, a column for an age."""

import re

from realign.foundations.files.tables import read_table
from realign.foundations.files.types import FileColumn, FileReading, ImportOption, IncomingFile
from realign.methods.numbers import whole_figure_of, whole_number_of
from realign.registers.places.gazetteer import gazetteer
from realign.registers.places.models import Area
from realign.registers.places.queries import area_index
from realign.registers.places.records import Records, merge
from realign.registers.places.types import CHILDREN, EVERYBODY, SCOTLAND

COLUMNS = (
    FileColumn("area_code", "the code of a council", aliases=("ltla19_code", "ca_code", "code")),
    FileColumn("sex", "Persons; other rows are left out"),
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


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of populations; Scotland is summed when all councils are there."""
    table = read_table(source.path, source.name, COLUMNS)
    records, index, problems = Records(), area_index(), table.problems
    options = source.options.get("year", "")
    year = (whole_number_of(options) or 0) if re.fullmatch(r"(19|20)\d\d", options) else 0
    if not 0 < year <= source.by.at.year:
        problems.add(
            0, "year", options, "the year of the estimate, not in the future", "Give the year, such as 2022."
        )
    origin = f"{source.record.producer or source.name}, mid-{year} population estimates"[:200]
    totals: dict[tuple[int, int], int] = dict.fromkeys((EVERYBODY, *AGES), 0)
    councils = set()
    for row in table.rows:
        if row["sex"].lower() not in {"persons", "all", "total", ""}:
            continue
        area = index.find(row["area_code"], Area.Kind.COUNCIL)
        if area is None:
            problems.add(
                row.number,
                "area_code",
                row["area_code"],
                "the code of a Scottish council",
                "Correct the code.",
            )
            continue
        counts = {}
        for column in ("all_ages", *map(str, range(18))):
            people = whole_figure_of(row[column])
            if people is None or people < 0:
                problems.add(
                    row.number, column, row[column], "a whole number of persons", "Correct the value."
                )
                break
            counts[column] = people
        else:
            councils.add(area.code)
            for ages in totals:
                many = (
                    counts["all_ages"]
                    if ages == EVERYBODY
                    else sum(counts[str(age)] for age in range(ages[0], ages[1] + 1))
                )
                totals[ages] += many
                records.add_population(area.code, year, ages, many, origin)
    if len(councils) == sum(entry.kind == Area.Kind.COUNCIL for entry in gazetteer().entries):
        for ages, many in totals.items():
            records.add_population(SCOTLAND, year, ages, many, f"{origin}, summed")
    return FileReading(records, len(councils), merge(records, dry=True), problems, tuple(table.notes))
