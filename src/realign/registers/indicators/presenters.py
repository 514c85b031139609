"""One indicator as sentences and pictures: where it stands, what it is, how far to trust it."""

from collections.abc import Mapping, Sequence
from typing import Any

from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.types import Chart, Estimate, Unit
from realign.foundations.design.charts.types import Series as ChartSeries
from realign.foundations.design.types import SummaryRow
from realign.foundations.design.words import date_words
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.schemes import scheme_of
from realign.registers.indicators.types import Point, Series
from realign.registers.indicators.wording import is_percent, missing_words, sign_of, value_words


def sentence(indicator: Indicator, own: Sequence[Series], country: Series | None) -> str:
    """The latest values in one sentence, beside Scotland’s."""
    said = [
        f"{one.area.name} {value_words(one.latest.value, sign_of(indicator.unit))}"
        for one in own
        if one.latest
    ]
    if not said:
        return "No values are held for this partnership’s councils."
    period = next(one.latest.period for one in own if one.latest)
    words = f"In {period}: {', '.join(said)}"
    if country is not None and country.latest and country.latest.period == period:
        words += f"; Scotland {value_words(country.latest.value, sign_of(indicator.unit))}"
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
    unit = (
        Unit("Percentage", after="%", decimals=1) if is_percent(indicator.unit) else Unit(words, decimals=1)
    )
    title = f"From {ordered[0]} to {ordered[-1]}"
    said = "; ".join(_movement(one, sign_of(indicator.unit)) for one in shown)
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
        return Estimate(
            period, None, note=missing_words(point.symbol, point.held_back) if point else missing_words("")
        )
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
        ("From", scheme_of(indicator.scheme).title),
        ("Collected by", indicator.producer),
        ("How often", indicator.frequency),
        ("Who answers for it here", indicator.owner or ""),
        ("Speaks to", ", ".join(tag.label for tag in indicator.tags.all())),
        ("What it can be used for", indicator.use_for),
        ("Areas it is published for", indicator.geography),
        ("Groups it can be shown for", indicator.disaggregation),
        ("Can places be compared by it", _comparable(indicator)),
        (
            "Common or local",
            "Common to all of Scotland" if indicator.is_national else "Local to this partnership",
        ),
        ("What to be careful about", indicator.caveats),
    )
    said = [SummaryRow(key, value) for key, value in rows if value]
    unsaid = [key[0].lower() + key[1:] for key, value in rows if not value]
    return [*said, SummaryRow("Not said yet", ", ".join(unsaid))] if unsaid else said


def _comparable(indicator: Indicator) -> str:
    known = indicator.comparable != Indicator.Comparable.UNKNOWN
    return indicator.get_comparable_display() if known else ""


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


def provenance_words(row: Mapping[str, Any]) -> str:
    """One import that brought values, in words."""
    parts = [str(row["brought_by__producer"] or row["brought_by__title"])]
    if row["brought_by__published"]:
        parts.append(f"published {date_words(row['brought_by__published'])}")
    if row["brought_by__decided_at"]:
        parts.append(f"taken in {date_words(row['brought_by__decided_at'])}")
    parts.append(f"{row['current']:,} of {row['brought']:,} values still stand")
    return ", ".join(parts)
