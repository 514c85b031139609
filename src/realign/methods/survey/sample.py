"""The sample as it was drawn: which stratum, sampling unit (PSU) and group each row belongs to, and sums over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from realign.methods.survey.design import Design, LonelyPsuError, SurveyError
from realign.methods.survey.scan import SECOND, STRATUM, UNIT

Floats = NDArray[np.float64]


Ints = NDArray[np.int64]


class Segments:
    """Rows gathered into groups numbered 0 to ``count`` - 1.

    >>> halves = Segments(np.array([0, 0, 1]), 2)
    >>> halves.sum(np.array([[1.0], [2.0], [5.0]]))
    array([[3.],
           [5.]])
    """

    def __init__(self, codes: Ints, count: int, weights: Floats | None = None) -> None:
        self.codes = codes
        self.count = count
        rows = np.arange(len(codes))
        share = np.ones(len(codes)) if weights is None else weights
        self._matrix: Any = sparse.csr_matrix((share, (codes, rows)), shape=(count, len(codes)))

    def weighted(self, weights: Floats) -> Segments:
        """The same groups, whose sums count each row by its weight."""
        return Segments(self.codes, self.count, weights)

    def sum(self, values: Floats) -> Floats:
        """Add up ``values`` (rows × columns) within each group: groups × columns."""
        total: Floats = np.asarray(self._matrix @ values, dtype=np.float64)
        return total

    def spread(self, values: Floats) -> Floats:
        """Give every row the value of its group."""
        return values[self.codes]


def crossed(*codes: Ints) -> tuple[Ints, Ints]:
    """Number the combinations that occur: each row's combination, and one example row of each.

    Combinations are numbered in the order of the first code, then the second, and so on.

    >>> number, example = crossed(np.array([1, 0, 1]), np.array([0, 0, 0]))
    >>> number.tolist(), example.tolist()
    ([1, 0, 1], [1, 0])
    """
    combined = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        size = int(code.max(initial=0)) + 1
        # renumbering each time keeps the product of sizes far from the largest integer
        combined = _renumbered(combined * size + code)
    example = np.empty(int(combined.max(initial=-1)) + 1, dtype=np.int64)
    example[combined[::-1]] = np.arange(len(combined))[::-1]
    return combined, example


def _renumbered(codes: Ints) -> Ints:
    """Close the gaps between codes: by a table of those present, or by sorting where it would be too long."""
    size = int(codes.max(initial=-1)) + 1
    if size > 20 * len(codes) + 1000:
        return np.unique(codes, return_inverse=True)[1].astype(np.int64)
    present = np.zeros(size, dtype=np.int64)
    present[codes] = 1
    return (np.cumsum(present) - 1)[codes]


@dataclass(frozen=True)
class Keys:
    """One breakdown column: its values in order, and each row's place among them (-1 where missing)."""

    values: list[Any]
    codes: Ints


@dataclass(frozen=True)
class Units:
    """Each row's stratum, primary unit and final unit, numbered within the survey."""

    stratum: Ints
    psu: Ints
    unit: Ints


def keys_of(arrow: Any, column: str) -> Keys:
    """Number a column's values in sorted order."""
    coded = arrow.column(column).combine_chunks().dictionary_encode()
    values = coded.dictionary
    order = pc.array_sort_indices(values).to_numpy(zero_copy_only=False)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    placed = np.where(codes >= 0, rank[codes], -1) if len(rank) else codes
    return Keys([value.as_py() for value in values.take(order)], placed)


def units_of(arrow: Any, design: Design) -> Units:
    """Number strata and units; a unit code counts within its stratum, a second one within its unit."""
    rows = arrow.num_rows
    strata = [
        _complete(arrow, STRATUM + str(place), name) for place, name in enumerate(design.stratum_columns)
    ]
    stratum = crossed(*strata)[0] if strata else np.zeros(rows, dtype=np.int64)
    psu = _nested(arrow, stratum, UNIT, design.psu)
    unit = _nested(arrow, psu, SECOND, design.ssu) if design.has_second_stage else psu
    return Units(stratum, psu, unit)


def _nested(arrow: Any, outer: Ints, column: str, name: str | None) -> Ints:
    if column not in arrow.column_names:
        return np.arange(arrow.num_rows)
    return crossed(outer, _complete(arrow, column, name or "row"))[0]


