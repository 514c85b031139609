"""The estimates of one breakdown: value, variance, degrees of freedom, design effect (deff) and limits, before limits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from realign.methods.results import Columns, Estimate
from realign.methods.survey import raked, taylor
from realign.methods.survey.design import Design, DfRule, LonelyPsu, LonelyPsuError, SurveyError
from realign.methods.survey.indicators import Stat, SurveyIndicator
from realign.methods.survey.intervals import IntervalMethod
from realign.methods.survey.sample import Floats, Ints, Sample, Segments, crossed
from realign.methods.survey.scan import Breakdown, ScanPlan
from realign.methods.survey.sums import Sums, Totals


@dataclass(frozen=True)
class Estimates(Columns):
    """Estimates with their standard errors, limits, degrees of freedom and design effects.

    The columns are one per breakdown key (``None`` means all), then ``indicator, stat, n, estimate, se,
    lower, upper, df, deff``. ``n`` counts answers; shares run from 0 to 1. A group in which no pupils were asked
    has n 0 and no estimate. ``without_key`` says, for each breakdown, how many rows were left out
    because a key was missing there (they still count in the design and in wider breakdowns).
    """

    keys: tuple[str, ...]
    interval: IntervalMethod
    level: float
    without_key: dict[tuple[str, ...], int]

    def single(self, indicator: str, **keys: Any) -> Estimate:
        """The single estimate of an indicator for the keys given; keys not named mean all."""
        wanted = {"indicator": indicator, **dict.fromkeys(self.keys), **keys}
        matches = [
            row for row in self.rows() if {name: row[name] for name in ("indicator", *self.keys)} == wanted
        ]
        if len(matches) != 1:
            raise SurveyError(
                f"Expected one estimate of {indicator!r} for {keys or 'everyone'}, found {len(matches)}. "
                f"Breakdown keys here: {', '.join(self.keys) or 'none'}."
            )
        row = {name: float("nan") if value is None else value for name, value in matches[0].items()}
        return Estimate(row["estimate"], row["se"], row["lower"], row["upper"], row["df"], self.level)


class Deff(StrEnum):
    """What a design effect compares with: a simple random sample, without replacement or with."""

    BY_WEIGHTS = "by-weights"
    """Without replacement where weights count the population: sizes of it are given, or weights average at least
    ``COUNTING_WEIGHT``. Otherwise with. Weights that average 1 add up to the sample, not to a population, and would be
    read as though nearly everybody had answered."""
    WITHOUT_REPLACEMENT = "without-replacement"
    """As R: the sum of the weights is taken for the population, whatever it is."""
    REPLACE = "replace"


COUNTING_WEIGHT = 2.0
"""What weights average at least where they say how many people each answer stands for."""


class EmptyUnits(StrEnum):
    """What becomes of sampling units in which nobody answered an indicator."""

    KEEP_UNITS = "keep-units"
    """They stay in the design, score 0 and count in degrees of freedom, as R's ``na.rm = TRUE`` has it."""
    LEAVE_OUT_UNITS = "leave-out-units"
    """They are not counted, as though the survey had held the answered rows only (Stata)."""


@dataclass(frozen=True)
class Cells:
    """One breakdown's results: the key values of each cell, and (cells × indicators) arrays.

    ``n`` counts answers and ``people`` those they are reckoned among: R's rows of the group, answered or not.
    """

    breakdown: Breakdown
    values: dict[str, list[Any]]
    n: Floats
    people: Floats
    value: Floats
    variance: Floats
    df: Floats
    deff: Floats
    rows_without_key: int


@dataclass(frozen=True)
class CellUnits:
    """The sums of one breakdown, one row per cell and sampling unit that meets it."""

    values: dict[str, list[Any]]
    cell: Ints
    unit: Ints
    sums: Sums
    respondents: Floats
    weighted: Floats
    rows_without_key: int

    @property
    def count(self) -> int:
        """How many cells there are."""
        return int(self.cell.max()) + 1 if len(self.cell) else 0


