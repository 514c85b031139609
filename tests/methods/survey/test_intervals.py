"""Each interval again from its definition, with SciPy's distributions, and the laws all of them keep."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from realign.methods.survey import IntervalMethod, mean_limits, proportion_limits, t_quantile

shares = st.floats(0.02, 0.98)
errors = st.floats(0.002, 0.08)
freedoms = st.integers(2, 300)
sizes = st.integers(20, 5000)


def second_opinion(p, se, df, n, interval, level=0.95):
    t = stats.t.ppf(0.5 + level / 2, df)
    match interval:
        case IntervalMethod.MEAN:
            return p - t * se, p + t * se
        case IntervalMethod.LOGIT:
            middle, reach = math.log(p / (1 - p)), t * se / (p * (1 - p))
            return tuple(1 / (1 + math.exp(-(middle + sign * reach))) for sign in (-1, 1))
        case IntervalMethod.ASIN:
            middle, reach = math.asin(math.sqrt(p)), t * se / (2 * math.sqrt(p * (1 - p)))
            # as in R an end past 0 or 1 comes back from there, but never beyond the share itself
            low, high = (math.sin(middle + sign * reach) ** 2 for sign in (-1, 1))
            far = middle - reach < -math.pi / 2, middle + reach > math.pi
            return 0 if far[0] or low > p else low, 1 if far[1] or high < p else high
        case IntervalMethod.BETA:
            effective = p * (1 - p) / se**2 * (stats.t.ppf(0.5 + level / 2, n - 1) / t) ** 2
            yes, no = effective * p, effective * (1 - p)
            return stats.beta.ppf((1 - level) / 2, yes, no + 1), stats.beta.ppf((1 + level) / 2, yes + 1, no)
        case IntervalMethod.LIKELIHOOD:

            def beyond(q):
                divergence = p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))
                return 2 * p * (1 - p) / se**2 * (n - 1) / n * divergence - t**2

            tiny = 1e-15
            lower = optimize.brentq(beyond, tiny, p) if beyond(tiny) > 0 else 0
            return lower, optimize.brentq(beyond, p, 1 - tiny) if beyond(1 - tiny) > 0 else 1


@pytest.mark.slow
@pytest.mark.parametrize("interval", IntervalMethod)
@given(p=shares, se=errors, df=freedoms, n=sizes)
def test_limits_agree_with_the_definition(interval, p, se, df, n):
    found = proportion_limits(*map(np.array, (p, se, float(df), float(n))), interval=interval)
    assert [float(end) for end in found] == pytest.approx(second_opinion(p, se, df, n, interval), abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(
    "interval", [IntervalMethod.LOGIT, IntervalMethod.BETA, IntervalMethod.ASIN, IntervalMethod.LIKELIHOOD]
)
@given(p=shares, se=errors, df=freedoms, n=sizes)
def test_limits_stay_within_nought_and_one_and_turn_round_with_the_question(interval, p, se, df, n):
    rest = [np.array(float(value)) for value in (se, df, n)]
    lower, upper = proportion_limits(np.array(p), *rest, interval=interval)
    against = proportion_limits(np.array(1 - p), *rest, interval=interval)
    assert 0 <= lower <= p <= upper <= 1
    assert float(against[0]) == pytest.approx(1 - float(upper), abs=1e-9)


@given(df=freedoms, level=st.floats(0.5, 0.999))
def test_t_quantiles(df, level):
    assert float(t_quantile(np.array(float(df)), level)) == pytest.approx(stats.t.ppf(0.5 + level / 2, df))


def test_no_degrees_of_freedom_no_limits_and_endless_ones_the_normal():
    lower, upper = mean_limits(np.array([1.0, 1.0]), np.array([1.0, 1.0]), np.array([0.0, np.inf]))
    assert np.isnan(lower[0])
    assert upper[1] == pytest.approx(1 + stats.norm.ppf(0.975))


def test_the_effective_sample_size_may_be_capped():
    # a standard error far below simple random sampling's: 40 answers worth 2,500
    given = [np.array(float(value)) for value in (0.5, 0.01, 30, 40)]
    free = proportion_limits(*given, interval=IntervalMethod.BETA)
    capped = proportion_limits(*given, interval=IntervalMethod.BETA, cap_n_eff=True)
    exact = stats.beta.ppf([0.025, 0.975], [20, 21], [21, 20])
    assert [float(end) for end in capped] == pytest.approx(exact)
    assert capped[1] - capped[0] > free[1] - free[0]


@pytest.mark.parametrize(("p", "ends"), [(0.0, (0.0, None)), (1.0, (None, 1.0))])
def test_nobody_and_everybody_have_clopper_pearson_limits_under_beta(p, ends):
    lower, upper = proportion_limits(*map(np.array, (p, 0.0, 1e9, 50.0)), interval=IntervalMethod.BETA)
    t_ratio = (stats.t.ppf(0.975, 49) / stats.norm.ppf(0.975)) ** 2
    if ends[0] is not None:
        assert (float(lower), float(upper)) == pytest.approx((0, stats.beta.ppf(0.975, 1, 50 * t_ratio)))
    else:
        assert (float(lower), float(upper)) == pytest.approx((stats.beta.ppf(0.025, 50 * t_ratio, 1), 1))
