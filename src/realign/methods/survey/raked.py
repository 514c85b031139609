"""Variance where weights were raked: what is known of the population does not vary from sample to sample.

Weights that add up to known numbers (of girls, of each stage) leave only that part of an answer to chance which those
groups do not explain. So each score is replaced by its residual: z − x′B, where x says in which group of each margin a
person is, and B comes from the regression of z on x. People outside a breakdown score 0 there, and have a residual all
the same. Sources: J.-C. Deville and C.-E. Särndal (1992), JASA 87, and J.-C. Deville, C.-E. Särndal and O. Sautory (1993),
JASA 88; as in R's ``survey::calibrate(calfun = "raking")``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from realign.methods.survey import taylor
from realign.methods.survey.design import Design, LonelyPsu
from realign.methods.survey.sample import Floats, Ints, Keys, Sample, crossed
from realign.methods.survey.sums import Totals


@dataclass(frozen=True)
class RakedGroups:
    """The groups that weights were raked to, as a regression on them needs them.

    ``combination`` numbers each row's combination of groups; ``groups`` (combinations × groups) says which they are;
    ``inverse`` is the generalised inverse of Σ d x x′; ``weight`` (units × combinations) adds up the raked weights.
    """

    combination: Ints
    groups: Floats
    inverse: Floats
    weight: Any

    @classmethod
    def of(cls, keys: Sequence[Keys], unit: Ints, units: int, raked: Floats, before: Floats) -> RakedGroups:
        """From rows: each margin's codes (-1, not known, is a group of its own), unit, raked and original weight."""
        combination, example = crossed(*(key.codes + 1 for key in keys))
        groups = np.column_stack(
            [key.codes[example][:, None] == np.unique(key.codes)[None, :] for key in keys]
        ).astype(np.float64)
        size = np.bincount(combination, before, len(example))
        # one margin's groups add up to another's, so that the matrix has no plain inverse
        inverse: Floats = np.linalg.pinv(groups.T @ (size[:, None] * groups), hermitian=True).astype(
            np.float64
        )
        weight = sparse.csr_matrix((raked, (unit, combination)), shape=(units, len(example)))
        return cls(combination, groups, inverse, weight)

    @classmethod
    def of_totals(cls, totals: Totals, design: Design) -> RakedGroups:
        """The margins of a design, from a reading of its survey."""
        keys = [totals.keys[name] for name in design.margins]
        units = len(totals.sample.psu_of_unit)
        return cls.of(keys, totals.unit, units, totals.mass, totals.base_mass)

    @property
    def combinations(self) -> int:
        """How many combinations of groups there are."""
        return len(self.groups)

    def fitted(self, moments: Floats) -> Floats:
        """What the groups explain of a score, x′B, in each combination; ``moments`` are Σ d z by combination."""
        values: Floats = self.groups @ (self.inverse @ (self.groups.T @ moments))
        return values

    def residuals(self, scores: Floats, unit: Ints, moments: Floats) -> Floats:
        """Scores of every unit (units × columns) from those of the units that meet a cell, less what groups explain."""
        whole: Floats = -np.asarray(self.weight @ self.fitted(moments))
        np.add.at(whole, unit, scores)
        return whole


def variance(
    scores: Floats,
    cell: Ints,
    unit: Ints,
    moments: Floats,
    margins: RakedGroups,
    sample: Sample,
    lonely: LonelyPsu,
) -> Floats:
    """As ``taylor.variance``, for raked weights: cells × columns. ``moments`` is cells × combinations × columns.

    One cell at a time, since every unit of the sample has a residual in every cell.
    """
    order = np.argsort(cell, kind="stable")
    ends = np.searchsorted(cell[order], np.arange(len(moments) + 1))
    everyone = np.zeros(margins.weight.shape[0], dtype=np.int64)
    every_unit = np.arange(len(everyone))
    spread = np.empty((len(moments), scores.shape[1]))
    for place, moment in enumerate(moments):
        rows = order[ends[place] : ends[place + 1]]
        residuals = margins.residuals(scores[rows], unit[rows], moment)
        spread[place] = taylor.variance(residuals, everyone, every_unit, 1, sample, lonely)[0]
    return spread


def moments_of(scores: Floats, cell: Ints, cells: int, combination: Ints, combinations: int) -> Floats:
    """Sums of scores by cell and combination of groups: cells × combinations × columns."""
    place = cell * combinations + combination
    sums = sparse.csr_matrix(
        (np.ones(len(place)), (place, np.arange(len(place)))), shape=(cells * combinations, len(place))
    )
    return np.asarray(sums @ scores).reshape(cells, combinations, scores.shape[1])
