"""Community Planning Outcomes Profile: outcomes by council and by intermediate zone.

``Type`` says whether a value was observed (Raw data), imputed or projected: the last two are kept apart. The files of
councils do not say which way is better and those of small areas do, for some.
"""

from realign.foundations.files.tables import FileRow, Table, read_table
from realign.foundations.files.types import Changes, FileColumn, FileReading, IncomingFile
from realign.registers.indicators.checking import Checker, each_row, read_values, with_measure
from realign.registers.indicators.checking.naming import slug_from
from realign.registers.indicators.formats import OGL, definitions_format, values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.periods import Hyphen
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition, Status

COLUMNS = (
    FileColumn("CPP", "the name of a council area, or Scotland"),
    FileColumn("Indicator", "the short name of the outcome"),
    FileColumn("Type", "Raw data, Imputed or Projected"),
    FileColumn("Year", "a financial year 2019/20", is_period=True),
    FileColumn("value", "the figure"),
    FileColumn("IndicatorFullName", "the outcome with its unit", required=False),
    FileColumn("InterZone", "the code of an intermediate zone", required=False),
    FileColumn("InterZone_Name", required=False),
    FileColumn("High is Positive", "Yes or No", required=False),
    *(
        FileColumn(name, required=False)
        for name in ("FG", "Typology_Group", "Typology_Name", "CPPScore", "TypeScore")
    ),
)
DEFINITION_COLUMNS = (
    FileColumn("Indicator", "the short name of the outcome"),
    FileColumn("Definition", "what is measured"),
    FileColumn("Raw Time-Period", "the periods of the raw data", required=False),
    FileColumn("Source", "who collects it"),
)
_SAME = {"average highest attainment": "Attainment"}
"""One outcome is called otherwise in the list of definitions than in the files of values."""

_STATUS = {
    "raw data": Status.OBSERVED,
    "raw": Status.OBSERVED,
    "imputed": Status.IMPUTED,
    "projected": Status.PROJECTED,
}
_BETTER = {"yes": Indicator.Polarity.HIGHER, "no": Indicator.Polarity.LOWER}

# which way is better, where the file does not say: the profile’s own scoring
_LOWER = {
    "child poverty",
    "out of work benefits",
    "crime rate",
    "emergency admissions",
    "early mortality",
    "fragility",
    "carbon emissions",
    "fuel poverty",
    "dwelling fires",
    "unplanned hospital attendances",
}
_HIGHER = {
    "healthy birthweight",
    "primary 1 body mass index",
    "attainment",
    "positive destinations",
    "participation rate",
    "employment rate",
    "median earnings",
    "business survival",
    "well-being",
}


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of the profile, by council or by intermediate zone."""
    table = read_values(source, COLUMNS)
    checker = Checker(source, table)
    definitions: dict[str, Definition] = {}

    def take(row: FileRow) -> None:
        name = row["Indicator"]
        if name not in definitions:
            definitions[name] = _definition(row, source.record.producer)
        if not checker.name(row, "Indicator", definitions[name]):
            return
        unit = _unit(row["IndicatorFullName"] or name)
        checker.unit(row, "IndicatorFullName", definitions[name], unit)
        checker.add(
            row,
            definitions[name],
            checker.area(row, "InterZone", row["InterZone"], within=row["CPP"])
            if row["InterZone"]
            else checker.area(row, "CPP", row["CPP"]),
            checker.period(row, "Year", hyphen=Hyphen.YEARS),
            checker.number(row, "value"),
            columns=("Year", "value"),
            status=_status(row, table),
        )

    each_row(source, table, take)
    return checker.reading()


def read_definitions(source: IncomingFile) -> FileReading:
    """Read the profile's own list of outcomes: a row for an outcome, for those that are held already."""
    table = read_table(source.path, source.name, DEFINITION_COLUMNS, layout=source.layout)
    described = {slug_of(row["Indicator"]): _described(row) for row in table.rows}
    existing = set(
        Indicator.objects.filter(partnership=source.by.partnership, slug__in=described).values_list(
            "slug", flat=True
        )
    )
    known = [definition for slug, definition in described.items() if slug in existing]
    left = len(described) - len(known)
    notes = (f"Left out: {left} definitions of outcomes that have not been imported.",) if left else ()
    return FileReading(known, len(table.rows), Changes(0, len(known), 0), table.problems, notes)


def slug_of(name: str) -> str:
    """The short name of an outcome of the profile."""
    known = _SAME.get(name.strip().lower(), name)
    return slug_from("cpop", known)


def _described(row: FileRow) -> Definition:
    periods = row["Raw Time-Period"]
    return Definition(
        slug=slug_of(row["Indicator"]),
        scheme="cpop",
        title=row["Indicator"],
        definition=row["Definition"],
        producer=row["Source"][:300],
        caveats=f"Raw data for {periods}; other periods are imputed or projected." if periods else "",
    )


def _status(row: FileRow, table: Table) -> str | None:
    status = _STATUS.get(row["Type"].lower())
    if status is None:
        table.problems.add(
            row.number,
            "Type",
            row["Type"],
            "Raw data, Imputed or Projected",
            "State how the value was obtained.",
        )
    return status


def _definition(row: FileRow, producer: str) -> Definition:
    name = row["Indicator"]
    title = row["IndicatorFullName"] or name
    return with_measure(
        Definition(
            slug=slug_of(name),
            scheme="cpop",
            code=name[:60],
            title=title.replace(" (%)", ""),
            unit=_unit(title),
            polarity=_polarity(name, row["High is Positive"]),
            producer=producer,
            frequency="Yearly",
        )
    )


def _polarity(name: str, better: str) -> str:
    if better.lower() in _BETTER:
        return _BETTER[better.lower()]
    if name.lower() in _LOWER:
        return Indicator.Polarity.LOWER
    return Indicator.Polarity.HIGHER if name.lower() in _HIGHER else Indicator.Polarity.NEITHER


def _unit(title: str) -> str:
    if "(%)" in title:
        return "%"
    return next((f"per {size}" for size in ("100,000", "10,000", "1,000") if f"per {size}" in title), "")


SCHEMES = (
    Scheme(
        "cpop",
        "Community Planning Outcomes Profile",
        use_for="Seeing which communities do better or worse over time, and the gap between them. "
        "Imputed and projected values are not evidence of what happened.",
        comparable=Indicator.Comparable.SAME,
    ),
)
FORMATS = (
    values_format(
        slug="cpop",
        title="Community Planning Outcomes Profile",
        help="Outcomes by council or intermediate zone, observed, imputed or projected as the column Type says.",
        columns=COLUMNS,
        reader=read,
        producer="Improvement Service",
        licence=OGL,
    ),
    definitions_format(
        slug="cpop-definitions",
        title="Community Planning Outcomes Profile: definitions",
        help="Definitions and sources of outcomes that are already imported; fills only empty fields.",
        columns=DEFINITION_COLUMNS,
        reader=read_definitions,
        producer="Improvement Service",
        licence=OGL,
    ),
)
