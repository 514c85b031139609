"""Indicators as files: ScotPHO columns, Open SDG tidy CSV, plain CSV, Excel and JSON."""

import datetime
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from realign.foundations.design.words import date_words
from realign.foundations.files.registry import EXPORTS, ExportFormat
from realign.foundations.files.types import ImportOption
from realign.foundations.open_data.workbooks import INVENTED, write_workbook
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.methods.cells import CsvWriter
from realign.methods.signs import key_of
from realign.registers.indicators import queries
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.presenters.words import is_percent
from realign.registers.indicators.types import CONFIDENTIAL, MEASURED, NOT_AVAILABLE
from realign.registers.places.models import Area

OPTIONS = (
    ImportOption("indicator", "Indicator", "The slug of one indicator; all if left out."),
    ImportOption("scheme", "Scheme", "Only indicators of lgbf, cpop, scotpho, local …"),
    ImportOption("areas", "Areas", "“own” for the partnership’s councils and Scotland; all if left out."),
)

SCOTPHO = (
    "area_code",
    "area_type",
    "area_name",
    "year",
    "period",
    "type_definition",
    "indicator",
    "numerator",
    "measure",
    "upper_confidence_interval",
    "lower_confidence_interval",
)
PLAIN = (
    "indicator",
    "title",
    "scheme",
    "unit",
    "higher_is",
    "area_code",
    "area",
    "period",
    "starts_on",
    "ends_on",
    "breakdown",
    "value",
    "symbol",
    "held_back",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "status",
    "source",
    "published",
    "invented",
)
_AREA_TYPES = {
    Area.Kind.COUNCIL: "Council area",
    Area.Kind.HEALTH_BOARD: "Health board",
    Area.Kind.COUNTRY: "Scotland",
    Area.Kind.INTERMEDIATE_ZONE: "Intermediate zone",
}
_HIGHER_IS = {"higher": "better", "lower": "worse", "neither": "neither"}


def _values(partnership: Partnership, options: Mapping[str, str]) -> Iterator[Observation]:
    areas = options.get("areas", "")
    if areas not in {"", "all", "own"}:
        raise Refusal(f"--areas: “{areas}” is not known.", "Use “own” or “all”.")
    slugs = [options["indicator"]] if options.get("indicator") else []
    if slugs and not queries.indicators(partnership).filter(slug=slugs[0]).exists():
        raise Refusal(
            f"--indicator: there is none called “{slugs[0]}”.",
            "Its slug is the last part of its page’s address.",
        )
    current_values = queries.current_values(
        partnership,
        scheme=options.get("scheme", ""),
        slugs=slugs,
        councils_only=areas == "own",
        public=options.get("values") == "public",
    )
    if options.get("values") != "public":
        return current_values.iterator(chunk_size=2000)
    published = {row.row.pk: row.row for row in queries.public_indicators(partnership)}
    return _as_published(current_values.iterator(chunk_size=2000), published)


def _as_published(rows: Iterator[Observation], published: Mapping[int, Indicator]) -> Iterator[Observation]:
    """Values whose indicators carry the words that were published; those of other indicators are left out."""
    for row in rows:
        if row.indicator_id in published:
            row.indicator = published[row.indicator_id]
            yield row


def _value_or_symbol(row: Observation) -> float | str:
    """The number, or the symbol in its place: a suppressed value is never blank."""
    return row.symbol or NOT_AVAILABLE if row.value is None else row.value


def _beside(row: Observation, number: float | None) -> float | str:
    """A number that stands beside a value; none beside a confidential one, which it could give away."""
    return "" if number is None or row.symbol == CONFIDENTIAL else number


def middle_year(starts_on: datetime.date, ends_on: datetime.date) -> int:
    """The year of a period as ScotPHO writes it: that in which it starts, and of several years the middle one.

    Financial and school years go by the year in which they start; of an even number of years the later of the two in the
    middle is written: 2014 to 2017 is 2016.
    """
    last = max(starts_on.year, (ends_on - datetime.timedelta(days=364)).year)
    return (starts_on.year + last + 1) // 2


def _area_type(kind: Area.Kind) -> str:
    """A kind of area as ScotPHO calls it."""
    return _AREA_TYPES.get(kind, kind.label)


def _title(row: Observation) -> str:
    """What was measured. Neither convention has a column that says invented, so that the name says it."""
    return f"{row.indicator.title} (invented data)" if row.brought_by.invented else row.indicator.title