def cells_of(
    totals: Totals,
    breakdown: Breakdown,
    plan: ScanPlan,
    deff: Deff,
    missing: EmptyUnits = EmptyUnits.KEEP_UNITS,
) -> Cells:
    """Work out one breakdown from a reading at least as fine."""
    units = cell_units(totals, breakdown)
    within = units.sums.by(Segments(units.cell, units.count))
    value, centre = values_of(within, plan.indicators)
    scores = scores_of(units, value, within, plan.indicators)
    counted = _counted(totals, plan, missing)
    drawn = totals.sample, plan.design.lonely_psu
    if plan.design.margins:
        margins = raked.RakedGroups.of_totals(totals, plan.design)
        moments = moments_of(totals, breakdown, margins, value, within, plan.indicators)
        variance = raked.variance(scores, units.cell, units.unit, moments, margins, *drawn)
    else:
        variance = taylor.variance(scores, units.cell, units.unit, units.count, *drawn, counted)
    variance = np.where(np.isnan(value), np.nan, variance)
    return Cells(
        breakdown=breakdown,
        values=units.values,
        n=within.n,
        people=_people(units, within, missing),
        value=value,
        variance=variance,
        df=np.where(within.n > 0, _df(units, totals.sample, plan.design, missing), 0.0),
        deff=variance
        / _simple_variance(within, centre, plan.indicators, compared_with(deff, totals, plan.design)),
        rows_without_key=units.rows_without_key,
    )


def compared_with(deff: Deff, totals: Totals, design: Design) -> Deff:
    """The comparison to make: that which was asked for, or the one that the weights allow."""
    if deff is not Deff.BY_WEIGHTS:
        return deff
    if design.fpc or totals.mass.sum() >= COUNTING_WEIGHT * totals.weighted.sum():
        return Deff.WITHOUT_REPLACEMENT
    return Deff.REPLACE


def _counted(totals: Totals, plan: ScanPlan, missing: EmptyUnits) -> Floats | None:
    """Units to count in each stratum, or ``None`` for all of the sample's."""
    match missing:
        case EmptyUnits.KEEP_UNITS:
            return None
        case EmptyUnits.LEAVE_OUT_UNITS:
            if plan.design.margins:
                raise SurveyError(
                    "Raking brought the weights of everybody into line, answered or not: keep units without answers "
                    "(EmptyUnits.KEEP_UNITS), or leave raked_to out."
                )
            if plan.design.has_second_stage or plan.design.lonely_psu is LonelyPsu.CENTRE:
                raise SurveyError(
                    "Units without answers can be left out of one-stage designs with the lonely-unit policies "
                    "FAIL and CERTAINTY. Otherwise filter the table to answered rows, one indicator at a time."
                )
            counts = taylor.units_with_answers(totals.sums.w, totals.unit, totals.sample)
            _check_counts(counts, totals.sample, plan)
            return counts


def _check_counts(counts: Floats, sample: Sample, plan: ScanPlan) -> None:
    alone = np.any((counts == 1) & (sample.population_or_endless[:, None] > 1), axis=0)
    named = [indicator.name for indicator, thin in zip(plan.indicators, list(alone), strict=True) if thin]
    if named and plan.design.lonely_psu is LonelyPsu.FAIL:
        raise LonelyPsuError(
            f"Only one unit of some stratum holds answers to: {', '.join(named)}. Keep units without answers "
            "(EmptyUnits.KEEP_UNITS), merge strata, or choose Design(lonely_psu=LonelyPsu.CERTAINTY)."
        )


def cell_units(totals: Totals, breakdown: Breakdown) -> CellUnits:
    """Roll a reading up to one row per cell of the breakdown and sampling unit."""
    keys = {name: totals.keys[name] for name in breakdown}
    rows, cell, first = cell_rows(totals, breakdown)
    unit = totals.unit[rows]
    number, example = crossed(cell, unit)
    together = Segments(number, len(example))
    return CellUnits(
        values={name: [key.values[code] for code in key.codes[rows][first]] for name, key in keys.items()},
        cell=cell[example],
        unit=unit[example],
        sums=totals.sums.taking(rows).by(together),
        respondents=together.sum(totals.respondents[rows]),
        weighted=together.sum(totals.weighted[rows]),
        rows_without_key=int(np.delete(totals.respondents, rows).sum()),
    )


