"""Check a series: draw its centre and limits, and name every signal in plain words."""

from collections.abc import Sequence
from math import isclose

import numpy as np

from realign.methods.indicators.spc.limits import drawn
from realign.methods.indicators.spc.options import Options, check_options
from realign.methods.indicators.spc.part import OpenPhase
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartResult
from realign.methods.indicators.spc.words import ranges_words


def check_series(series: PeriodSeries, options: Options | None = None) -> ChartResult:
    """Judge whether a series is changing or only varying.

    >>> values = [12, 15, 11, 14, 13, 16, 12, 10, 14, 13, 12, 15, 18, 17, 19, 16, 18, 20, 17]
    >>> result = check_series(PeriodSeries.of(values), Options(baseline=12))
    >>> result.centre, [signal.text for signal in result.signals]
    (13.0, ['8 points in a row above the median, from 12 to 19'])
    """
    chosen = options or Options()
    check_options(series, chosen)
    y = drawn(chosen.chart, series)
    if np.isinf(y).any():
        raise ValueError(
            f"Period {series.periods[int(np.isinf(y).argmax())]}: what is drawn is too large for a number. Check the value "
            "and what it is out of."
        )
    counts = ~np.isnan(y)
    counts[list(chosen.exclude)] = False
    starts = [0, *sorted(chosen.rebase_at)]
    parts = [
        OpenPhase(series, chosen, counts, number, start, end)
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(y)], strict=True))
    ]
    signals = sorted((s for part in parts for s in part.signals()), key=lambda s: (s.start, s.end))
    points = tuple(point for part in parts for point in part.points(signals))
    latest = [point for point in points if point.phase == parts[-1].number]
    return ChartResult(
        chart=chosen.chart,
        rules=chosen.rules,
        centre=points[-1].centre,
        lower=_same([p.lower for p in latest]),
        upper=_same([p.upper for p in latest]),
        points=points,
        signals=tuple(signals),
        phases=tuple(part.phase() for part in parts),
        notes=tuple(note for part in parts for note in part.notes()),
        screened=chosen.screens if parts[0].frame.ranges else None,
        limits_from=ranges_words(
            [part.frame.ranges for part in parts if part.frame.ranges], screened=chosen.screens
        ),
    )


def _same(values: Sequence[float | None]) -> float | None:
    first = values[0]
    if first is None or any(v is None or not isclose(v, first, rel_tol=1e-12) for v in values):
        return None
    return first
