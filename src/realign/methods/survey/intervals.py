"""Confidence limits for survey estimates: five ways for a share, one for means and totals.

Source: the methods of R's ``survey::svyciprop`` (T. Lumley), and E. L. Korn and B. I. Graubard (1998),
"Confidence intervals for proportions with small expected number of positive counts estimated from survey
data", Survey Methodology 24, for the beta interval.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from scipy import special

from realign.methods.survey.sample import Floats


class IntervalMethod(StrEnum):
    """How the limits of a share are worked out. Means, totals and ratios always use ``MEAN``."""

    MEAN = "mean"
    LOGIT = "logit"
    BETA = "beta"
    ASIN = "asin"
    LIKELIHOOD = "likelihood"


def t_quantile(df: Floats, level: float) -> Floats:
    """The number of standard errors either side of the estimate; nan where no degrees of freedom are left.

    >>> round(float(t_quantile(np.array(5.0), 0.95)), 6)
    2.570582
    """
    # a publication has tens of thousands of estimates but few different degrees of freedom
    different, place = np.unique(np.asarray(df, dtype=np.float64), return_inverse=True)
    usable = np.where(different > 0, different, np.nan)
    finite = special.stdtrit(np.where(np.isfinite(usable), usable, 1.0), 0.5 + level / 2)
    limit = special.ndtri(0.5 + level / 2)
    quantile: Floats = np.where(np.isnan(usable), np.nan, np.where(np.isinf(usable), limit, finite))
    return quantile[place].reshape(np.shape(df))


def mean_limits(estimate: Floats, se: Floats, df: Floats, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Estimate plus and minus t standard errors.

    >>> lower, upper = mean_limits(np.array(10.0), np.array(1.0), np.array(np.inf))
    >>> round(float(lower), 2), round(float(upper), 2)
    (8.04, 11.96)
    """
    reach = t_quantile(df, level) * se
    return estimate - reach, estimate + reach


def proportion_limits(
    p: Floats,
    se: Floats,
    df: Floats,
    n: Floats,
    *,
    people: Floats | None = None,
    interval: IntervalMethod = IntervalMethod.LOGIT,
    level: float = 0.95,
    cap_n_eff: bool = False,
) -> tuple[Floats, Floats]:
    """Confidence limits of a share from its standard error, degrees of freedom and number of answers.

    ``people`` (beta only) is the number of people the answers are reckoned among where some did not answer: R
    counts them all. ``cap_n_eff`` (beta only) stops the effective sample size exceeding the actual one, as the US
    National Center for Health Statistics presents proportions. At a share of exactly 0 or 1 the standard error is
    0: the beta interval then takes the actual sample size, the plain one has no width, and the others have no
    answer (nan). An arcsine limit past 0 or 1 is reflected there, as in R. Likelihood is R's scaled deviance, with
    its factor n/(n−1).

    >>> lower, upper = proportion_limits(*map(np.array, (0.2, 0.02, 30.0, 500.0)))
    >>> round(float(lower), 4), round(float(upper), 4)
    (0.1623, 0.244)
    """
    p, se, df, n = (np.asarray(value, dtype=np.float64) for value in (p, se, df, n))
    inside = (p > 0) & (p < 1)
    safe = np.where(inside, p, 0.5)
    match interval:
        case IntervalMethod.MEAN:
            return mean_limits(p, se, df, level=level)
        case IntervalMethod.LOGIT:
            lower, upper = _logit(safe, se, df, level)
        case IntervalMethod.ASIN:
            lower, upper = _asin(safe, se, df, level)
        case IntervalMethod.LIKELIHOOD:
            lower, upper = _likelihood(safe, se, df, n, level)
        case IntervalMethod.BETA:
            return _beta(p, se, df, n, n if people is None else np.asarray(people, float), level, cap_n_eff)
    return np.where(inside, lower, np.nan), np.where(inside, upper, np.nan)


def _logit(p: Floats, se: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    lower, upper = mean_limits(special.logit(p), se / (p * (1 - p)), df, level=level)
    return special.expit(lower), special.expit(upper)


def _asin(p: Floats, se: Floats, df: Floats, level: float) -> tuple[Floats, Floats]:
    lower, upper = mean_limits(np.arcsin(np.sqrt(p)), se / (2 * np.sqrt(p * (1 - p))), df, level=level)
    # a limit that runs past 0 or 1 is reflected there, as R's is; where that would leave the estimate outside, it stops
    low, high = np.sin(lower) ** 2, np.sin(upper) ** 2
    far_low = (lower < -np.pi / 2) | (low > p)
    far_high = (upper > np.pi) | (high < p)
    return np.where(far_low, 0.0, low), np.where(far_high, 1.0, high)


def _beta(
    p: Floats, se: Floats, df: Floats, n: Floats, people: Floats, level: float, cap_n_eff: bool
) -> tuple[Floats, Floats]:
    tail = (1 - level) / 2
    variance = np.where(se > 0, se**2, np.nan)
    n_eff = np.where(se > 0, p * (1 - p) / variance, n)
    n_eff = n_eff * (t_quantile(people - 1, level) / t_quantile(df, level)) ** 2
    if cap_n_eff:
        n_eff = np.minimum(n_eff, n)
    successes, failures = n_eff * p, n_eff * (1 - p)
    with np.errstate(invalid="ignore"):
        lower = np.where(p <= 0, 0.0 * n_eff, special.betaincinv(successes, failures + 1, tail))
        upper = np.where(p >= 1, 1.0 + 0.0 * n_eff, special.betaincinv(successes + 1, failures, 1 - tail))
    return lower, upper


def _likelihood(p: Floats, se: Floats, df: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Where the scaled binomial deviance reaches t², by 60 halvings of [0, p] and of [p, 1]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        limit = t_quantile(df, level) ** 2 * se**2 / (2 * p * (1 - p)) * n / (n - 1)

    def divergence(q: Floats) -> Floats:
        return np.asarray(special.rel_entr(p, q) + special.rel_entr(1 - p, 1 - q))

    def search(inner: Floats, outer: Floats) -> Floats:
        for _ in range(60):
            middle = (inner + outer) / 2
            within = divergence(middle) <= limit
            inner, outer = np.where(within, middle, inner), np.where(within, outer, middle)
        return np.where(np.isnan(limit), np.nan, inner)

    return search(p, np.zeros_like(p)), search(p, np.ones_like(p))
