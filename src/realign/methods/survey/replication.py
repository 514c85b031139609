"""Variance by replication: the estimate again and again on parts of the sample, and how much it moves.

Balanced repeated replication (two units a stratum), Fay's milder form, the jackknife (JK1 unstratified, JKn
stratified) and the rescaled bootstrap. Source: K. M. Wolter (2007), Introduction to Variance Estimation,
chapters 3 to 5; J. N. K. Rao and C. F. J. Wu (1988), JASA 83, for the bootstrap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from scipy.linalg import hadamard

from realign.methods.survey.cells import Cells, CellUnits, Deff, cell_units, cells_of, values_of
from realign.methods.survey.design import Design, LonelyPsu
from realign.methods.survey.errors import SurveyError
from realign.methods.survey.estimate import assemble, breakdowns_of
from realign.methods.survey.estimates import Estimates
from realign.methods.survey.indicators import Indicator
from realign.methods.survey.intervals import Interval
from realign.methods.survey.sample import Sample
from realign.methods.survey.scan import Breakdown, ScanPlan
from realign.methods.survey.segments import Floats, Segments
from realign.methods.survey.totals import Reduction, Totals, finest, read


class Method(StrEnum):
    """How replicates are formed."""

    BRR = "brr"
    FAY = "fay"
    JK1 = "jk1"
    JKN = "jkn"
    BOOTSTRAP = "bootstrap"


@dataclass(frozen=True)
class Replicates:
    """What each replicate multiplies each sampling unit's weight by (units × replicates), and how to add up.

    Variance = ``scale`` × Σ ``shares`` × (replicate − centre)².
    """

    factors: Floats
    scale: float
    shares: Floats


def replicates(
    sample: Sample,
    method: Method,
    *,
    fay: float = 0.5,
    count: int = 500,
    rng: np.random.Generator | None = None,
) -> Replicates:
    """Form replicates of a sample's primary units.

    ``fay`` is how much of a left-out unit is kept; ``count`` and ``rng`` are the bootstrap's. Jackknives carry
    the finite population correction; the others ignore it.

    >>> from realign.methods.survey.sample import Sample
    >>> two = Sample(np.array([0, 0]), np.array([2.0]), np.array([np.nan]), np.arange(2), np.full(2, np.nan))
    >>> replicates(two, Method.JKN).factors.tolist()
    [[0.0, 2.0], [2.0, 0.0]]
    """
    match method:
        case Method.BRR:
            return _balanced(sample, 0.0)
        case Method.FAY:
            if not 0 <= fay < 1:
                raise SurveyError(f"Fay's factor lies from 0 (plain BRR) to just under 1; found {fay}.")
            return _balanced(sample, fay)
        case Method.JK1:
            return _jackknife_whole(sample)
        case Method.JKN:
            return _jackknife_strata(sample)
        case Method.BOOTSTRAP:
            if rng is None:
                raise SurveyError("The bootstrap draws at random: pass rng=numpy.random.default_rng(seed).")
            return _bootstrap(sample, count, rng)


def _balanced(sample: Sample, kept: float) -> Replicates:
    strata = len(sample.units_in_stratum)
    if (sample.units_in_stratum != 2).any():
        odd = int((sample.units_in_stratum != 2).sum())
        raise SurveyError(
            f"Balanced replication needs two units in every stratum; {odd} of {strata} strata have another "
            "number. Use Method.JKN or Method.BOOTSTRAP, or pair units within strata."
        )
    order = 1 << int(strata).bit_length()  # a power of two above the number of strata
    signs = hadamard(order)[:, 1 : strata + 1].astype(np.float64)
    side = np.empty(len(sample.stratum))
    first_seen: set[int] = set()
    for unit, stratum in enumerate(sample.stratum.tolist()):
        side[unit] = -1.0 if stratum in first_seen else 1.0
        first_seen.add(stratum)
    chosen = signs[:, sample.stratum].T * side[:, None]
    return Replicates(1 + chosen * (1 - kept), 1 / (order * (1 - kept) ** 2), np.ones(order))


def _jackknife_whole(sample: Sample) -> Replicates:
    if len(sample.units_in_stratum) > 1:
        raise SurveyError("JK1 is for samples without strata; this one has them. Use Method.JKN.")
    units = len(sample.stratum)
    factors = np.full((units, units), units / (units - 1))
    np.fill_diagonal(factors, 0.0)
    left = 1 - float(sample.sampling_fraction[0])
    return Replicates(factors, left * (units - 1) / units, np.ones(units))


def _jackknife_strata(sample: Sample) -> Replicates:
    size = sample.units_in_stratum[sample.stratum]
    if (size == 1).any():
        raise SurveyError(
            "A stratum with one unit has no jackknife replicate. Merge strata, or use Taylor linearisation with "
            "LonelyPsu.CENTRE or LonelyPsu.CERTAINTY."
        )
    same = sample.stratum[:, None] == sample.stratum[None, :]
    factors = np.where(same, (size / (size - 1))[None, :], 1.0)
    np.fill_diagonal(factors, 0.0)
    left = 1 - sample.sampling_fraction[sample.stratum]
    return Replicates(factors, 1.0, left * (size - 1) / size)


def _bootstrap(sample: Sample, count: int, rng: np.random.Generator) -> Replicates:
    factors = np.zeros((len(sample.stratum), count))
    for stratum, size in enumerate(sample.units_in_stratum.astype(int)):
        units = np.flatnonzero(sample.stratum == stratum)
        if size == 1:
            raise SurveyError("A stratum with one unit cannot be resampled. Merge strata.")
        drawn = rng.multinomial(size - 1, np.full(size, 1 / size), size=count).T
        factors[units] = drawn * size / (size - 1)
    return Replicates(factors, 1 / count, np.ones(count))


class Centre(StrEnum):
    """What replicates are set against: the full sample's estimate, or their own mean (R's default)."""

    ESTIMATE = "estimate"
    REPLICATES = "replicates"


def estimate_by_replication(
    table: Any,
    design: Design,
    *,
    indicators: Sequence[Indicator],
    by: Sequence[Breakdown] = ((),),
    method: Method = Method.JKN,
    fay: float = 0.5,
    count: int = 500,
    rng: np.random.Generator | None = None,
    centre: Centre = Centre.ESTIMATE,
    interval: Interval = Interval.LOGIT,
    level: float = 0.95,
) -> Estimates:
    """As ``estimate``, with the variance from replicates formed from the design's strata and units.

    Degrees of freedom are units minus strata, as there; design effects use the replicated variance.

    >>> import ibis, pyarrow
    >>> rows = {"school": list("aabbc"), "w": [1.0, 1.0, 2.0, 2.0, 1.5], "raised": [1, 0, 0, 0, 1]}
    >>> found = estimate_by_replication(ibis.memtable(pyarrow.table(rows)), Design(weight="w", psu="school"),
    ...                                 indicators=[Indicator("raised", "total")])
    >>> round(float(found["se"][0]), 4)
    1.3229
    """
    plan = ScanPlan(design, tuple(indicators), breakdowns_of(by))
    readings = dict(read(table, plan, Reduction.HERE))
    sample = next(iter(readings.values())).sample
    formed = replicates(sample, Method(method), fay=fay, count=count, rng=rng)
    parts = []
    for breakdown in plan.breakdowns:
        totals = finest(readings, breakdown)
        units = cell_units(totals, breakdown)
        thetas = _replicated(units, sample, formed, plan)
        parts.append(_with_variance(totals, breakdown, plan, thetas, formed, centre))
    return assemble(parts, plan, Interval(interval), level, cap_n_eff=False)


def _replicated(units: CellUnits, sample: Sample, formed: Replicates, plan: ScanPlan) -> Floats:
    """Every replicate's estimates: replicates × cells × indicators."""
    groups = Segments(units.cell, units.count)
    factors = formed.factors[sample.psu_of_unit[units.unit]]
    found = [
        values_of(replace(units.sums.by(groups.weighted(column))), plan.indicators)[0] for column in factors.T
    ]
    return np.stack(found)