def cell_rows(totals: Totals, breakdown: Breakdown) -> tuple[Ints, Ints, Ints]:
    """The rows of a reading whose keys are known, the cell of each, and the place among them of one row of each cell."""
    keys = [totals.keys[name] for name in breakdown]
    known = np.ones(len(totals.unit), dtype=bool)
    for key in keys:
        known &= key.codes >= 0
    rows = np.flatnonzero(known)
    cell, first = crossed(np.zeros_like(rows), *(key.codes[rows] for key in keys))
    return rows, cell, first


def moments_of(
    totals: Totals,
    breakdown: Breakdown,
    margins: raked.RakedGroups,
    value: Floats,
    within: Sums,
    indicators: tuple[SurveyIndicator, ...],
) -> Floats:
    """Each cell's scores by the weights before raking, added up in each combination of the groups raked to."""
    rows, cell, _ = cell_rows(totals, breakdown)
    scores = _scores(totals.base.taking(rows), cell, value, within, indicators)
    return raked.moments_of(scores, cell, len(value), margins.combination[rows], margins.combinations)


def values_of(within: Sums, indicators: tuple[SurveyIndicator, ...]) -> tuple[Floats, Floats]:
    """Each cell's estimate, and the weighted mean or ratio behind it (they differ for totals)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.where(within.x != 0, within.y / within.x, np.nan)
    return np.where(_totals(indicators), np.where(within.w > 0, within.y, np.nan), centre), centre


def scores_of(
    units: CellUnits, value: Floats, within: Sums, indicators: tuple[SurveyIndicator, ...]
) -> Floats:
    """What each unit adds to its cell's estimate: (y − R x) / X, or y for a total."""
    return _scores(units.sums, units.cell, value, within, indicators)


def _scores(
    sums: Sums, cell: Ints, value: Floats, within: Sums, indicators: tuple[SurveyIndicator, ...]
) -> Floats:
    total = _totals(indicators)
    slope = np.nan_to_num(np.where(total, 0.0, value))
    with np.errstate(divide="ignore"):
        scale = np.where(total, 1.0, np.where(within.x != 0, 1 / within.x, 0.0))
    scores: Floats = (sums.y - slope[cell] * sums.x) * scale[cell]
    return scores


def _totals(indicators: tuple[SurveyIndicator, ...]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.array([indicator.stat is Stat.TOTAL for indicator in indicators])


def _people(units: CellUnits, within: Sums, missing: EmptyUnits) -> Floats:
    match missing:
        case EmptyUnits.KEEP_UNITS:
            rows = Segments(units.cell, units.count).sum(units.respondents)
            return np.broadcast_to(rows[:, None], within.n.shape)
        case EmptyUnits.LEAVE_OUT_UNITS:
            return within.n


def _df(units: CellUnits, sample: Sample, design: Design, missing: EmptyUnits) -> Floats:
    match design.df_rule:
        case DfRule.DOMAIN:
            there = units.sums.w
            if missing is EmptyUnits.KEEP_UNITS:
                there = np.broadcast_to(units.weighted[:, None], there.shape)
            return taylor.degrees_of_freedom(there, units.cell, units.unit, units.count, sample)
        case DfRule.WHOLE_DESIGN:
            whole = float(len(sample.stratum) - len(sample.units_in_stratum))
            return np.full((units.count, units.sums.w.shape[1]), whole)


def _simple_variance(
    within: Sums, centre: Floats, indicators: tuple[SurveyIndicator, ...], deff: Deff
) -> Floats:
    """The variance a simple random sample of as many people would have had; nan where it has no meaning.

    Weights that add up to less than the sample cannot be population weights: without replacement has then no
    answer.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = within.yy - 2 * centre * within.xy + centre**2 * within.xx
        simple = squares / within.w / (within.n - 1)
        if deff is Deff.WITHOUT_REPLACEMENT:
            left = 1 - within.n / within.w
            simple = simple * np.where(left > 0, left, np.nan)
        scale = np.where(_totals(indicators), within.w, within.w / within.x)
        simple = simple * scale**2
    return np.where((within.n > 1) & (simple > 0), simple, np.nan)
