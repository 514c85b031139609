"""Where a series is heading if nothing changes, with honest intervals and a test on its own past."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.tsa.exponential_smoothing.ets import ETSModel, ETSResults

from realign.methods.intervals import Floats, Interval, z_value

FEWEST_POINTS = 8


class Pattern(StrEnum):
    """What the series is taken to do: stay, or go on rising or falling, for ever or ever less."""

    LEVEL = "level"
    TREND = "trend"
    FADING_TREND = "fading trend"


@dataclass(frozen=True)
class Forecast:
    """One interval for each future period. `passed_over` names patterns that could not be fitted, and why."""

    pattern: Pattern
    periods: tuple[Interval, ...]
    passed_over: tuple[str, ...]
    caution: str = "This carries the past forward. It knows nothing of plans, policy or events to come."


@dataclass(frozen=True)
class Backtest:
    """How forecasts made at earlier points would have done.

    Errors are in the unit of the series. `coverage` is the share of true values inside the intervals, to be
    compared with `level`. `better_than_last_value` is False where simply repeating the last value did as well.
    """

    origins: int
    mean_absolute_error: float
    last_value_error: float
    coverage: float
    level: float

    @property
    def better_than_last_value(self) -> bool:
        return self.mean_absolute_error < self.last_value_error


def forecast(
    values: Sequence[float],
    horizon: int,
    *,
    level: float = 0.95,
    season: int | None = None,
    floor: float = -np.inf,
    ceiling: float = np.inf,
) -> Forecast:
    """Exponential smoothing with the pattern that the series supports best (smallest corrected AIC).

    `season` is the number of periods in a year where the season matters (12, 4). `floor` and `ceiling` are
    what is possible at all (0 and 100 for per cent); limits are cut there. At least 8 points without gaps.
    Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, Springer.

    >>> [round(i.estimate) for i in forecast([10, 12, 14, 16, 18.5, 20, 22, 24, 26, 28], horizon=2).periods]
    [30, 32]
    """
    y = _checked(values, horizon, season)
    best, passed_over = _best(y, season)
    frame = best.model.get_prediction(start=len(y), end=len(y) + horizon - 1).summary_frame(alpha=1 - level)
    columns = (frame[name].to_numpy(float) for name in ("mean", "pi_lower", "pi_upper"))
    stretch = _small_sample_stretch(len(y), len(best.model.params), level)
    intervals = []
    for middle, low, high in zip(*columns, strict=True):
        wide = [middle, middle - stretch * (middle - low), middle + stretch * (high - middle)]
        estimate, lower, upper = np.clip(wide, floor, ceiling).tolist()
        intervals.append(Interval(estimate, lower, upper, level))
    return Forecast(best.pattern, tuple(intervals), passed_over)


def _small_sample_stretch(points: int, parameters: int, level: float) -> float:
    """How much wider limits must be because few points have to give the spread as well as the pattern.

    The fitted variance divides by points; unbiased it divides by points less parameters, with Student's t.
    """
    free = max(1, points - parameters)
    return float(stats.t.ppf(0.5 + level / 2, free)) / z_value(level) * float(np.sqrt(points / free))


def backtest(
    values: Sequence[float],
    *,
    ahead: int = 1,
    origins: int = 5,
    level: float = 0.95,
    season: int | None = None,
) -> Backtest:
    """Forecast each of the last `origins` values from only what was known `ahead` periods before it."""
    y = _checked(values, ahead, season)
    first = len(y) - origins
    if first - ahead + 1 < _fewest(season):
        raise ValueError(
            f"Testing {origins} forecasts {ahead} periods ahead needs {_fewest(season) + origins + ahead - 1} "
            f"points; found {len(y)}. Test fewer, or wait for more points."
        )
    errors, naive, inside = [], [], []
    for target in range(first, len(y)):
        known = y[: target - ahead + 1]
        periods = forecast(known.tolist(), ahead, level=level, season=season).periods[-1]
        errors.append(abs(periods.estimate - y[target]))
        naive.append(abs(known[-1] - y[target]))
        inside.append(periods.lower <= y[target] <= periods.upper)
    return Backtest(origins, float(np.mean(errors)), float(np.mean(naive)), float(np.mean(inside)), level)


@dataclass(frozen=True)
class _Fitted:
    pattern: Pattern
    model: ETSResults


def _best(y: Floats, season: int | None) -> tuple[_Fitted, tuple[str, ...]]:
    fitted: list[_Fitted] = []
    passed_over: list[str] = []
    for pattern in Pattern:
        try:
            fitted.append(_Fitted(pattern, _fit(y, pattern, season)))
        except (ValueError, RuntimeWarning, UserWarning, np.linalg.LinAlgError) as problem:
            passed_over.append(f"{pattern}: {problem}")
    if not fitted:
        raise ValueError(f"No pattern could be fitted to this series: {'; '.join(passed_over)}")
    return min(fitted, key=lambda f: f.model.aicc), tuple(passed_over)


def _fit(y: Floats, pattern: Pattern, season: int | None) -> ETSResults:
    """Warnings of the fitting are refusals here, so that no half-fitted model is used."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = ETSModel(
            pd.Series(y),
            error="add",
            trend=None if pattern is Pattern.LEVEL else "add",
            damped_trend=pattern is Pattern.FADING_TREND,
            seasonal="add" if season else None,
            seasonal_periods=season,
        )
        return model.fit(disp=False, maxiter=2000)


def _fewest(season: int | None) -> int:
    return max(FEWEST_POINTS, 2 * season + 4) if season else FEWEST_POINTS


def _checked(values: Sequence[float], horizon: int, season: int | None) -> Floats:
    y = np.array(values, float)
    if horizon < 1:
        raise ValueError(f"Forecast at least one period ahead; found {horizon}.")
    if not np.isfinite(y).all():
        raise ValueError("A forecast needs a value in every period; found a gap. Start after it, or fill it.")
    if len(y) < _fewest(season):
        raise ValueError(f"A forecast needs at least {_fewest(season)} points; found {len(y)}.")
    if np.ptp(y) == 0:
        raise ValueError(f"Every value is {y[0]:g}, so nothing shows how far the next could be from it.")
    return y
