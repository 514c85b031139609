"""Indicators and their values as sentences, tables and pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.types import Chart, Estimate, Unit
from realign.foundations.design.charts.types import Series as ChartSeries
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Caveat, SummaryRow
from realign.foundations.design.words import date_words
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.types import CONFIDENTIAL, NOT_APPLICABLE, Point, Series, Status
from realign.registers.places.models import Area

SYMBOLS = {CONFIDENTIAL: "hidden to protect people", NOT_APPLICABLE: "does not apply"}
CAVEATS = {
    Status.IMPUTED: Caveat.IMPUTED,
    Status.PROJECTED: Caveat.PROJECTED,
    Status.PROVISIONAL: Caveat.PROVISIONAL,
}
SCHEMES = {
    "lgbf": "Local Government Benchmarking Framework",
    "cpop": "Community Planning Outcomes Profile",
    "scotpho": "ScotPHO profiles",
    "statistics-gov-scot": "statistics.gov.scot",
    "core": "Core wellbeing indicators",
    "local": "Local",
}


def scheme_words(scheme: str) -> str:
    """A scheme by its name."""
    return SCHEMES.get(scheme, scheme)


def value_words(value: float | None, unit: str, symbol: str = "") -> str:
    """A value as a reader sees it, with its unit; the reason where there is none."""
    if value is None:
        return SYMBOLS.get(symbol, "not available")
    decimals = 0 if abs(value) >= 1000 else 1 if unit == "%" or abs(value) >= 10 else 2
    number = f"{abs(value):,.{decimals}f}"
    if decimals:
        number = number.rstrip("0").rstrip(".")
    sign = "−" if value < 0 else ""
    match unit:
        case "%":
            return f"{sign}{number}%"
        case "£":
            return f"{sign}£{number}"
        case "£000s":
            return f"{sign}£{number} thousand"
        case "" | "Number" | "Mean":
            return f"{sign}{number}"
        case _:
            return f"{sign}{number} {unit}"


def point_words(point: Point, unit: str) -> str:
    """A point in words."""
    return value_words(point.value, unit, point.symbol)


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
        return (
            ""
            if row is None
            else f"{value_words(row.value, '%' if self.indicator.unit == '%' else '')} ({row.period})"
        )


def list_rows(
    indicators: Sequence[Indicator], latest: Mapping[int, Mapping[int, Observation]]
) -> list[ListRow]:
    """The rows of the list."""
    return [
        ListRow(
            one, latest.get(one.pk, {}), one.title, one.scheme, tuple(tag.label for tag in one.tags.all())
        )
        for one in indicators
    ]


def list_table(slug: str, areas: Sequence[Area], rows: Sequence[ListRow], *, may_import: bool) -> TableSpec:
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
                link=lambda one: reverse("indicators:indicator", args=[slug, one.indicator.slug]),
            ),
            Column("scheme", "From", value=lambda one: scheme_words(one.scheme)),
            Column("unit", "Unit", value=lambda one: one.indicator.unit, sortable=False),
            *(
                Column(
                    f"area{number}", area.name, value=lambda one, area=area: one.words(area), sortable=False
                )
                for number, area in enumerate(areas)
            ),
            Column(
                "better",
                "Better is",
                value=lambda one: one.indicator.get_polarity_display().split()[0],
                sortable=False,
            ),
        ),
        filters=(
            Filter(
                "scheme",
                "From",
                choices=[(one, scheme_words(one)) for one in sorted({row.scheme for row in rows})],
            ),
            Filter("tag", "Speaks to", choices=[(tag, tag) for tag in tags], apply=_with_tag),
        ),
        empty_title="No indicators yet",
        empty_help="Bring in a file of the Local Government Benchmarking Framework, CPOP, ScotPHO or statistics.gov.scot.",
        empty_action="Bring a file" if may_import else "",
        empty_url=reverse("files:choose", args=[slug]) if may_import else "",
    )


def _with_tag(rows: Sequence[ListRow], tag: str) -> list[ListRow]:
    return [row for row in rows if tag in row.tags]


def sentence(indicator: Indicator, own: Sequence[Series], country: Series | None) -> str:
    """The latest values in one sentence, beside Scotland’s."""
    said = [
        f"{one.area.name} {value_words(one.latest.value, '%' if indicator.unit == '%' else '')}"
        for one in own
        if one.latest
    ]
    if not said:
        return "No values are held for this partnership’s councils."
    period = next(one.latest.period for one in own if one.latest)
    words = f"In {period}: {', '.join(said)}"
    if country is not None and country.latest and country.latest.period == period:
        words += f"; Scotland {value_words(country.latest.value, '%' if indicator.unit == '%' else '')}"
    better = {"higher": "Higher is better.", "lower": "Lower is better.", "neither": ""}[indicator.polarity]
    return f"{words}. {better}".strip()


def chart(indicator: Indicator, own: Sequence[Series], country: Series | None) -> Chart | None:
    """A line for each council and for Scotland; nothing where there are fewer than two periods."""
    shown = [one for one in (*own, *([country] if country else [])) if one.latest][:6]
    periods = {
        (point.ends_on, point.starts_on): point.period
        for one in shown
        for point in one.points
        if point.value is not None
    }
    if len(periods) < 2:
        return None
    ordered = [periods[key] for key in sorted(periods)]
    lines = [ChartSeries(one.area.name, _estimates(one, ordered)) for one in shown]
    words = indicator.unit or "Value"
    unit = Unit("Percentage", after="%", decimals=1) if indicator.unit == "%" else Unit(words, decimals=1)
    title = f"From {ordered[0]} to {ordered[-1]}"
    said = "; ".join(_movement(one, "%" if indicator.unit == "%" else "") for one in shown)
    return line_chart(title=title, sentence=f"{said}.", series=lines, unit=unit, from_zero=False)


def _movement(series: Series, unit: str) -> str:
    measured = [point for point in series.points if point.value is not None and point.is_measured]
    first, last = value_words(measured[0].value, unit), value_words(measured[-1].value, unit)
    return f"{series.area.name}: {first} in {measured[0].period}, {last} in {measured[-1].period}"


def _estimates(series: Series, periods: Sequence[str]) -> tuple[Estimate, ...]:
    points = {point.period: point for point in series.points}
    return tuple(_estimate(period, points.get(period)) for period in periods)


def _estimate(period: str, point: Point | None) -> Estimate:
    if point is None or point.value is None:
        return Estimate(period, None, note=SYMBOLS.get(point.symbol if point else "", "not available"))
    has_interval = (
        point.lower is not None and point.upper is not None and point.lower <= point.value <= point.upper
    )
    return Estimate(
        period,
        point.value,
        point.lower if has_interval else None,
        point.upper if has_interval else None,
        note="" if point.is_measured else point.status,
    )


def facts(indicator: Indicator) -> list[SummaryRow]:
    """What is measured, how, by whom."""
    rows = (
        ("Definition", indicator.definition),
        ("Counted", indicator.numerator),
        ("Out of", indicator.denominator),
        ("Unit", indicator.unit),
        ("Which way is better", indicator.get_polarity_display()),
        ("From", scheme_words(indicator.scheme)),
        ("Collected by", indicator.producer),
        ("How often", indicator.frequency),
        ("Who answers for it here", indicator.owner or ""),
        ("Speaks to", ", ".join(tag.label for tag in indicator.tags.all())),
        ("What it can be used for", indicator.use_for),
        ("What to be careful about", indicator.caveats),
    )
    said = [SummaryRow(key, value) for key, value in rows if value]
    unsaid = [key[0].lower() + key[1:] for key, value in rows if not value]
    return [*said, SummaryRow("Not said yet", ", ".join(unsaid))] if unsaid else said


@dataclass(frozen=True)
class Compared:
    """The latest value of one council beside the others."""

    area: Area
    latest: Observation | None
    groups: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.area.name

    @property
    def value(self) -> float | None:
        return self.latest.value if self.latest else None


def compared_rows(
    councils: Sequence[Area],
    latest: Mapping[int, Observation],
    own: Sequence[Area],
    families: Mapping[int, Sequence[str]],
) -> list[Compared]:
    """Every council with its latest value, tagged when it is one’s own or alike to one’s own."""
    ours = {area.pk for area in own}
    return [
        Compared(
            area,
            latest.get(area.pk),
            ("Our council",) if area.pk in ours else tuple(families.get(area.pk, ())),
        )
        for area in councils
    ]


def comparison_table(indicator: Indicator) -> TableSpec:
    """All councils by their latest value. Neither a league table nor a judgement: intervals and family matter."""
    unit = "%" if indicator.unit == "%" else ""
    return TableSpec(
        name="councils",
        noun="council",
        caption="The latest value of every council",
        page_size=40,
        columns=(
            Column("name", "Council"),
            Column(
                "value",
                f"Latest value ({indicator.unit})" if indicator.unit else "Latest value",
                value=lambda one: value_words(one.value, unit, one.latest.symbol if one.latest else ""),
                csv=lambda one: one.value,
                sortable=False,
            ),
            Column(
                "period", "Period", value=lambda one: one.latest.period if one.latest else "", sortable=False
            ),
            Column("groups", "Alike to", value=lambda one: one.groups, kind=Kind.TAGS, sortable=False),
        ),
    )


def _tags(row: Observation) -> list[str]:
    caveat = CAVEATS.get(Status(row.status))
    return [*([caveat.value] if caveat else []), *(["Invented data"] if row.brought_by.invented else [])]


def values_table(indicator: Indicator, slug: str, name: str, caption: str, empty: str) -> TableSpec:
    """Values with their status, interval and source."""
    return TableSpec(
        name=name,
        noun="value",
        caption=caption,
        search_fields=("area__name", "period"),
        default_sort="-period",
        columns=(
            Column("period", "Period", sortable="ends_on"),
            Column("area", "Area", value=lambda one: one.area.name, sortable="area__name"),
            Column("breakdown", "Who", value=lambda one: one.breakdown or "Everybody"),
            Column(
                "value",
                f"Value ({indicator.unit})" if indicator.unit else "Value",
                value=lambda one: value_words(one.value, "%" if indicator.unit == "%" else "", one.symbol),
                csv=lambda one: one.symbol if one.value is None else one.value,
                sortable="value",
            ),
            Column("interval", "95% interval", value=_interval, sortable=False),
            Column("status", "Not observed", value=_tags, kind=Kind.TAGS, sortable=False),
            Column(
                "source",
                "Source",
                value=lambda one: one.brought_by.title,
                link=lambda one: reverse("files:import", args=[slug, one.brought_by_id]),
                sortable=False,
            ),
        ),
        empty_title="Nothing here",
        empty_help=empty,
    )


def _interval(row: Observation) -> str:
    if row.lower is None or row.upper is None:
        return ""
    return f"{value_words(row.lower, '')} to {value_words(row.upper, '')}"


def quality(indicator: Indicator, series: Sequence[Series]) -> list[str]:
    """What to know before relying on it, told from the values themselves."""
    points = [point for one in series for point in one.points]
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
        notes.append("Nobody has said which way is better, so change is shown without judgement.")
    return notes


def provenance_words(row: Mapping[str, object]) -> str:
    """One import that brought values, in words."""
    parts = [str(row["brought_by__producer"] or row["brought_by__title"])]
    if row["brought_by__published"]:
        parts.append(f"published {date_words(row['brought_by__published'])}")
    if row["brought_by__decided_at"]:
        parts.append(f"taken in {date_words(row['brought_by__decided_at'])}")
    parts.append(f"{row['current']:,} of {row['brought']:,} values still stand")
    return ", ".join(parts)
