"""Indicators in words and rows: their values, one in full, the list of all, and the story behind each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from realign.foundations.design.tables import Column, Compared, Filter, TableSpec
from realign.foundations.design.types import Caveat, HistoryEntry, SummaryRow
from realign.foundations.design.words import date_words
from realign.methods.percentages import is_percentage, percentage
from realign.methods.signs import Sign
from realign.methods.units import standard_unit
from realign.registers.indicators.models import Indicator, Observation, Story
from realign.registers.indicators.schemes import scheme_of
from realign.registers.indicators.types import (
    NOT_AVAILABLE,
    QUESTIONS,
    IndicatorSeries,
    SeriesPoint,
    Status,
)
from realign.registers.places.models import Area

CAVEATS = {
    Status.IMPUTED: Caveat.IMPUTED,
    Status.PROJECTED: Caveat.PROJECTED,
    Status.PROVISIONAL: Caveat.PROVISIONAL,
}


def is_percent(unit: str) -> bool:
    """Whether values are percentages, from 0 to 100."""
    return is_percentage(unit)


def sign_of(unit: str) -> str:
    """What stands right beside a number where its column or heading names the unit: the sign for per cent, or nothing."""
    return "%" if is_percent(unit) else ""


def gap_unit(unit: str) -> str:
    """The unit of the difference of two values: percentage points between percentages."""
    return "percentage points" if is_percent(unit) else unit


def missing_words(symbol: str, held_back: str = "") -> str:
    """Why a value has no number: held back, or what its symbol stands for."""
    return f"hidden: {held_back}" if held_back else Sign(symbol or NOT_AVAILABLE).words


def value_words(value: float | None, unit: str, symbol: str = "", held_back: str = "") -> str:
    """A value as a reader sees it, with its unit; the reason where there is none."""
    if value is None:
        return missing_words(symbol, held_back)
    if is_percent(unit):
        return percentage(value)
    decimals = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    number = f"{abs(value):,.{decimals}f}"
    if decimals:
        number = number.rstrip("0").rstrip(".")
    sign = "−" if value < 0 else ""
    match standard_unit(unit):
        case "£":
            return f"{sign}£{number}"
        case "£000s":
            return f"{sign}£{number} thousand"
        case "" | "Number" | "Mean":
            return f"{sign}{number}"
        case _:
            return f"{sign}{number} {unit}"


def point_words(point: SeriesPoint, unit: str) -> str:
    """A value of a series in words, with its unit, or the reason why there is none."""
    return value_words(point.value, unit, point.symbol, point.held_back)


def sentence(indicator: Indicator, own: Sequence[IndicatorSeries], country: IndicatorSeries | None) -> str:
    """The latest values in one sentence, beside Scotland’s."""
    figures = [
        f"{series.area.name} {value_words(series.latest.value, sign_of(indicator.unit))}"
        for series in own
        if series.latest
    ]
    if not figures:
        return "There are no values for this partnership’s councils."
    period = next(series.latest.period for series in own if series.latest)
    words = f"In {period}: {', '.join(figures)}"
    if country is not None and country.latest and country.latest.period == period:
        words += f"; Scotland {value_words(country.latest.value, sign_of(indicator.unit))}"
    better = {"higher": "Higher is better.", "lower": "Lower is better.", "neither": ""}[indicator.polarity]
    return f"{words}. {better}".strip()


def facts(indicator: Indicator) -> list[SummaryRow]:
    """What is measured, how it is counted and who collects it; what nobody has written down is named at the end."""
    rows = (
        ("Definition", indicator.definition),
        ("Counted", indicator.numerator),
        ("Out of", indicator.denominator),
        ("Unit", indicator.unit),
        ("Which way is better", indicator.get_polarity_display()),
        ("From", scheme_of(indicator.scheme).title),
        ("Collected by", indicator.producer),
        ("How often", indicator.frequency),
        ("Owner", indicator.owner or ""),
        ("Wellbeing theme", ", ".join(tag.label for tag in indicator.tags.all())),
        ("What it can be used for", indicator.use_for),
        ("Areas it is published for", indicator.geography),
        ("Groups it can be shown for", indicator.disaggregation),
        ("Can places be compared by it", _comparable(indicator)),
        (
            "Common or local",
            "Common to all of Scotland" if indicator.is_national else "Local to this partnership",
        ),
        ("Cautions", indicator.caveats),
    )
    known = [SummaryRow(key, value) for key, value in rows if value]
    unsaid = [key[0].lower() + key[1:] for key, value in rows if not value]
    return [*known, SummaryRow("Not recorded", ", ".join(unsaid))] if unsaid else known


def beside(indicator: Indicator, areas: Sequence[Area], latest: Mapping[int, Observation]) -> Compared:
    """The latest values of an indicator and what it measures, to stand beside another."""
    rows = []
    for area in areas:
        row = latest.get(area.pk)
        value = "no figure" if row is None else f"{value_words(row.value, indicator.unit)} ({row.period})"
        rows.append(SummaryRow(f"Latest in {area.name}", value))
    return Compared(indicator.title, indicator.get_absolute_url(), [*rows, *facts(indicator)])


def _comparable(indicator: Indicator) -> str:
    known = indicator.comparable != Indicator.Comparable.UNKNOWN
    return indicator.get_comparable_display() if known else ""


def quality(indicator: Indicator, series: Sequence[IndicatorSeries]) -> list[str]:
    """What to know before relying on it, told from the values themselves."""
    points = [point for line in series for point in line.points]
    notes = []
    if missing := sum(point.value is None for point in points):
        notes.append(
            f"{missing} of {len(points)} values are missing or hidden; they are shown as words, never as zero."
        )
    if apart := sum(not point.is_measured for point in points):
        notes.append(f"{apart} values were not observed but imputed or projected; each carries a tag.")
    if points and not any(point.lower is not None for point in points):
        notes.append("No intervals come with these values: small differences may be chance.")
    if indicator.polarity == Indicator.Polarity.NEITHER:
        notes.append("Which direction is better is not recorded, so changes are shown without a verdict.")
    return notes


def provenance_words(row: Mapping[str, Any]) -> str:
    """One import that brought values, in words."""
    parts = [str(row["brought_by__producer"] or row["brought_by__title"])]
    if row["brought_by__published"]:
        parts.append(f"published {date_words(row['brought_by__published'])}")
    if row["brought_by__decided_at"]:
        parts.append(f"imported {date_words(row['brought_by__decided_at'])}")
    parts.append(f"{row['current']:,} of {row['brought']:,} values still current")
    return ", ".join(parts)


@dataclass(frozen=True)
class Told:
    """The latest story of an indicator, and the ones before it."""

    latest: Story | None
    rows: tuple[SummaryRow, ...]
    when: str
    earlier: tuple[HistoryEntry, ...]


def story_of(indicator: Indicator) -> Told:
    """What was told about an indicator; one query."""
    stories: Sequence[Story] = list(indicator.stories.select_related("changed_by"))
    if not stories:
        return Told(None, (), "", ())
    latest = stories[0]
    rows = tuple(
        SummaryRow(question, getattr(latest, name) or "Not recorded") for name, question in QUESTIONS.items()
    )
    when = f"Written by {latest.changed_by or 'Realign'} on {date_words(latest.written_on)}"
    return Told(latest, rows, when, tuple(_entry(story) for story in stories[1:]))


def _entry(story: Story) -> HistoryEntry:
    told = "; ".join(
        f"{question} {getattr(story, name)}" for name, question in QUESTIONS.items() if getattr(story, name)
    )
    return HistoryEntry(story.written_on, str(story.changed_by or "Realign"), "wrote", told)


@dataclass(frozen=True)
class ListRow:
    """An indicator in the list, with the latest value of each area."""

    indicator: Indicator
    latest: Mapping[int, Observation]
    title: str
    scheme: str
    tags: tuple[str, ...]

    def words(self, area: Area) -> str:
        """The latest value of an area with its period."""
        row = self.latest.get(area.pk)
        return "" if row is None else f"{value_words(row.value, sign_of(self.indicator.unit))} ({row.period})"


def list_rows(
    indicators: Sequence[Indicator], latest: Mapping[int, Mapping[int, Observation]]
) -> list[ListRow]:
    """Each indicator with its latest value in each area, for the list of indicators."""
    return [
        ListRow(
            indicator,
            latest.get(indicator.pk, {}),
            indicator.title,
            indicator.scheme,
            tuple(tag.label for tag in indicator.tags.all()),
        )
        for indicator in indicators
    ]


def list_table(slug: str, areas: Sequence[Area], rows: Sequence[ListRow]) -> TableSpec:
    """Every indicator with its latest values."""
    tags = sorted({tag for row in rows for tag in row.tags})
    return TableSpec(
        name="indicators",
        noun="indicator",
        caption="Indicators with their latest values",
        search_fields=("title", "indicator.code", "indicator.definition", "indicator.producer"),
        default_sort="title",
        columns=(
            Column(
                "title",
                "Indicator",
                link=lambda row: row.indicator.get_absolute_url(),
            ),
            Column("scheme", "From", value=lambda row: scheme_of(row.scheme).title),
            Column("unit", "Unit", value=lambda row: row.indicator.unit, sortable=False),
            *(
                Column(f"area{number}", area.name, value=_latest_in(area), sortable=False)
                for number, area in enumerate(areas)
            ),
            Column(
                "better",
                "Better is",
                value=lambda row: row.indicator.get_polarity_display().split()[0],
                sortable=False,
            ),
        ),
        filters=(
            Filter(
                "scheme",
                "From",
                choices=[
                    (scheme, scheme_of(scheme).title) for scheme in sorted({row.scheme for row in rows})
                ],
            ),
            Filter("tag", "Wellbeing theme", choices=[(tag, tag) for tag in tags], apply=_with_tag),
        ),
        empty_title="No indicators yet",
        empty_help="Import a file of the Local Government Benchmarking Framework, CPOP, ScotPHO or "
        "statistics.gov.scot; or add an indicator of your own and type its values.",
        empty_action="Import a file",
        empty_url=reverse("files:choose", args=[slug]),
    )


def _latest_in(area: Area) -> Callable[[ListRow], str]:
    return lambda row: row.words(area)


def _with_tag(rows: Sequence[ListRow], tag: str) -> list[ListRow]:
    return [row for row in rows if tag in row.tags]
