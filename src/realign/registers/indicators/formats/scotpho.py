"""ScotPHO profiles: values with their intervals, and the technical document with their definitions."""

from realign.foundations.files.tables import FileRow, read_table
from realign.foundations.files.types import Changes, FileColumn, FileReading, IncomingFile
from realign.methods.units import standard_unit
from realign.registers.indicators.checking import Checker, each_row, read_values, with_measure
from realign.registers.indicators.checking.naming import slug_from
from realign.registers.indicators.formats import OGL, definitions_format, values_format
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.numbers import NumberCell
from realign.registers.indicators.schemes import Scheme
from realign.registers.indicators.types import Definition
from realign.registers.places.models import Area

COLUMNS = (
    FileColumn("area_code", "the area’s code"),
    FileColumn("area_name", "the area’s name"),
    FileColumn("period", "such as “2021/22 financial year”", is_period=True),
    FileColumn("type_definition", "the unit"),
    FileColumn("indicator", "what is measured"),
    FileColumn("measure", "the figure", aliases=("value",)),
    FileColumn("upper_confidence_interval", required=False, aliases=("upci",)),
    FileColumn("lower_confidence_interval", required=False, aliases=("lowci",)),
    FileColumn("numerator", required=False),
    FileColumn("area_type", required=False),
    FileColumn("year", required=False),
)
_KINDS = {
    "council area": Area.Kind.COUNCIL,
    "health board": Area.Kind.HEALTH_BOARD,
    "scotland": Area.Kind.COUNTRY,
    "intermediate zone": Area.Kind.INTERMEDIATE_ZONE,
}


def slug_of(indicator: str) -> str:
    """The slug of a ScotPHO indicator from its name."""
    return slug_from("scotpho", indicator)


def read(source: IncomingFile) -> FileReading:
    """Read and check a download of the profiles."""
    table = read_values(source, COLUMNS)
    checker = Checker(source, table)
    definitions: dict[str, Definition] = {}

    def take(row: FileRow) -> None:
        name = row["indicator"]
        if name not in definitions:
            definitions[name] = _definition(row, source.record.producer)
        if not checker.name(row, "indicator", definitions[name]):
            return
        checker.unit(row, "type_definition", definitions[name], standard_unit(row["type_definition"]))
        kind = _KINDS.get(row["area_type"].lower(), "")
        area = checker.area(row, "area_code", row["area_code"], row["area_name"], kind=kind)
        period = checker.period(row, "period")
        cell = checker.number(row, "measure")
        lower, upper = _interval(row, checker, cell)
        checker.add(
            row,
            definitions[name],
            area,
            period,
            cell,
            columns=("period", "measure"),
            numerator=_value(checker.number(row, "numerator")),
            lower=lower,
            upper=upper,
        )

    each_row(source, table, take)
    return checker.reading()


def _interval(row: FileRow, checker: Checker, cell: NumberCell | None) -> tuple[float | None, float | None]:
    lower = _value(checker.number(row, "lower_confidence_interval"))
    upper = _value(checker.number(row, "upper_confidence_interval"))
    # figures are rounded more than their intervals now and then: half a unit in the last place is let pass
    value = None if cell is None else cell.value
    outside = value is not None and (
        (lower is not None and value < lower - 0.05) or (upper is not None and value > upper + 0.05)
    )
    if outside or (lower is not None and upper is not None and lower > upper):
        checker.problems.add(
            row.number,
            "measure",
            f"{value} with interval {lower} to {upper}",
            "a value inside its interval",
            "Check whether the limits are the wrong way round.",
        )
    return lower, upper


def _value(cell: NumberCell | None) -> float | None:
    return None if cell is None else cell.value


def _definition(row: FileRow, producer: str) -> Definition:
    return with_measure(
        Definition(
            slug=slug_of(row["indicator"]),
            scheme="scotpho",
            title=row["indicator"],
            unit=standard_unit(row["type_definition"]),
            producer=producer,
        )
    )


DEFINITION_COLUMNS = (
    FileColumn("indicator_name", "as in the data"),
    FileColumn("indicator_definition", "what it is"),
    FileColumn("data_source", "who collects the figures"),
    FileColumn("numerator", required=False),
    FileColumn("denominator", required=False),
    FileColumn("update_frequency", required=False),
    FileColumn("notes_caveats", required=False),
    FileColumn("disclosure_control", required=False),
    FileColumn("confidence_interval_method", required=False),
    FileColumn("interpretation", required=False),
    FileColumn("indicator_number", required=False),
)


def read_definitions(source: IncomingFile) -> FileReading:
    """Read the technical document: one row for an indicator."""
    table = read_table(source.path, source.name, DEFINITION_COLUMNS, layout=source.layout)
    definitions = {slug_of(row["indicator_name"]): _described(row) for row in table.rows}
    existing = {
        row.slug: row
        for row in Indicator.objects.filter(partnership=source.by.partnership, slug__in=definitions)
    }
    known = [definition for slug, definition in definitions.items() if slug in existing]
    return FileReading(
        known, len(table.rows), Changes(0, len(known), 0), table.problems, _unknown(definitions, existing)
    )


def _unknown(definitions: dict[str, Definition], existing: dict[str, Indicator]) -> tuple[str, ...]:
    left = len(definitions) - len(existing)
    return (f"Left out: {left} definitions of indicators that have not been imported.",) if left else ()


def _described(row: FileRow) -> Definition:
    caveats = [_unless_missing(row["notes_caveats"])]
    if control := _unless_missing(row["disclosure_control"]):
        caveats.append(f"Disclosure control: {control}.".replace("..", "."))
    if method := _unless_missing(row["confidence_interval_method"]):
        caveats.append(f"Intervals: {method}.".replace("..", "."))
    return Definition(
        slug=slug_of(row["indicator_name"]),
        scheme="scotpho",
        title=row["indicator_name"],
        code=_unless_missing(row["indicator_number"])[:60],
        polarity=_polarity(row["interpretation"]),
        producer=_unless_missing(row["data_source"])[:300],
        definition=_unless_missing(row["indicator_definition"]),
        numerator=_unless_missing(row["numerator"]),
        denominator=_unless_missing(row["denominator"]),
        frequency=_unless_missing(row["update_frequency"])[:60],
        caveats="\n\n".join(part for part in caveats if part),
    )


def _polarity(description: str) -> str:
    words = description.lower()
    if "higher numbers are worse" in words:
        return Indicator.Polarity.LOWER
    return Indicator.Polarity.HIGHER if "higher numbers are better" in words else Indicator.Polarity.NEITHER


def _unless_missing(text: str) -> str:
    return "" if text in {"NA", "N/A", "None"} else text


SCHEMES = (
    Scheme(
        "scotpho",
        "ScotPHO profiles",
        use_for="Comparing an area with Scotland by the published interval. Not for judging one service.",
        comparable=Indicator.Comparable.SAME,
    ),
)
FORMATS = (
    values_format(
        slug="scotpho",
        title="ScotPHO profiles",
        help="Values with confidence intervals, as downloaded from the ScotPHO profiles.",
        columns=COLUMNS,
        reader=read,
        breakdowns=True,
        producer="Public Health Scotland, ScotPHO profiles",
        licence=OGL,
    ),
    definitions_format(
        slug="scotpho-definitions",
        title="ScotPHO technical document",
        help="Definitions, sources and caveats of ScotPHO indicators that are already imported; "
        "fills only empty fields.",
        columns=DEFINITION_COLUMNS,
        reader=read_definitions,
        producer="Public Health Scotland, ScotPHO profiles",
        licence=OGL,
    ),
)
