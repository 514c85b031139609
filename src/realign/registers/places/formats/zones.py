"""The look-up from data zones to larger areas, with deprivation and population: one row for a 2011 data zone.

Codes of councils and health boards may be of any vintage. ``*`` stands where a figure was not given; such a figure is left
out. Populations of larger areas are the sums of their data zones.
"""

import re
from collections import Counter

from realign.foundations.files.tables import FileRow, read_table
from realign.foundations.files.types import FileColumn, FileReading, IncomingFile, Problems
from realign.methods.numbers import whole_figure_of
from realign.methods.signs import Sign
from realign.registers.places.gazetteer import gazetteer
from realign.registers.places.models import Area
from realign.registers.places.records import Records, from_gazetteer, merge
from realign.registers.places.types import CHILDREN, EVERYBODY, SCOTLAND

COLUMNS = (
    FileColumn("DataZone", "the code of a data zone, S01…", aliases=("DZ", "DataZone2011", "DZ2011_Code")),
    FileColumn("DataZoneName", "its name", required=False, aliases=("DZname",)),
    FileColumn("IntZone", "the code of its intermediate zone, S02…", aliases=("InterZone", "IZ_code")),
    FileColumn("IntZoneName", "its name", aliases=("IZname", "InterZone_Name")),
    FileColumn(
        "CA_code_lookup",
        "the code of its council",
        aliases=("CA", "ca_code", "LA_code", "CA_code_2016vintage"),
    ),
    FileColumn("HB_code_2016vintage", "the code of its health board", aliases=("HB", "hb_code", "HB_code")),
    FileColumn("URclass", "urban–rural class, 1 to 6", required=False, aliases=("UR6_code",)),
    *(
        FileColumn(name, required=False)
        for edition in ("SIMD16", "SIMD20")
        for name in (f"{edition}_Rank", f"{edition}_Decile")
    ),
    *(FileColumn(name, required=False) for name in ("pop2020_all", "pop2020_0_17", "pop2020_0_4")),
    # known and not used: names repeated from other columns, other vintages, older populations
    *(
        FileColumn(name, required=False)
        for name in (
            "CAName",
            "HBname",
            "URname",
            "SIMD16_Quintile",
            "SIMD20_Income_Rank",
            "pop_2014",
            "pop_2017_simd20",
        )
    ),
)
EDITIONS = (("SIMD16", "SIMD 2016"), ("SIMD20", "SIMD 2020"))
POPULATIONS = (("pop2020_all", EVERYBODY), ("pop2020_0_17", CHILDREN), ("pop2020_0_4", (0, 4)))
YEAR = 2020
SOURCE = "National Records of Scotland, mid-2020 small area population estimates (2011 data zones)"
NOT_GIVEN = {"", "*", "NA", Sign.CONFIDENTIAL, Sign.NOT_AVAILABLE}


def read(source: IncomingFile) -> FileReading:
    """Read and check a look-up."""
    table = read_table(source.path, source.name, COLUMNS, layout=source.layout)
    zones = _Zones(table.problems)
    for done, row in enumerate(table.rows):
        if done % 2000 == 0:
            source.report(done, len(table.rows), "Checking data zones")
        zones.take(row)
    records = zones.finished()
    changes = merge(records, dry=True)
    return FileReading(records, len(table.rows), changes, table.problems, (*table.notes, *zones.notes()))


class _Zones:
    """Gathers areas, deprivation and population from the rows."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.records: Records = from_gazetteer(gazetteer())
        self.councils_of_zones: dict[str, str] = {}
        self.seen: dict[str, int] = {}
        self.totals: Counter[tuple[str, tuple[int, int]]] = Counter()
        self.not_given: Counter[str] = Counter()

    def take(self, row: FileRow) -> None:
        """Note one data zone with its larger areas and its people; what is wrong with the row becomes a problem."""
        zone, larger = row["DataZone"], row["IntZone"]
        council = self._known(row, "CA_code_lookup", Area.Kind.COUNCIL)
        board = self._known(row, "HB_code_2016vintage", Area.Kind.HEALTH_BOARD)
        fine = self._is_code(row, "DataZone", "S01") & self._is_code(row, "IntZone", "S02")
        if not (council and board and fine):
            return
        if (first := self.seen.setdefault(zone, row.number)) != row.number:
            self.problems.add(
                row.number, "DataZone", zone, f"each once; the first is in row {first}", "Remove one of them."
            )
            return
        if self.councils_of_zones.setdefault(larger, council) != council:
            self.problems.add(
                row.number,
                "IntZone",
                f"{larger} in {council}",
                f"one council: {self.councils_of_zones[larger]} above",
            )
            return
        add = self.records.add_area
        add(larger, row["IntZoneName"], Area.Kind.INTERMEDIATE_ZONE, parent=council, health_board=board)
        add(
            zone,
            row["DataZoneName"] or zone,
            Area.Kind.DATA_ZONE,
            parent=larger,
            health_board=board,
            urban_rural=self._whole(row, "URclass", 1, 8),
        )
        for prefix, edition in EDITIONS:
            rank = self._whole(row, f"{prefix}_Rank", 1, 20_000)
            decile = self._whole(row, f"{prefix}_Decile", 1, 10)
            if rank is not None and decile is not None:
                self.records.deprivation[zone, edition] = {"rank": rank, "decile": decile}
        for column, ages in POPULATIONS:
            persons = self._whole(row, column, 0, 1_000_000)
            if persons is not None:
                for code in (zone, larger, council, board, SCOTLAND):
                    self.totals[code, ages] += persons

    def finished(self) -> Records:
        """Every area of the file, with populations of data zones summed for the areas they lie in."""
        for (code, ages), persons in self.totals.items():
            summed = "" if code.startswith("S01") else ", summed from data zones"
            self.records.add_population(code, YEAR, ages, persons, SOURCE + summed)
        return self.records

    def notes(self) -> list[str]:
        """How many people and zones the file holds, and what it does not give."""
        notes = []
        if (people := self.totals.get((SCOTLAND, EVERYBODY))) is not None:
            zones = f"{len(self.seen):,} data zones and {len(self.councils_of_zones):,} intermediate zones"
            notes.append(f"{people:,} people in {zones}.")
        notes += [
            f"Not given, and left out: {count:,} × {column}." for column, count in self.not_given.items()
        ]
        return notes

    def _known(self, row: FileRow, column: str, kind: str) -> str | None:
        """The present code of an area that comes with the product."""
        codes = self.records.codes.get((row[column].upper(),))
        code = codes["area"] if codes else ""
        if code and self.records.areas[code]["kind"] == kind:
            return str(code)
        words = "council" if kind == Area.Kind.COUNCIL else "health board"
        self.problems.add(
            row.number, column, row[column], f"the code of a Scottish {words}", "Correct the code."
        )
        return None

    def _is_code(self, row: FileRow, column: str, prefix: str) -> bool:
        if re.fullmatch(rf"{prefix}\d{{6}}", row[column]):
            return True
        self.problems.add(
            row.number, column, row[column], f"a code of {prefix} and six digits", "Correct the code."
        )
        return False

    def _whole(self, row: FileRow, column: str, low: int, high: int) -> int | None:
        text = row[column]
        if text in NOT_GIVEN:
            if text and column in row.values:
                self.not_given[column] += 1
            return None
        number = whole_figure_of(text)
        if number is not None and low <= number <= high:
            return number
        self.problems.add(
            row.number, column, text, f"a whole number from {low:,} to {high:,}, or *", "Correct the value."
        )
        return None
