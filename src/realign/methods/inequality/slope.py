"""The slope index of inequality, and the two things people call the relative index."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from realign.methods.inequality.ranks import complete, deprivation_ranks, shares
from realign.methods.intervals import Floats, Interval, RatioInterval, ratio_interval, z_value


class SlopeScale(StrEnum):
    """The scale on which the line is straight. Proportions near 0 or 1 are better on LOGIT, rates on LOG."""

    NATURAL = "natural"
    LOG = "log"
    LOGIT = "logit"


@dataclass(frozen=True)
class SlopeIndex:
    """How far apart the two ends of the deprivation line are.

    `sii`: fitted value of the most deprived child minus the least, in the unit of the values; above 0 means
    that there is more among the deprived. `rii_of_mean`: SII ÷ overall value (ScotPHO's definition).
    `rii_ratio`: fitted most deprived ÷ fitted least (Public Health England's definition turned the same way);
    None where either end is fitted at zero or below; a limit of it that no number can hold is None, unknown.
    `percent_above_average`: ScotPHO's reading of `rii_of_mean`, how much higher the most deprived end
    is than the average, in per cent.
    """

    sii: Interval
    rii_of_mean: Interval
    rii_ratio: RatioInterval | None
    percent_above_average: float
    overall: float
    most_deprived: float
    least_deprived: float
    method: str


def slope_index(
    values: ArrayLike,
    populations: ArrayLike,
    *,
    standard_errors: ArrayLike | None = None,
    scale: SlopeScale = SlopeScale.NATURAL,
    level: float = 0.95,
) -> SlopeIndex:
    """Fit a line through the groups, weighted by population, and read off its ends.

    Without standard errors, the interval comes from how far groups lie from the line (Student's t, groups
    less two). With them (given on the scale of the fit), it comes from the error of each group's value.
    Sources: ScotPHO, deprivation analysis code; Pamuk (1985), Population Studies 39, 17-31; interval from
    standard errors: the analytic equal of Public Health England's simulated one.

    >>> events, people = np.array([840, 640, 560, 480, 310]), np.array([4200, 3900, 4100, 4300, 3500])
    >>> result = slope_index(100 * events / people, people)
    >>> round(result.sii.estimate, 4), round(result.rii_of_mean.estimate, 4), round(result.rii_ratio.estimate, 4)
    (13.6662, 0.9658, 2.8678)
    """
    y, share = complete(values, populations), shares(populations)
    there, back, slope_of_back = _SCALES[scale]
    _check_domain(y, scale)
    design = np.column_stack([np.ones_like(y), deprivation_ranks(populations)])
    bread = np.linalg.inv(design.T * share @ design)
    pull = bread @ (design.T * share)
    coefficients = pull @ there(y)
    if standard_errors is None:
        residuals = there(y) - design @ coefficients
        covariance = bread * float(share @ residuals**2) / (len(y) - 2)
        multiplier = float(stats.t.ppf(0.5 + level / 2, len(y) - 2))
        method = "residuals, Student's t"
    else:
        errors = complete(standard_errors, populations)
        covariance = pull * errors**2 @ pull.T
        multiplier, method = z_value(level), "standard errors of groups, normal"
    ends = np.array([coefficients[0], coefficients[0] + coefficients[1]])
    with np.errstate(over="ignore", invalid="ignore"):
        most, least = back(ends)
        jacobian = np.array([[1, 0], [1, 1]]) * slope_of_back(ends)[:, None]
        spread = jacobian @ covariance @ jacobian.T
    if not np.isfinite([most, least, *spread.ravel()]).all():
        raise ValueError(
            f"An end of the line is too large for a number on the {scale} scale. Use the natural scale."
        )
    sii = _around(float(most - least), multiplier * float(np.sqrt([1, -1] @ spread @ [1, -1])), level)
    overall = float(share @ y)
    return SlopeIndex(
        sii=sii,
        rii_of_mean=_divided(sii, overall),
        rii_ratio=_ratio(float(most), float(least), spread, multiplier, level),
        percent_above_average=50 * sii.estimate / overall if overall else float("nan"),
        overall=overall,
        most_deprived=float(most),
        least_deprived=float(least),
        method=f"{method}; {scale} scale",
    )


def _ratio(
    most: float, least: float, spread: Floats, multiplier: float, level: float
) -> RatioInterval | None:
    """Most ÷ least with its interval worked on the log, where a ratio is symmetric."""
    if most <= 0 or least <= 0:
        return None
    relative = np.array([1 / most, -1 / least])
    half = multiplier * float(np.sqrt(relative @ spread @ relative))
    return ratio_interval(_around(float(np.log(most) - np.log(least)), half, level))


def _around(centre: float, half: float, level: float) -> Interval:
    return Interval(centre, centre - half, centre + half, level)


def _divided(interval: Interval, by: float) -> Interval:
    if by <= 0:
        raise ValueError(f"A relative index needs an overall value above zero; found {by}.")
    return interval.times(1 / by)


def _check_domain(values: Floats, scale: SlopeScale) -> None:
    if scale is SlopeScale.LOG and (values <= 0).any():
        raise ValueError("The log scale needs every value above zero; use the natural scale.")
    if scale is SlopeScale.LOGIT and ((values <= 0) | (values >= 1)).any():
        raise ValueError("The logit scale needs shares between 0 and 1; divide per cent by 100.")


Transform = Callable[[Floats], Floats]
_SCALES: dict[SlopeScale, tuple[Transform, Transform, Transform]] = {
    SlopeScale.NATURAL: (lambda x: x, lambda x: x, np.ones_like),
    SlopeScale.LOG: (np.log, np.exp, np.exp),
    SlopeScale.LOGIT: (special.logit, special.expit, lambda x: special.expit(x) * (1 - special.expit(x))),
}
