"""Estimates of a whole survey at once: every indicator by every breakdown, with design-based limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from realign.methods.survey.cells import Cells, Deff, EmptyUnits, Estimates, cells_of
from realign.methods.survey.design import Design, LonelyPsu, SurveyError
from realign.methods.survey.indicators import Stat, SurveyIndicator
from realign.methods.survey.intervals import IntervalMethod, mean_limits, proportion_limits
from realign.methods.survey.reading import Reduction, read
from realign.methods.survey.sample import check_lonely
from realign.methods.survey.scan import Breakdown, ScanPlan
from realign.methods.survey.sums import finest


def estimate(
    table: Any,
    design: Design,
    *,
    indicators: Sequence[SurveyIndicator],
    by: Sequence[Breakdown] = ((),),
    interval: IntervalMethod = IntervalMethod.LOGIT,
    level: float = 0.95,
    deff: Deff = Deff.BY_WEIGHTS,
    cap_n_eff: bool = False,
    missing: EmptyUnits = EmptyUnits.KEEP_UNITS,
    reduction: Reduction = Reduction.BY_SIZE,
) -> Estimates:
    """What the survey says of every group asked about, and how sure it is.

    ``table`` is an Ibis table, one row per respondent. ``by`` lists breakdowns, each a tuple of columns; the
    empty tuple is everyone. Breakdowns are domains: the whole design stays in the variance. Rows come back by
    breakdown, then combination of values in order, then indicator. ``reduction`` says where respondents are
    added up; it changes the time taken, never the answer.

    People without an answer to an indicator are left out of it, and their sampling units stay in the design
    and in its degrees of freedom (R's ``na.rm = TRUE``). Stata counts units after taking such people out:
    ``EmptyUnits.LEAVE_OUT_UNITS``. ``n`` counts answers of people whose weight is above zero.

    Raises ``SurveyError`` (what was expected, what was found) when columns, weights or population sizes do
    not fit, and ``LonelyPsuError`` for single-unit strata unless the design says how to treat them.

    Sources: formulae as in R's ``survey`` 4 (T. Lumley, 2010, Complex Surveys); limits in ``intervals``.

    >>> import ibis, pyarrow
    >>> answers = {"school": list("aabbc"), "w": [1.0, 1.0, 2.0, 2.0, 1.5], "raised": [1, 0, 0, 0, 1]}
    >>> design = Design(weight="w", psu="school")
    >>> estimates = estimate(ibis.memtable(pyarrow.table(answers)), design, indicators=[SurveyIndicator("raised")])
    >>> row = next(estimates.rows())
    >>> row["n"], round(row["estimate"], 4), round(row["se"], 4), row["df"]
    (5, 0.3333, 0.2776, 2.0)
    """
    if not 0 < level < 1:
        raise SurveyError(f"The level is a share between 0 and 1, such as 0.95; found {level}.")
    plan = ScanPlan(design, tuple(indicators), breakdowns_of(by))
    readings = dict(read(table, plan, Reduction(reduction)))
    sample = next(iter(readings.values())).sample
    if design.lonely_psu is LonelyPsu.FAIL:
        check_lonely(sample)
    parts = [
        cells_of(finest(readings, breakdown), breakdown, plan, Deff(deff), EmptyUnits(missing))
        for breakdown in plan.breakdowns
    ]
    return assemble(parts, plan, IntervalMethod(interval), level, cap_n_eff)


def breakdowns_of(by: Sequence[Breakdown]) -> tuple[Breakdown, ...]:
    """The breakdowns asked for, each once, in order; refuses one written as text."""
    return tuple(dict.fromkeys(_breakdown(breakdown) for breakdown in by))


def _breakdown(columns: Breakdown | str) -> Breakdown:
    if isinstance(columns, str):
        raise SurveyError(
            f"A breakdown is a tuple of columns; found the text {columns!r}. "
            f"For one column write ({columns!r},); for everyone write ()."
        )
    return tuple(columns)


def assemble(
    parts: list[Cells], plan: ScanPlan, interval: IntervalMethod, level: float, cap_n_eff: bool
) -> Estimates:
    """Lay the breakdowns end to end as columns, and put limits round every estimate."""
    count, total = len(plan.indicators), sum(len(part.n) for part in parts)
    n, people, value, variance, df, deff = (
        np.concatenate([getattr(part, name) for part in parts]).ravel()
        for name in ("n", "people", "value", "variance", "df", "deff")
    )
    se = np.sqrt(variance)
    share = np.tile([indicator.stat is Stat.PROPORTION for indicator in plan.indicators], total)
    lower, upper = np.empty_like(value), np.empty_like(value)
    lower[~share], upper[~share] = mean_limits(value[~share], se[~share], df[~share], level=level)
    lower[share], upper[share] = proportion_limits(
        value[share],
        se[share],
        df[share],
        n[share],
        people=people[share],
        interval=interval,
        level=level,
        cap_n_eff=cap_n_eff,
    )
    columns: dict[str, np.ndarray[Any, Any]] = {
        key: np.repeat(_key_column(parts, key), count) for key in plan.keys
    }
    columns["indicator"] = np.tile(_objects([indicator.name for indicator in plan.indicators]), total)
    columns["stat"] = np.tile(_objects([indicator.stat.value for indicator in plan.indicators]), total)
    columns |= {"n": n.astype(np.int64), "estimate": value, "se": se, "lower": lower, "upper": upper}
    columns |= {"df": df, "deff": deff}
    dropped = {part.breakdown: part.rows_without_key for part in parts if part.rows_without_key}
    return Estimates(columns, plan.keys, interval, level, dropped)


def _key_column(parts: list[Cells], key: str) -> np.ndarray[Any, Any]:
    return _objects([value for part in parts for value in part.values.get(key, [None] * len(part.n))])


def _objects(values: list[Any]) -> np.ndarray[Any, Any]:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