def _with_variance(
    totals: Totals, breakdown: Breakdown, plan: ScanPlan, thetas: Floats, formed: Replicates, centre: Centre
) -> Cells:
    # a policy for lonely units changes Taylor's variance only, which is replaced here
    design = replace(plan.design, lonely_psu=LonelyPsu.CERTAINTY)
    cells = cells_of(totals, breakdown, replace(plan, design=design), Deff.WITHOUT_REPLACEMENT)
    variance = replicate_variance(thetas, cells.value, formed, centre)
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = np.where(cells.variance > 0, cells.deff * variance / cells.variance, np.nan)
    return replace(cells, variance=variance, deff=deff)


def replicate_variance(thetas: Floats, value: Floats, formed: Replicates, centre: Centre) -> Floats:
    """Spread of replicate estimates (first axis) about the centre.

    A replicate in which a group has nobody cannot be estimated: it is left out, as R does, and the others
    count for more.
    """
    usable = ~np.isnan(thetas)
    shares = formed.shares.reshape(-1, *[1] * value.ndim) * usable
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = shares * formed.shares.sum() / shares.sum(axis=0)
        match centre:
            case Centre.ESTIMATE:
                middle = value
            case Centre.REPLICATES:
                middle = np.where(usable, thetas, 0.0).sum(axis=0) / usable.sum(axis=0)
    gaps = np.where(usable, thetas - middle, 0.0)
    spread: Floats = formed.scale * (scaled * gaps**2).sum(axis=0)
    return np.where(np.isnan(value), np.nan, spread)


