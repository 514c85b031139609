"""Variance by Taylor linearisation: how much the answer would move if other units had been drawn.

Each unit's score z says what it adds to the estimate. The variance is the spread of the scores between units
of a stratum: n/(n−1) Σ(z − z̄)², times the share of units not drawn. Units outside a breakdown score 0 and
stay in the sum, so that the design stays whole. Sources: K. M. Wolter (2007), Introduction to Variance
Estimation, chapter 6; formulae as in R's ``survey::svyrecvar``.
"""

from __future__ import annotations

import numpy as np

from realign.methods.survey.design import LonelyPsu
from realign.methods.survey.sample import Floats, Ints, Sample, Segments, crossed


def variance(
    scores: Floats,
    cell: Ints,
    unit: Ints,
    cells: int,
    sample: Sample,
    lonely: LonelyPsu,
    units_in_stratum: Floats | None = None,
) -> Floats:
    """Variance of each cell's estimate: cells × indicators.

    ``scores`` holds one row or more per cell and final sampling unit; a unit without a row scores 0 there.
    ``units_in_stratum`` (strata × indicators) stands in for the sample's own count where units without an answer
    are not to be counted.
    """
    if sample.has_second_stage:
        scores, cell, unit = _unit_by_unit(scores, cell, unit)
    psu = sample.psu_of_unit[unit]
    cell_psu, example = crossed(cell, psu)
    whole = Segments(cell_psu, len(example))
    second = _second_stage(scores, whole, example, cell, psu, cells, sample, lonely)
    stratum = sample.stratum[psu[example]]
    counts = sample.units_in_stratum[:, None] if units_in_stratum is None else units_in_stratum
    return _first_stage(whole.sum(scores), cell[example], stratum, cells, sample, counts, lonely) + second


def _unit_by_unit(scores: Floats, cell: Ints, unit: Ints) -> tuple[Floats, Ints, Ints]:
    """One row per cell and final unit: the spread inside a primary unit is that of its units, not of rows."""
    number, example = crossed(cell, unit)
    return Segments(number, len(example)).sum(scores), cell[example], unit[example]


def _first_stage(
    scores: Floats, cell: Ints, stratum: Ints, cells: int, sample: Sample, counts: Floats, lonely: LonelyPsu
) -> Floats:
    number, example = crossed(cell, stratum)
    groups = Segments(number, len(example))
    size = counts[stratum[example]]
    mean = groups.sum(scores) / np.maximum(size, 1)
    present = np.bincount(number, minlength=len(example))[:, None]
    squares = groups.sum((scores - groups.spread(mean)) ** 2) + (size - present) * mean**2
    inflation = np.where(size > 1, size / np.maximum(size - 1, 1), 0.0)
    left = 1 - size / sample.population_or_endless[stratum[example]][:, None]
    total = Segments(cell[example], cells).sum(left * inflation * squares)
    if lonely is LonelyPsu.CENTRE and (sample.units_in_stratum == 1).any():
        total += _centred(scores, cell, stratum, cells, sample)
    return total


def _centred(scores: Floats, cell: Ints, stratum: Ints, cells: int, sample: Sample) -> Floats:
    """What single-unit strata add when each is set against 0, the mean score of a share or mean: Σ (1−f) z²."""
    left = np.where(sample.units_in_stratum == 1, 1 - sample.sampling_fraction, 0.0)
    return Segments(cell, cells).sum(left[stratum][:, None] * scores**2)


def _second_stage(
    scores: Floats,
    whole: Segments,
    example: Ints,
    cell: Ints,
    psu: Ints,
    cells: int,
    sample: Sample,
    lonely: LonelyPsu,
) -> Floats:
    """The share of variance that comes from drawing inside PSUs, weighted by the first stage's fraction."""
    zero = np.zeros((cells, scores.shape[1]))
    if not sample.has_second_stage:
        return zero
    drawn = np.bincount(sample.psu_of_unit, minlength=len(sample.stratum)).astype(np.float64)
    of = psu[example]
    size = drawn[of][:, None]
    mean = whole.sum(scores) / size
    present = np.bincount(whole.codes, minlength=whole.count)[:, None]
    squares = whole.sum((scores - whole.spread(mean)) ** 2) + (size - present) * mean**2
    inflation = np.where(size > 1, size / np.maximum(size - 1, 1), 0.0)
    if lonely is LonelyPsu.CENTRE:
        squares = np.where(size > 1, squares, whole.sum(scores**2))
        inflation = np.maximum(inflation, 1.0)
    left = 1 - size / sample.ssu_population[of][:, None]
    first = sample.sampling_fraction[sample.stratum[of]][:, None]
    return Segments(cell[example], cells).sum(first * left * inflation * squares)


def degrees_of_freedom(answered: Floats, cell: Ints, unit: Ints, cells: int, sample: Sample) -> Floats:
    """PSUs minus strata, counted over those with answers in each cell: cells × indicators."""
    psu = sample.psu_of_unit[unit]
    number, example = crossed(cell, psu)
    has = (Segments(number, len(example)).sum(answered) > 0).astype(np.float64)
    cell, stratum = cell[example], sample.stratum[psu[example]]
    number, example = crossed(cell, stratum)
    strata = (Segments(number, len(example)).sum(has) > 0).astype(np.float64)
    return Segments(cell, cells).sum(has) - Segments(cell[example], cells).sum(strata)


def covariance(scores: Floats, unit: Ints, sample: Sample, lonely: LonelyPsu) -> Floats:
    """Covariance matrix of several estimates of everyone: estimates × estimates.

    Worked from the variances of sums and differences: cov(a, b) = (var(a + b) − var(a − b)) / 4.
    """
    count = scores.shape[1]
    first, second = np.triu_indices(count)
    pairs = np.hstack([scores[:, first] + scores[:, second], scores[:, first] - scores[:, second]])
    everyone = np.zeros(len(unit), dtype=np.int64)
    spread = variance(pairs, everyone, unit, 1, sample, lonely)[0]
    matrix = np.empty((count, count))
    matrix[first, second] = (spread[: len(first)] - spread[len(first) :]) / 4
    matrix[second, first] = matrix[first, second]
    return matrix


def units_with_answers(answered: Floats, unit: Ints, sample: Sample) -> Floats:
    """How many primary units of each stratum hold an answer: strata × indicators."""
    psus = Segments(sample.psu_of_unit[unit], len(sample.stratum)).sum(answered) > 0
    return Segments(sample.stratum, len(sample.units_in_stratum)).sum(psus.astype(np.float64))
