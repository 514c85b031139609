"""Replicates of a sample: balanced halves, Fay's milder form, jackknives and the rescaled bootstrap.

Source: K. M. Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5; J. N. K. Rao and C. F. J. Wu
(1988), JASA 83, for the bootstrap.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.linalg import hadamard

from realign.methods.survey.design import SurveyError
from realign.methods.survey.sample import Floats, Sample


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


def replicate_variance(thetas: Floats, value: Floats, formed: Replicates, centre: Centre) -> Floats:
    """Spread of replicate estimates (first axis) about the centre.

    A replicate in which a group has nobody cannot be estimated: it is left out, as R does.
    """
    shares = formed.shares.reshape(-1, *[1] * value.ndim)
    usable = ~np.isnan(thetas)
    match centre:
        case Centre.ESTIMATE:
            middle = value
        case Centre.REPLICATES:
            counted = usable & (shares > 0)
            with np.errstate(invalid="ignore"):
                middle = np.where(counted, thetas, 0.0).sum(axis=0) / counted.sum(axis=0)
    gaps = np.where(usable, thetas - middle, 0.0)
    spread: Floats = formed.scale * (shares * gaps**2).sum(axis=0)
    return np.where(np.isnan(value), np.nan, spread)


def replicate_freedom(weights: Floats) -> float:
    """How many replicates of a group (rows × replicates) say something new, less one: R's ``degf``.

    >>> replicate_freedom(np.array([[0.0, 2.0], [2.0, 0.0]])), replicate_freedom(np.array([[1.0, 1.0]]))
    (1.0, 0.0)
    """
    size = np.sqrt((weights**2).sum(axis=0))
    alike = weights[:, size > 0] / size[size > 0]
    if not alike.size:
        return 0.0
    products = alike @ alike.T if len(alike) < alike.shape[1] else alike.T @ alike
    strength = np.linalg.eigvalsh(products)
    # R's qr() counts a column whose length beyond the others is a hundred-thousandth of its own; these are squares
    return float((strength > strength[-1] * 1e-10).sum() - 1)