def estimate_with_replicate_weights(
    table: Any,
    design: Design,
    *,
    weights: Sequence[str],
    scale: float,
    shares: Sequence[float] | None = None,
    indicators: Sequence[Indicator],
    by: Sequence[Breakdown] = ((),),
    centre: Centre = Centre.ESTIMATE,
    interval: Interval = Interval.LOGIT,
    level: float = 0.95,
) -> Estimates:
    """As ``estimate``, for a survey published with replicate weight columns instead of strata and units.

    ``design`` names the full-sample weight. Degrees of freedom are the number of replicates minus one. The
    survey's own documentation gives ``scale`` (and ``shares``, where replicates do not count alike).

    >>> import ibis, pyarrow
    >>> rows = {"w": [1.0, 1.0], "w1": [0.0, 2.0], "w2": [2.0, 0.0], "y": [3, 5]}
    >>> found = estimate_with_replicate_weights(ibis.memtable(pyarrow.table(rows)), Design(weight="w"),
    ...     weights=["w1", "w2"], scale=0.5, indicators=[Indicator("y", "mean")])
    >>> float(found["estimate"][0]), float(found["se"][0])
    (4.0, 1.0)
    """
    if not weights:
        raise SurveyError("No replicate weights were named.")
    formed = Replicates(np.empty((0, 0)), scale, np.array(shares or [1.0] * len(weights), dtype=np.float64))
    if len(formed.shares) != len(weights):
        raise SurveyError(
            f"{len(weights)} replicate weights were named, but {len(formed.shares)} shares given."
        )
    plan = ScanPlan(Design(weight=design.weight), tuple(indicators), breakdowns_of(by))
    readings = dict(read(table, plan, Reduction.HERE))
    repeated = [
        dict(read(table, replace(plan, design=Design(weight=weight)), Reduction.HERE)) for weight in weights
    ]
    parts = []
    for breakdown in plan.breakdowns:
        thetas = np.stack([_values(finest(one, breakdown), breakdown, plan) for one in repeated])
        part = _with_variance(finest(readings, breakdown), breakdown, plan, thetas, formed, centre)
        parts.append(replace(part, df=np.full_like(part.df, len(weights) - 1.0)))
    return assemble(parts, plan, Interval(interval), level, cap_n_eff=False)


def _values(totals: Totals, breakdown: Breakdown, plan: ScanPlan) -> Floats:
    units = cell_units(totals, breakdown)
    return values_of(units.sums.by(Segments(units.cell, units.count)), plan.indicators)[0]
