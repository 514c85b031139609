"""Variance by replication: the estimate again and again on parts of the sample, and how much it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from realign.methods.results import Columns
from realign.methods.survey.cells import Cells, CellUnits, Deff, Estimates, cell_units, cells_of, values_of
from realign.methods.survey.design import Design, LonelyPsu, SurveyError
from realign.methods.survey.differences import columns_of, pairs_of
from realign.methods.survey.estimate import assemble, breakdowns_of
from realign.methods.survey.indicators import SurveyIndicator
from realign.methods.survey.intervals import IntervalMethod
from realign.methods.survey.reading import Reduction, read
from realign.methods.survey.replicates import (
    Centre,
    Method,
    Replicates,
    replicate_freedom,
    replicate_variance,
    replicates,
)
from realign.methods.survey.sample import Floats, Sample, Segments, crossed, keys_of
from realign.methods.survey.scan import KEY, Breakdown, ScanPlan
from realign.methods.survey.sums import Totals, finest


def estimate_by_replication(
    table: Any,
    design: Design,
    *,
    indicators: Sequence[SurveyIndicator],
    by: Sequence[Breakdown] = ((),),
    method: Method = Method.JKN,
    fay: float = 0.5,
    count: int = 500,
    rng: np.random.Generator | None = None,
    centre: Centre = Centre.ESTIMATE,
    interval: IntervalMethod = IntervalMethod.LOGIT,
    level: float = 0.95,
) -> Estimates:
    """As ``estimate``, with the variance from replicates formed from the design's strata and units.

    Degrees of freedom are the rank of the group's replicates less one (units minus strata for everyone), as R has
    it; design effects use the replicated variance.

    >>> import ibis, pyarrow
    >>> rows = {"school": list("aabbc"), "w": [1.0, 1.0, 2.0, 2.0, 1.5], "raised": [1, 0, 0, 0, 1]}
    >>> estimates = estimate_by_replication(ibis.memtable(pyarrow.table(rows)), Design(weight="w", psu="school"),
    ...                                 indicators=[SurveyIndicator("raised", "total")])
    >>> round(float(estimates["se"][0]), 4)
    1.3229
    """
    if design.margins:
        raise SurveyError(
            "Replicates formed here are not raked again, so they would not know of it. Use linearisation, which does, "
            "or replicate weights that were raked each."
        )
    plan = ScanPlan(design, tuple(indicators), breakdowns_of(by))
    readings = dict(read(table, plan, Reduction.HERE))
    sample = next(iter(readings.values())).sample
    formed = replicates(sample, Method(method), fay=fay, count=count, rng=rng)
    parts = []
    for breakdown in plan.breakdowns:
        totals = finest(readings, breakdown)
        units = cell_units(totals, breakdown)
        thetas = _replicated(units, sample, formed, plan)
        part = _with_variance(totals, breakdown, plan, thetas, formed, centre)
        factors = formed.factors[sample.psu_of_unit[units.unit]] * (units.weighted > 0)[:, None]
        parts.append(
            replace(part, df=_freedom(part.n, [factors[units.cell == c] for c in range(units.count)]))
        )
    return assemble(parts, plan, IntervalMethod(interval), level, cap_n_eff=False)


def _replicated(units: CellUnits, sample: Sample, formed: Replicates, plan: ScanPlan) -> Floats:
    """Every replicate's estimates: replicates × cells × indicators."""
    groups = Segments(units.cell, units.count)
    factors = formed.factors[sample.psu_of_unit[units.unit]]
    values = [values_of(units.sums.by(groups.weighted(column)), plan.indicators)[0] for column in factors.T]
    return np.stack(values)


def _with_variance(
    totals: Totals, breakdown: Breakdown, plan: ScanPlan, thetas: Floats, formed: Replicates, centre: Centre
) -> Cells:
    # a policy for lonely units changes Taylor's variance only, which is replaced here
    design = replace(plan.design, lonely_psu=LonelyPsu.CERTAINTY)
    cells = cells_of(totals, breakdown, replace(plan, design=design), Deff.BY_WEIGHTS)
    variance = replicate_variance(thetas, cells.value, formed, centre)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(cells.variance > 0, cells.deff * variance / cells.variance, np.nan)
    return replace(cells, variance=variance, deff=deff)


def estimate_with_replicate_weights(
    table: Any,
    design: Design,
    *,
    weights: Sequence[str],
    scale: float,
    shares: Sequence[float] | None = None,
    indicators: Sequence[SurveyIndicator],
    by: Sequence[Breakdown] = ((),),
    centre: Centre = Centre.ESTIMATE,
    interval: IntervalMethod = IntervalMethod.LOGIT,
    level: float = 0.95,
) -> Estimates:
    """As ``estimate``, for a survey published with replicate weight columns instead of strata and units.

    ``design`` names the full-sample weight. Degrees of freedom are the rank of the group's replicate weights less
    one, as R has it: at most the number of replicates minus one. The survey's own documentation gives ``scale``
    (and ``shares``, where replicates do not count alike).

    >>> import ibis, pyarrow
    >>> rows = {"w": [1.0, 1.0], "w1": [0.0, 2.0], "w2": [2.0, 0.0], "y": [3, 5]}
    >>> estimates = estimate_with_replicate_weights(ibis.memtable(pyarrow.table(rows)), Design(weight="w"),
    ...     weights=["w1", "w2"], scale=0.5, indicators=[SurveyIndicator("y", "mean")])
    >>> float(estimates["estimate"][0]), float(estimates["se"][0])
    (4.0, 1.0)
    """
    formed = _given(weights, scale, shares)
    plan = ScanPlan(Design(weight=design.weight), tuple(indicators), breakdowns_of(by))
    readings = dict(read(table, plan, Reduction.HERE))
    repeated = [
        dict(read(table, replace(plan, design=Design(weight=weight)), Reduction.HERE)) for weight in weights
    ]
    columns = _Columns(table, plan, weights)
    parts = []
    for breakdown in plan.breakdowns:
        thetas = np.stack([_values(finest(reading, breakdown), breakdown, plan) for reading in repeated])
        part = _with_variance(finest(readings, breakdown), breakdown, plan, thetas, formed, centre)
        parts.append(replace(part, df=_freedom(part.n, columns.of_cells(breakdown))))
    return assemble(parts, plan, IntervalMethod(interval), level, cap_n_eff=False)


