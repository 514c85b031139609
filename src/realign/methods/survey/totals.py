"""Sums per sampling unit and breakdown: the small table all variances are worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from realign.methods.survey.design import Design
from realign.methods.survey.errors import LonelyPsuError, SurveyError
from realign.methods.survey.indicators import Indicator, Stat
from realign.methods.survey.scan import KEY, SECOND, STRATUM, UNIT, ScanPlan
from realign.methods.survey.segments import Floats, Ints, Segments, crossed


@dataclass(frozen=True)
class Sums:
    """Sums over rows, each a (rows × indicators) array.

    ``n`` answers, ``w`` weights, ``x`` and ``y`` weighted values below and above the line (``x`` is ``w``
    except for ratios), ``yy``, ``xy`` and ``xx`` weighted squares and product.
    """

    n: Floats
    w: Floats
    x: Floats
    y: Floats
    yy: Floats
    xy: Floats
    xx: Floats

    def by(self, segments: Segments) -> Sums:
        """The same sums over groups of rows. Arrays that are one and the same are added up once."""
        done: dict[int, Floats] = {}
        for values in vars(self).values():
            if id(values) not in done:
                done[id(values)] = segments.sum(values)
        return Sums(**{name: done[id(values)] for name, values in vars(self).items()})

    def taking(self, rows: Ints) -> Sums:
        """The sums of some rows only."""
        if len(rows) == len(self.n):
            return self
        return Sums(**{name: values[rows] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Sample:
    """The design as drawn: which unit is in which stratum, and how many there are in the population.

    Units are numbered within the whole survey. ``population`` is per stratum, nan without a correction.
    """

    stratum: Ints
    units_in_stratum: Floats
    population: Floats
    psu_of_unit: Ints
    ssu_population: Floats

    @property
    def sampling_fraction(self) -> Floats:
        """Share of the stratum's PSUs that was drawn; 0 when no population size was given."""
        known = ~np.isnan(self.population)
        return np.where(known, self.units_in_stratum / np.where(known, self.population, 1.0), 0.0)


@dataclass(frozen=True)
class Keys:
    """One breakdown column: its values in order, and each row's place among them (-1 where missing)."""

    values: list[Any]
    codes: Ints


@dataclass(frozen=True)
class Totals:
    """What one grouping of the scan brought back."""

    sums: Sums
    unit: Ints
    keys: dict[str, Keys]
    sample: Sample
    respondents: Floats


def read_totals(arrow: Any, plan: ScanPlan, grouping: frozenset[str]) -> Totals:
    """Turn the scan's answer into arrays, refusing bad weights and units without a design."""
    _check_rows(arrow, plan.design)
    strata = [
        encode(arrow, STRATUM + str(place), name) for place, name in enumerate(plan.design.stratum_columns)
    ]
    stratum, _ = crossed(*strata) if strata else (np.zeros(arrow.num_rows, dtype=np.int64), None)
    psu, _ = crossed(stratum, encode(arrow, UNIT, plan.design.psu or "row"))
    unit = psu
    if plan.design.has_second_stage:
        unit, _ = crossed(psu, encode(arrow, SECOND, plan.design.ssu or "row"))
    keys = {key: _keys(arrow, KEY + key) for key in plan.keys if key in grouping}
    return Totals(
        sums=_sums(arrow, plan.indicators),
        unit=unit,
        keys=keys,
        sample=_sample(arrow, plan.design, stratum, psu, unit),
        respondents=_numbers(arrow, "rows"),
    )


def encode(arrow: Any, column: str, name: str) -> Ints:
    """Integer codes of a design column, which may have no gaps."""
    keys = _keys(arrow, column)
    if (keys.codes < 0).any():
        raise SurveyError(
            f"Some rows have no value in {name!r}, which the design needs on every row. "
            "Leave those rows out, or give them a stratum or unit, before estimating."
        )
    return keys.codes


def _keys(arrow: Any, column: str) -> Keys:
    coded = arrow.column(column).combine_chunks().dictionary_encode()
    values = coded.dictionary
    order = pc.array_sort_indices(values).to_numpy(zero_copy_only=False)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    placed = np.where(codes >= 0, rank[codes], -1) if len(rank) else codes
    return Keys([value.as_py() for value in values.take(order)], placed)


