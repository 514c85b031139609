"""Where a series is heading if nothing changes: projected values, and how well such projections did before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from realign.analyse.trends.choices import Choices, overlapping
from realign.analyse.trends.words import figure
from realign.foundations.design.words import date_words, month_words
from realign.methods.indicators.forecast import FEWEST_POINTS, Backtest, Forecast, backtest, forecast
from realign.registers.indicators.presenters.words import gap_unit
from realign.registers.indicators.types import NumberKind, SeriesPoint, Status

HORIZON = {1: 6, 3: 4}  # months in a period: periods ahead; 3 for years
MOST_TESTS = 5


@dataclass(frozen=True)
class ProjectedTrend:
    """The points that a projection rests on, the projected ones, and how projections made earlier would have done."""

    known: tuple[SeriesPoint, ...]
    projected: tuple[SeriesPoint, ...]
    pattern: str
    test: Backtest | None
    note: str = ""


@dataclass(frozen=True)
class NoAhead:
    """Why nothing is projected, in words for the reader."""

    reason: str


def look_ahead(
    points: Sequence[SeriesPoint], measure: NumberKind, choices: Choices
) -> ProjectedTrend | NoAhead:
    """Project the measured points of the latest phase that do not overlap; refused with the reason where that misleads."""
    measured = [point for point in points if point.is_measured]
    shared = overlapping(measured)
    since = max((day for day in choices.begin_anew), default=date.min)
    known = tuple(p for place, p in enumerate(measured) if place not in shared and p.starts_on >= since)
    while known and known[-1].value is None:
        known = known[:-1]
    values = [point.value for point in known]
    usable = [value for value in values if value is not None]
    if len(usable) < FEWEST_POINTS:
        where = " since the series was restarted" if since > date.min else ""
        return NoAhead(
            f"No projection: {len(usable)} measured values that do not overlap{where}, and at least "
            f"{FEWEST_POINTS} are needed."
        )
    if len(usable) < len(values):
        gap = next(point.period for point in known if point.value is None)
        return NoAhead(f"No projection: there is no value for {gap}, and a gap would have to be guessed.")
    step = _step(known)
    if step is None:
        return NoAhead("No projection: the periods do not follow each other at the same distance.")
    return _projected(known, tuple(usable), step, measure)


def _projected(
    known: tuple[SeriesPoint, ...], values: tuple[float, ...], step: int, measure: NumberKind
) -> ProjectedTrend | NoAhead:
    floor, ceiling = _possible(measure)
    horizon = HORIZON.get(step, 3)
    try:
        projection, test = _forecast(values, horizon, floor, ceiling)
    except ValueError as error:
        return NoAhead(f"No projection: {str(error)[:1].lower()}{str(error)[1:]}")
    last = known[-1]
    points = []
    for number, interval in enumerate(projection.periods, start=1):
        starts_on = months_later(last.starts_on, step * number)
        ends_on = months_later(last.ends_on + timedelta(days=1), step * number) - timedelta(days=1)
        points.append(
            SeriesPoint(
                label(starts_on, ends_on, last.period), starts_on, ends_on,
                interval.estimate, interval.lower, interval.upper, status=Status.PROJECTED,
            )
        )  # fmt: skip
    return ProjectedTrend(known, tuple(points), projection.pattern.value, test, projection.caution)


@lru_cache(maxsize=512)
def _forecast(
    values: tuple[float, ...], horizon: int, floor: float, ceiling: float
) -> tuple[Forecast, Backtest | None]:
    """Fitting takes tenths of a second and always gives the same, so it is kept for the same numbers."""
    projection = forecast(values, horizon, floor=floor, ceiling=ceiling)
    origins = min(MOST_TESTS, len(values) - FEWEST_POINTS)
    if origins < 1:
        return projection, None
    try:
        return projection, backtest(values, origins=origins)
    except ValueError:  # an earlier stretch that never varied cannot be projected from
        return projection, None


def _possible(measure: NumberKind) -> tuple[float, float]:
    match measure:
        case NumberKind.PERCENT:
            return 0.0, 100.0
        case NumberKind.RATE | NumberKind.COUNT | NumberKind.MONEY:
            return 0.0, float("inf")
        case _:
            return float("-inf"), float("inf")


def _step(points: Sequence[SeriesPoint]) -> int | None:
    """Months from one period to the next, where it is always the same."""
    steps = {
        (later.starts_on.year - first.starts_on.year) * 12 + later.starts_on.month - first.starts_on.month
        for first, later in pairwise(points)
    }
    (step,) = steps if len(steps) == 1 else (None,)
    return step if step and step > 0 else None


def months_later(day: date, months: int) -> date:
    """The same day of the month, so many months later; the first day where that month is shorter.

    >>> months_later(date(2019, 4, 1), 12)
    datetime.date(2020, 4, 1)
    """
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years, month + 2, 1) if month < 11 else date(day.year + years + 1, 1, 1)


def label(starts_on: date, ends_on: date, like: str) -> str:
    """The name of a period to come, written as the series writes its own.

    >>> label(date(2026, 4, 1), date(2027, 3, 31), "2025/26"), label(date(2026, 5, 1), date(2026, 5, 31), "April 2026")
    ('2026/27', 'May 2026')
    """
    days = (ends_on - starts_on).days + 1
    if days < 2:
        return date_words(starts_on)
    if days <= 31:
        return month_words(starts_on)
    years = ends_on.year - starts_on.year
    if starts_on.month == 1 and ends_on.month == 12:
        return str(ends_on.year) if not years else f"{starts_on.year} to {ends_on.year}"
    if years == 1 and "/" in like:
        school = "School year " if like.startswith("School") else ""
        return f"{school}{starts_on.year}/{ends_on.year % 100:02d}"
    if years > 1:
        return f"{starts_on.year}/{(starts_on.year + 1) % 100:02d} to {ends_on.year - 1}/{ends_on.year % 100:02d}"
    return f"{starts_on:%B} to {ends_on:%B %Y}"


def ahead_sentence(ahead: ProjectedTrend, unit: str) -> str:
    """What would come if nothing changed, within what range."""
    last = ahead.projected[-1]
    low, high = figure(last.lower or 0.0, unit), figure(last.upper or 0.0, unit)
    return (
        f"If nothing changes, {figure(last.value or 0.0, unit)} in {last.period}; 95% range {low} to "
        f"{high}. {ahead.note}"
    )


def tested_sentence(ahead: ProjectedTrend, unit: str) -> str:
    """How well projections made in the same way did before."""
    test = ahead.test
    if test is None:
        return (
            "The series is too short to test projections on its own past, so how far to trust "
            "this one is not known."
        )
    size = gap_unit(unit)
    inside = round(test.coverage * test.origins)
    words = (
        f"Tested on the past: of the last {test.origins} values, {inside} fell inside the range projected one period "
        f"before. Projections missed by {figure(test.mean_absolute_error, size)} on average, against "
        f"{figure(test.last_value_error, size)} for simply repeating the last value."
    )
    if test.better_than_last_value:
        return words
    return f"{words} They did no better than repeating the last value, so treat this one with caution."