def differences_with_replicate_weights(
    table: Any,
    design: Design,
    *,
    weights: Sequence[str],
    scale: float,
    shares: Sequence[float] | None = None,
    indicators: Sequence[SurveyIndicator],
    between: str,
    reference: Any,
    within: tuple[str, ...] = (),
    centre: Centre = Centre.ESTIMATE,
    level: float = 0.95,
) -> Columns:
    """As ``differences``, for a survey published with replicate weights: each replicate’s own difference, and their spread.

    Degrees of freedom are one fewer than the two groups have together, as R's ``svyttest`` has it.

    >>> import ibis, pyarrow
    >>> rows = {"w": [1.0] * 4, "w1": [0.0, 2, 0, 2], "w2": [2.0, 0, 2, 0], "girl": [0, 0, 1, 1], "y": [3, 5, 6, 10]}
    >>> differences = differences_with_replicate_weights(ibis.memtable(pyarrow.table(rows)), Design(weight="w"),
    ...     weights=["w1", "w2"], scale=0.5, indicators=[SurveyIndicator("y", "mean")], between="girl", reference=0)
    >>> float(differences["difference"][0]), float(differences["se"][0])
    (4.0, 1.0)
    """
    formed = _given(weights, scale, shares)
    breakdown = (*within, between)
    plan = ScanPlan(Design(weight=design.weight), tuple(indicators), (breakdown,))
    totals = read(table, plan, Reduction.HERE)[0][1]
    units = cell_units(totals, breakdown)
    first, second = pairs_of(units, between, reference, within)
    value = _values(totals, breakdown, plan)
    thetas = np.stack(
        [
            _values(
                read(table, replace(plan, design=Design(weight=weight)), Reduction.HERE)[0][1],
                breakdown,
                plan,
            )
            for weight in weights
        ]
    )
    gap = value[first] - value[second]
    variance = replicate_variance(thetas[:, first] - thetas[:, second], gap, formed, centre)
    cells = _Columns(table, plan, weights).of_cells(breakdown)
    pairs = zip(first, second, strict=True)
    df = np.maximum(_freedom(gap, [np.vstack([cells[a], cells[b]]) for a, b in pairs]) - 1, 0.0)
    return columns_of(plan, units, (first, second), between, within, gap, np.sqrt(variance), df, level)


class _Columns:
    """The replicate weights of every row, with the breakdowns' columns."""

    def __init__(self, table: Any, plan: ScanPlan, weights: Sequence[str]) -> None:
        keys = {KEY + key: table[key] for key in plan.keys}
        selected = table.select(**keys, **{f"_{place}": table[name] for place, name in enumerate(weights)})
        self._rows = selected.to_pyarrow()
        columns = [self._rows.column(f"_{place}").cast("float64").to_numpy() for place in range(len(weights))]
        self._weights = np.column_stack(columns)

    def of_cells(self, breakdown: Breakdown) -> list[Floats]:
        """Each cell's rows, in the order of the estimates."""
        keys = [keys_of(self._rows, KEY + key).codes for key in breakdown]
        known = np.all([codes >= 0 for codes in keys], axis=0) if keys else np.ones(len(self._weights), bool)
        kept = np.flatnonzero(known)
        cell, _ = crossed(np.zeros(len(kept), dtype=np.int64), *(codes[kept] for codes in keys))
        order = np.argsort(cell, kind="stable")
        ends = np.cumsum(np.bincount(cell))
        return np.split(self._weights[kept[order]], ends[:-1])


def _freedom(shape: Floats, cells: list[Floats]) -> Floats:
    """The degrees of freedom of each cell, for every indicator."""
    df = np.array([replicate_freedom(cell) for cell in cells])
    return np.broadcast_to(df[:, None], shape.shape)


def _given(weights: Sequence[str], scale: float, shares: Sequence[float] | None) -> Replicates:
    """Replicates that came as columns of weights."""
    if not weights:
        raise SurveyError("No replicate weights were named.")
    formed = Replicates(np.empty((0, 0)), scale, np.array(shares or [1.0] * len(weights), dtype=np.float64))
    if len(formed.shares) != len(weights):
        raise SurveyError(
            f"{len(weights)} replicate weights were named, but {len(formed.shares)} shares given."
        )
    return formed


def _values(totals: Totals, breakdown: Breakdown, plan: ScanPlan) -> Floats:
    units = cell_units(totals, breakdown)
    return values_of(units.sums.by(Segments(units.cell, units.count)), plan.indicators)[0]