def _numbers(arrow: Any, column: str) -> Floats:
    """A column as floats; the sum of no answers is 0."""
    values: Floats = arrow.column(column).cast("float64").fill_null(0.0).to_numpy()
    return values


def _matrix(arrow: Any, names: list[str]) -> Floats:
    """Columns side by side, rows × indicators, row by row in memory as the sparse sums like it."""
    matrix = np.empty((arrow.num_rows, len(names)))
    for place, name in enumerate(names):
        matrix[:, place] = _numbers(arrow, name)
    return matrix


def _sums(arrow: Any, indicators: tuple[Indicator, ...]) -> Sums:
    places = range(len(indicators))
    ratios = any(one.stat is Stat.RATIO for one in indicators)
    squares = any(not one.is_yes_or_no for one in indicators)
    present = set(arrow.column_names)

    def either(symbol: str, otherwise: str) -> Floats:
        names = [symbol + str(j) if symbol + str(j) in present else otherwise + str(j) for j in places]
        return _matrix(arrow, names)

    n, w, y = (_matrix(arrow, [symbol + str(j) for j in places]) for symbol in ("n", "w", "y"))
    return Sums(
        n=n,
        w=w,
        x=either("x", "w") if ratios else w,
        y=y,
        yy=either("yy", "y") if squares else y,
        xy=either("xy", "y") if ratios else y,
        xx=either("xx", "w") if ratios else w,
    )


def _check_rows(arrow: Any, design: Design) -> None:
    if not arrow.num_rows:
        raise SurveyError("The survey has no rows.")
    bad = int(pc.sum(arrow.column("bad_weights")).as_py() or 0)
    if bad:
        raise SurveyError(
            f"{bad} rows have a weight in {design.weight!r} that is missing or below zero. "
            "A respondent without a weight stands for nobody: leave the row out, or weight it."
        )


def _sample(arrow: Any, design: Design, stratum: Ints, psu: Ints, unit: Ints) -> Sample:
    psus, first_row = int(psu.max()) + 1, np.unique(psu, return_index=True)[1]
    stratum_of_psu = stratum[first_row]
    counts = np.bincount(stratum_of_psu, minlength=int(stratum.max()) + 1).astype(np.float64)
    population = _population(arrow, design.fpc, "population", stratum, counts)
    units = int(unit.max()) + 1
    psu_of_unit = np.empty(units, dtype=np.int64)
    psu_of_unit[unit] = psu
    per_psu = np.bincount(psu_of_unit, minlength=psus).astype(np.float64)
    ssu_population = _population(arrow, design.ssu_fpc, "ssu_population", psu, per_psu)
    return Sample(stratum_of_psu, counts, population, psu_of_unit, ssu_population)


def _population(arrow: Any, column: str | None, stage: str, group: Ints, counts: Floats) -> Floats:
    """Units in the population of each group, from counts or from sampled shares; nan when not given."""
    sizes = np.full(len(counts), np.nan)
    if column is None:
        return sizes
    low, high = (arrow.column(f"{stage}_{end}").to_numpy(zero_copy_only=False) for end in ("low", "high"))
    lowest, highest = np.full(len(counts), np.inf), np.full(len(counts), -np.inf)
    np.minimum.at(lowest, group, low)
    np.maximum.at(highest, group, high)
    if np.isnan(low).any() or (lowest != highest).any():
        raise SurveyError(
            f"The population size {column!r} must be given on every row and be the same throughout a stratum "
            "(or, at the second stage, a primary unit). Found gaps or more than one value."
        )
    # R reads values below 1 as sampled shares; a stratum of one unit fully drawn is 1 either way
    sizes = counts / lowest if (lowest <= 1).all() else lowest
    if (sizes < counts - 1e-9 * counts).any():
        worst = int(np.argmax(counts - sizes))
        raise SurveyError(
            f"{column!r} says a stratum has {sizes[worst]:g} units in the population, but "
            f"{counts[worst]:g} were sampled. The column must count units of that stage, not people."
        )
    return np.asarray(sizes)


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