def _complete(arrow: Any, column: str, name: str) -> Ints:
    codes = keys_of(arrow, column).codes
    if (codes < 0).any():
        raise SurveyError(
            f"{int((codes < 0).sum())} rows have no value in {name!r}, which the design needs on every row. "
            "Leave those rows out, or give them a stratum or unit, before estimating."
        )
    return codes


@dataclass(frozen=True)
class Sample:
    """Which unit is in which stratum, and how many of them the population has.

    ``stratum`` is each PSU's; ``psu_of_unit`` each final unit's. ``population`` is per stratum and
    ``ssu_population`` per PSU, nan where no correction was asked for.
    """

    stratum: Ints
    units_in_stratum: Floats
    population: Floats
    psu_of_unit: Ints
    ssu_population: Floats

    @property
    def sampling_fraction(self) -> Floats:
        """Share of the stratum's PSUs that was drawn; 0 when no population size was given."""
        share: Floats = self.units_in_stratum / self.population_or_endless
        return share

    @property
    def has_second_stage(self) -> bool:
        """Whether drawing inside primary units adds variance of its own."""
        return not bool(np.isnan(self.ssu_population).all())

    @property
    def population_or_endless(self) -> Floats:
        """PSUs in each stratum's population; infinite when no population size was given."""
        return np.where(np.isnan(self.population), np.inf, self.population)


def sample_of(units: Units, design: Design, sizes: dict[str, tuple[Floats, Floats]]) -> Sample:
    """Count the sample. ``sizes`` holds the lowest and highest population size on each row, by stage."""
    stratum_of_psu = np.empty(int(units.psu.max()) + 1, dtype=np.int64)
    stratum_of_psu[units.psu] = units.stratum
    psu_of_unit = np.empty(int(units.unit.max()) + 1, dtype=np.int64)
    psu_of_unit[units.unit] = units.psu
    counts = np.bincount(stratum_of_psu).astype(np.float64)
    drawn = np.bincount(psu_of_unit).astype(np.float64)
    return Sample(
        stratum=stratum_of_psu,
        units_in_stratum=counts,
        population=_population(design.fpc, sizes.get("population"), units.stratum, counts),
        psu_of_unit=psu_of_unit,
        ssu_population=_population(design.ssu_fpc, sizes.get("ssu_population"), units.psu, drawn),
    )


def _population(
    column: str | None, ends: tuple[Floats, Floats] | None, group: Ints, counts: Floats
) -> Floats:
    """Units in the population of each group, from counts or from sampled shares."""
    if column is None or ends is None:
        return np.full(len(counts), np.nan)
    low, high = ends
    lowest, highest = np.full(len(counts), np.inf), np.full(len(counts), -np.inf)
    np.minimum.at(lowest, group, low)
    np.maximum.at(highest, group, high)
    if np.isnan(low).any() or (lowest != highest).any():
        raise SurveyError(
            f"The population size {column!r} must be given on every row and be the same throughout a stratum "
            "(or, at the second stage, a primary unit). Found gaps or more than one value."
        )
    # R reads values below 1 as sampled shares; a stratum of one unit fully drawn is 1 either way
    population: Floats = counts / lowest if (lowest <= 1).all() else lowest
    if (population < counts - 1e-9 * counts).any():
        worst = int(np.argmax(counts - population))
        raise SurveyError(
            f"{column!r} says a stratum has {population[worst]:g} units in the population, but "
            f"{counts[worst]:g} were sampled. The column must count units of that stage, not people."
        )
    return population


def check_lonely(sample: Sample) -> None:
    """Refuse a design with single-unit strata that nobody has said how to treat."""
    alone = (sample.units_in_stratum == 1) & (sample.sampling_fraction < 1)
    if alone.any():
        raise LonelyPsuError(
            f"{int(alone.sum())} of {len(alone)} strata hold one primary sampling unit only, so the variance "
            "inside them cannot be measured. Merge strata, or choose Design(lonely_psu=LonelyPsu.CENTRE) "
            "(cautious) or LonelyPsu.CERTAINTY (when the unit was certain to be drawn)."
        )
    drawn = np.bincount(sample.psu_of_unit, minlength=len(sample.stratum))
    thin = (drawn == 1) & (np.nan_to_num(sample.ssu_population, nan=1.0) > 1)
    if thin.any():
        raise LonelyPsuError(
            f"{int(thin.sum())} primary units hold one second-stage unit of several, so the variance inside "
            "them cannot be measured. Leave ssu_fpc out (the first stage then carries the variance), or "
            "choose Design(lonely_psu=LonelyPsu.CERTAINTY)."
        )
