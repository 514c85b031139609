"""Whether two groups, or two waves, differ by more than chance: differences with limits and t-tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import special

from realign.methods.results import Columns, Estimate
from realign.methods.survey import raked, taylor
from realign.methods.survey.cells import CellUnits, cell_units, moments_of, scores_of, values_of
from realign.methods.survey.design import Design, DfRule, LonelyPsu, SurveyError
from realign.methods.survey.indicators import SurveyIndicator
from realign.methods.survey.intervals import mean_limits, t_quantile
from realign.methods.survey.reading import Reduction, read
from realign.methods.survey.sample import Floats, Ints, Sample, Segments, check_lonely
from realign.methods.survey.scan import ScanPlan


@dataclass(frozen=True)
class Difference:
    """One difference with its t-test. ``p_value`` is two-sided."""

    difference: float
    se: float
    lower: float
    upper: float
    t: float
    df: float
    p_value: float


def differences(
    table: Any,
    design: Design,
    *,
    indicators: Sequence[SurveyIndicator],
    between: str,
    reference: Any,
    within: tuple[str, ...] = (),
    level: float = 0.95,
    reduction: Reduction = Reduction.HERE,
) -> Columns:
    """How far every group of ``between`` lies from the reference group, inside each combination of ``within``.

    Both groups come from one sample, so what they share (schools, strata) is taken into account. To compare
    waves that went back to the same schools, stack them in one table and put the wave in ``between``. Degrees
    of freedom are one fewer than the units minus strata in which the two groups answered, as R's ``svyttest`` has
    it, since two numbers were estimated (``DfRule.WHOLE_DESIGN``, Stata's rule, takes none off).

    Columns: the ``within`` keys, ``group, reference, indicator, stat, difference, se, lower, upper, t, df,
    p_value``.

    >>> import ibis, pyarrow
    >>> rows = {"school": list("aabbcc"), "girl": [0, 1, 0, 1, 0, 1], "score": [3, 5, 4, 6, 6, 7]}
    >>> score = SurveyIndicator("score", "mean")
    >>> tested = differences(ibis.memtable(pyarrow.table(rows)), Design(psu="school"),
    ...                     indicators=[score], between="girl", reference=0)
    >>> round(float(tested["difference"][0]), 3), round(float(tested["p_value"][0]), 3)
    (1.667, 0.126)
    """
    plan = ScanPlan(design, tuple(indicators), ((*within, between),))
    totals = read(table, plan, Reduction(reduction))[0][1]
    if design.lonely_psu is LonelyPsu.FAIL:
        check_lonely(totals.sample)
    units = cell_units(totals, (*within, between))
    first, second = pairs_of(units, between, reference, within)
    sums = units.sums.by(Segments(units.cell, units.count))
    value, _ = values_of(sums, plan.indicators)
    scores = scores_of(units, value, sums, plan.indicators)
    paired = _stack(units, first, second)
    signed = scores[paired.row] * paired.sign[:, None]
    drawn = totals.sample, design.lonely_psu
    if design.margins:
        margins = raked.RakedGroups.of_totals(totals, design)
        moments = moments_of(totals, (*within, between), margins, value, sums, plan.indicators)
        moments = moments[first] - moments[second]
        variance = raked.variance(signed, paired.pair, units.unit[paired.row], moments, margins, *drawn)
    else:
        variance = taylor.variance(signed, paired.pair, units.unit[paired.row], len(first), *drawn)
    gap = value[first] - value[second]
    df = _df(units, paired, len(first), totals.sample, design)
    return columns_of(plan, units, (first, second), between, within, gap, np.sqrt(variance), df, level)


@dataclass(frozen=True)
class _Stack:
    """The rows of both groups of each pair, with + for the group and − for the reference."""

    row: Ints
    pair: Ints
    sign: Floats


def pairs_of(units: CellUnits, between: str, reference: Any, within: tuple[str, ...]) -> tuple[Ints, Ints]:
    """Cells to compare, and the reference cell of each."""
    groups = units.values[between]
    if reference not in groups:
        names = ", ".join(sorted({repr(group) for group in groups}))
        raise SurveyError(f"No group {reference!r} in {between!r} to compare with. Found: {names}.")
    places = [tuple(units.values[key][cell] for key in within) for cell in range(len(groups))]
    references = {place: cell for cell, place in enumerate(places) if groups[cell] == reference}
    pairs = [
        (cell, references[place])
        for cell, place in enumerate(places)
        if groups[cell] != reference and place in references
    ]
    matrix = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return matrix[:, 0], matrix[:, 1]


def _stack(units: CellUnits, first: Ints, second: Ints) -> _Stack:
    rows_of = [np.flatnonzero(units.cell == cell) for cell in range(units.count)]
    row, pair, sign = [], [], []
    for place, (first_cell, second_cell) in enumerate(zip(first, second, strict=True)):
        for cell, direction in ((first_cell, 1.0), (second_cell, -1.0)):
            row.append(rows_of[cell])
            pair.append(np.full(len(rows_of[cell]), place))
            sign.append(np.full(len(rows_of[cell]), direction))
    if not row:
        return _Stack(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    return _Stack(np.concatenate(row), np.concatenate(pair), np.concatenate(sign))


def _df(units: CellUnits, paired: _Stack, pairs: int, sample: Sample, design: Design) -> Floats:
    match design.df_rule:
        case DfRule.DOMAIN:
            answered = units.sums.w[paired.row]
            unit = units.unit[paired.row]
            return taylor.degrees_of_freedom(answered, paired.pair, unit, pairs, sample) - 1
        case DfRule.WHOLE_DESIGN:
            whole = float(len(sample.stratum) - len(sample.units_in_stratum))
            return np.full((pairs, units.sums.w.shape[1]), whole)


def columns_of(
    plan: ScanPlan,
    units: CellUnits,
    pairs: tuple[Ints, Ints],
    between: str,
    within: tuple[str, ...],
    gap: Floats,
    se: Floats,
    df: Floats,
    level: float,
) -> Columns:
    """Differences as a table: the keys of each pair, then its numbers."""
    first, second = pairs
    count = len(plan.indicators)

    def repeated(key: str, cells: Ints) -> np.ndarray[Any, Any]:
        return np.repeat(np.array([units.values[key][cell] for cell in cells], dtype=object), count)

    columns = {key: repeated(key, first) for key in within}
    columns |= {"group": repeated(between, first), "reference": repeated(between, second)}
    names = np.array([(indicator.name, indicator.stat.value) for indicator in plan.indicators], dtype=object)
    columns |= {"indicator": np.tile(names[:, 0], len(first)), "stat": np.tile(names[:, 1], len(first))}
    return Columns(columns | tested(gap.ravel(), se.ravel(), df.ravel(), level))


def tested(gap: Floats, se: Floats, df: Floats, level: float) -> dict[str, Floats]:
    """Limits and two-sided t-test of differences. No spread at all gives no test."""
    lower, upper = mean_limits(gap, se, df, level=level)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(se > 0, gap / se, np.nan)
        p_value = np.where(df > 0, 2 * special.stdtr(np.where(df > 0, df, np.nan), -np.abs(t)), np.nan)
    return {
        "difference": gap,
        "se": se,
        "lower": lower,
        "upper": upper,
        "t": t,
        "df": df,
        "p_value": p_value,
    }


def between_waves(earlier: Estimate, later: Estimate, *, level: float = 0.95) -> Difference:
    """How far a number moved between two samples drawn apart from each other.

    Variances add; degrees of freedom are Satterthwaite's (F. E. Satterthwaite, 1946, Biometrics Bulletin 2).
    For waves in the same schools use ``differences`` on the stacked table instead: it knows what they share.

    >>> change = between_waves(Estimate(0.30, 0.02, df=40), Estimate(0.25, 0.015, df=38))
    >>> round(change.difference, 3), round(change.df, 1), round(change.p_value, 4)
    (-0.05, 73.3, 0.0492)
    """
    variances = np.array([earlier.se**2, later.se**2])
    freedoms = np.array([earlier.df, later.df])
    total = variances.sum()
    df = total**2 / (variances**2 / freedoms).sum() if np.isfinite(freedoms).any() else np.inf
    gap, se = np.array(later.value - earlier.value), np.sqrt(total)
    if np.isinf(df):
        reach = float(t_quantile(np.array(np.inf), level) * se)
        p_value = float(2 * special.ndtr(-abs(gap / se)))
        exact = Difference(float(gap), float(se), 0.0, 0.0, float(gap / se), float(df), p_value)
        return replace(exact, lower=float(gap) - reach, upper=float(gap) + reach)
    test = tested(gap, np.asarray(se), np.asarray(df), level)
    return Difference(**{name: float(value) for name, value in test.items()})