def _write_csv(stream: BinaryIO, header: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = CsvWriter(text)
    writer.row(header)
    writer.rows(rows)
    text.detach()


def write_scotpho(partnership: Partnership, options: Mapping[str, str], stream: BinaryIO) -> None:
    """ScotPHO columns. They have no place for groups, or for what was not observed: only everybody’s measured values go."""
    rows = (
        (
            row.area.code,
            _area_type(Area.Kind(row.area.kind)),
            row.area.name,
            middle_year(row.starts_on, row.ends_on),
            row.period,
            "Percentage" if is_percent(row.indicator.unit) else row.indicator.unit,
            _title(row),
            _beside(row, row.numerator),
            _value_or_symbol(row),
            _beside(row, row.upper),
            _beside(row, row.lower),
        )
        for row in _values(partnership, options)
        if not row.breakdown and row.status in MEASURED
    )
    _write_csv(stream, SCOTPHO, rows)


def write_opensdg(partnership: Partnership, options: Mapping[str, str], stream: BinaryIO) -> None:
    """Open SDG tidy CSV: Year first, Value last, a blank dimension means all. What has no number has no row.

    The headline is what has every dimension blank but ``Series`` and ``Units``: all of Scotland, everybody, as observed.
    """
    header = ("Year", "Series", "Units", "Area", "GeoCode", "Breakdown", "Observation status", "Value")
    rows = (
        (
            row.period.strip(),
            _title(row).strip(),
            row.indicator.unit.strip(),
            "" if row.area.kind == Area.Kind.COUNTRY else row.area.name,
            "" if row.area.kind == Area.Kind.COUNTRY else row.area.code,
            row.breakdown.strip(),
            "" if row.status == Observation.Status.OBSERVED else row.get_status_display(),
            row.value,
        )
        for row in _values(partnership, options)
        if row.value is not None
    )
    _write_csv(stream, header, rows)


def plain_row(row: Observation) -> tuple[Any, ...]:
    """One value with everything that is known about it."""
    indicator: Indicator = row.indicator
    record = row.brought_by
    return (
        indicator.slug,
        indicator.title,
        indicator.scheme,
        indicator.unit,
        _HIGHER_IS[indicator.polarity],
        row.area.code,
        row.area.name,
        row.period,
        row.starts_on.isoformat(),
        row.ends_on.isoformat(),
        row.breakdown,
        "" if row.value is None else row.value,
        row.symbol,
        row.held_back,
        *(_beside(row, number) for number in (row.lower, row.upper, row.numerator, row.denominator)),
        row.status,
        record.producer or record.title,
        record.published.isoformat() if record.published else "",
        "yes" if record.invented else "no",
    )


def write_csv(partnership: Partnership, options: Mapping[str, str], stream: BinaryIO) -> None:
    """Every value with its status, symbol and source."""
    _write_csv(stream, PLAIN, map(plain_row, _values(partnership, options)))


def write_xlsx(partnership: Partnership, options: Mapping[str, str], stream: BinaryIO) -> None:
    """Every value as a workbook, with the definitions and what to know before using the figures."""
    sources: dict[tuple[str, ...], str] = {}
    indicators: dict[int, Indicator] = {}
    signs: set[str] = set()

    def rows() -> Iterator[tuple[Any, ...]]:
        yield PLAIN
        for row in _values(partnership, options):
            indicators.setdefault(row.indicator_id, row.indicator)
            brought = row.brought_by
            day = (
                f"published {date_words(brought.published)}"
                if brought.published
                else "no date of publication"
            )
            told = (
                brought.producer or brought.title,
                brought.title,
                day,
                brought.licence or "licence not stated",
            )
            sources.setdefault(told, INVENTED if brought.invented else "")
            signs.add(row.symbol)
            yield plain_row(row)

    def defined() -> Iterator[tuple[str, ...]]:
        yield ("indicator", "title", "definition", "numerator", "denominator", "unit", "better is", "caveats")
        for indicator in indicators.values():
            yield (
                indicator.slug,
                indicator.title,
                indicator.definition,
                indicator.numerator,
                indicator.denominator,
                indicator.unit,
                indicator.polarity,
                indicator.caveats,
            )

    def notes() -> Iterator[tuple[str, str]]:
        yield ("What", f"Indicators of {partnership.name}, one row for each area, period and group")
        for told, invented in sources.items():
            yield ("Source and vintage", ". ".join((*told, invented)).strip(". ") + ".")
        yield from key_of(signs)
        yield (
            "held_back",
            f"why an imported value is shown as {CONFIDENTIAL}, such as: fewer than 5 people behind it",
        )
        yield (
            "status",
            "observed, provisional and revised values were measured; imputed and projected were not",
        )
        yield ("lower, upper", "95% confidence interval, where one is published or can be calculated")
        yield ("caveats", "on the sheet Definitions, for each indicator")
        yield ("invented", f"yes: {INVENTED}")
        yield (
            "Licence",
            "named with each source above; keep it, and name the source, when you use the figures",
        )

    write_workbook(stream, sheets={"Values": rows(), "Definitions": defined()}, notes=notes())


def write_json(partnership: Partnership, options: Mapping[str, str], stream: BinaryIO) -> None:
    """A list of values, one object each, with numbers as numbers and null where there is none."""
    stream.write(b"[\n")
    for number, row in enumerate(_values(partnership, options)):
        value = dict(zip(PLAIN, (None if part == "" else part for part in plain_row(row)), strict=True))
        stream.write(b",\n" if number else b"")
        stream.write(json.dumps(value, ensure_ascii=False).encode())
    stream.write(b"\n]\n")


EXPORTS.add(
    ExportFormat("indicators", "scotpho", "ScotPHO profile columns", ".csv", write_scotpho, OPTIONS),
    ExportFormat("indicators", "opensdg", "Open SDG tidy table", ".csv", write_opensdg, OPTIONS),
    ExportFormat("indicators", "csv", "Every value with its source", ".csv", write_csv, OPTIONS),
    ExportFormat("indicators", "xlsx", "The same as an Excel workbook", ".xlsx", write_xlsx, OPTIONS),
    ExportFormat("indicators", "json", "The same as JSON", ".json", write_json, OPTIONS),
)
