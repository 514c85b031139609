"""The values of one indicator as a picture."""

from collections.abc import Sequence

from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.types import Chart, ChartSeries, ChartValue, Unit
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.presenters.words import is_percent, missing_words, sign_of, value_words
from realign.registers.indicators.types import IndicatorSeries, SeriesPoint


def chart(
    indicator: Indicator, own: Sequence[IndicatorSeries], country: IndicatorSeries | None
) -> Chart | None:
    """A line for each council and for Scotland; nothing where there are fewer than two periods."""
    drawn = [series for series in (*own, *([country] if country else [])) if series.latest][:6]
    periods = {
        (point.ends_on, point.starts_on): point.period
        for series in drawn
        for point in series.points
        if point.value is not None
    }
    if len(periods) < 2:
        return None
    ordered = [periods[key] for key in sorted(periods)]
    lines = [ChartSeries(series.area.name, _estimates(series, ordered)) for series in drawn]
    words = indicator.unit or "Value"
    unit = (
        Unit("Percentage", after="%", decimals=1) if is_percent(indicator.unit) else Unit(words, decimals=1)
    )
    title = f"From {ordered[0]} to {ordered[-1]}"
    movements = "; ".join(_movement(series, sign_of(indicator.unit)) for series in drawn)
    return line_chart(title=title, sentence=f"{movements}.", series=lines, unit=unit, from_zero=False)


def _movement(series: IndicatorSeries, unit: str) -> str:
    measured = [point for point in series.points if point.value is not None and point.is_measured]
    first, last = value_words(measured[0].value, unit), value_words(measured[-1].value, unit)
    return f"{series.area.name}: {first} in {measured[0].period}, {last} in {measured[-1].period}"


def _estimates(series: IndicatorSeries, periods: Sequence[str]) -> tuple[ChartValue, ...]:
    points = {point.period: point for point in series.points}
    return tuple(_estimate(period, points.get(period)) for period in periods)


def _estimate(period: str, point: SeriesPoint | None) -> ChartValue:
    if point is None or point.value is None:
        return ChartValue(
            period, None, note=missing_words(point.symbol, point.held_back) if point else missing_words("")
        )
    has_interval = (
        point.lower is not None and point.upper is not None and point.lower <= point.value <= point.upper
    )
    return ChartValue(
        period,
        point.value,
        point.lower if has_interval else None,
        point.upper if has_interval else None,
        note="" if point.is_measured else point.status,
    )
