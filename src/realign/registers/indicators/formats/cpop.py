"""Community Planning Outcomes Profile: outcomes by council and by intermediate zone.

``Type`` says whether a value was observed (Raw data), imputed or projected: the last two are kept apart. The files of
councils do not say which way is better and those of small areas do, for some.
"""

from django.utils.text import slugify

from realign.foundations.files.tables import Row, Table, read_table
from realign.foundations.files.types import Column, Reading, Source
from realign.registers.indicators.checking import Checker, each_row, with_measure
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Definition, Status

COLUMNS = (
    Column("CPP", "the name of a council area, or Scotland"),
    Column("Indicator", "the short name of the outcome"),
    Column("Type", "Raw data, Imputed or Projected"),
    Column("Year", "a financial year 2019/20"),
    Column("value", "the figure"),
    Column("IndicatorFullName", "the outcome with its unit", required=False),
    Column("InterZone", "the code of an intermediate zone", required=False),
    Column("InterZone_Name", required=False),
    Column("High is Positive", "Yes or No", required=False),
    *(
        Column(name, required=False)
        for name in ("FG", "Typology_Group", "Typology_Name", "CPPScore", "TypeScore")
    ),
)
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


def read(source: Source) -> Reading:
    """Read and check a file of the profile, by council or by intermediate zone."""
    table = read_table(source.path, source.name, COLUMNS)
    checker = Checker(source, table)
    definitions: dict[str, Definition] = {}

    def take(row: Row) -> None:
        name = row["Indicator"]
        if name not in definitions:
            definitions[name] = _definition(row, source.record.producer)
        checker.add(
            row,
            definitions[name],
            checker.area(row, "InterZone" if row["InterZone"] else "CPP", row["InterZone"], row["CPP"]),
            checker.period(row, "Year"),
            checker.number(row, "value"),
            columns=("Year", "value"),
            status=_status(row, table),
        )

    each_row(source, table, take)
    return checker.reading()


def _status(row: Row, table: Table) -> str | None:
    status = _STATUS.get(row["Type"].lower())
    if status is None:
        table.problems.add(
            row.number, "Type", row["Type"], "Raw data, Imputed or Projected", "Say how the value came about."
        )
    return status


def _definition(row: Row, producer: str) -> Definition:
    name = row["Indicator"]
    title = row["IndicatorFullName"] or name
    return with_measure(
        Definition(
            slug=slugify(f"cpop {name}")[:120],
            scheme="cpop",
            code=name[:60],
            title=title.replace(" (%)", ""),
            unit=_unit(title),
            polarity=_polarity(name, row["High is Positive"]),
            producer=producer,
            frequency="Yearly",
        )
    )


def _polarity(name: str, said: str) -> str:
    if said.lower() in _BETTER:
        return _BETTER[said.lower()]
    if name.lower() in _LOWER:
        return Indicator.Polarity.LOWER
    return Indicator.Polarity.HIGHER if name.lower() in _HIGHER else Indicator.Polarity.NEITHER


def _unit(title: str) -> str:
    if "(%)" in title:
        return "%"
    return next((f"per {size}" for size in ("100,000", "10,000", "1,000") if f"per {size}" in title), "")
