"""How fast indicator arithmetic is, beside statsmodels: `python benchmarks/indicator_methods.py`."""

import time
from collections.abc import Callable

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from realign.methods.indicators.spc.check import check_series
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind
from realign.methods.intervals import wilson_limits


def best_of(run: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    rng = np.random.default_rng(2026)
    n = rng.integers(20, 5000, 1_000_000)
    x = rng.binomial(n, 0.3)
    ours, theirs = wilson_limits(x, n), proportion_confint(x, n, method="wilson")
    print(f"largest difference of Wilson limits: {max(np.abs(ours[0] - theirs[0]).max(), 0):.1e}")
    print(f"realign      1,000,000 Wilson intervals {best_of(lambda: wilson_limits(x, n)):.3f} s")
    print(
        f"statsmodels  1,000,000 Wilson intervals "
        f"{best_of(lambda: proportion_confint(x, n, method='wilson')):.3f} s"
    )
    check_many(rng)


def check_many(rng: np.random.Generator) -> None:
    """A dashboard's worth of series: 1,000 of 24 points, with every rule; no Python peer is installed."""
    series = [PeriodSeries.of(rng.normal(10, 2, 24).tolist()) for _ in range(1000)]
    for chart in (ChartKind.RUN, ChartKind.I):
        options = Options(chart=chart)
        seconds = best_of(lambda o=options: [check_series(s, o) for s in series], times=3)
        print(f"realign      1,000 {chart} charts checked  {seconds:.3f} s")


if __name__ == "__main__":
    main()
