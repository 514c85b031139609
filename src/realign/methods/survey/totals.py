"""Sums per sampling unit and breakdown: the small table all variances are worked out from.

There are two ways to it, with equal answers. *Here*: the engine reads the survey once and hands over the needed
columns, yes/no answers as single bytes, and sparse sums add them up (200,000 pupils × 60 questions × four
breakdowns: about a third of the time DuckDB's own grouping takes). *In the engine*: the engine groups and adds
up, and only totals leave it; for surveys too large to move, or on Spark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow.compute as pc

from realign.methods.survey.coding import Keys, keys_of, units_of
from realign.methods.survey.design import Design
from realign.methods.survey.errors import SurveyError
from realign.methods.survey.indicators import Indicator, Stat
from realign.methods.survey.sample import Sample, sample_of
from realign.methods.survey.scan import KEY, Breakdown, ScanPlan
from realign.methods.survey.segments import Floats, Ints, Segments, crossed
from realign.methods.survey.sums import Sums

BLOCK = 16  # indicators added up at a time: bounds memory to 128 bytes a row and array


class Reduction(StrEnum):
    """Where respondents are added up into sampling units."""

    HERE = "here"
    IN_ENGINE = "in-engine"


@dataclass(frozen=True)
class Totals:
    """Sums of one grouping: a row per sampling unit and combination of key values."""

    sums: Sums
    unit: Ints
    keys: dict[str, Keys]
    sample: Sample
    respondents: Floats


def read(table: Any, plan: ScanPlan, reduction: Reduction) -> list[tuple[frozenset[str], Totals]]:
    """Every grouping's totals."""
    match reduction:
        case Reduction.HERE:
            return list(_sum_here(plan.rows(table).to_pyarrow(), plan))
        case Reduction.IN_ENGINE:
            return [
                (grouping, _from_engine(plan.query(table, grouping).to_pyarrow(), plan, grouping))
                for grouping in plan.groupings
            ]


def finest(readings: dict[frozenset[str], Totals], breakdown: Breakdown) -> Totals:
    """The smallest reading that holds the breakdown."""
    holding = [grouping for grouping in readings if frozenset(breakdown) <= grouping]
    return min((readings[grouping] for grouping in holding), key=lambda totals: len(totals.unit))


def _sum_here(arrow: Any, plan: ScanPlan) -> Iterator[tuple[frozenset[str], Totals]]:
    weight = _numbers(arrow, "weight")
    _check(arrow, int((~(weight >= 0)).sum()), plan.design)
    units = units_of(arrow, plan.design)
    sizes = {name: (_raw(arrow, name),) * 2 for name in _stages(plan.design)}
    sample = sample_of(units, plan.design, sizes)
    keys = {key: keys_of(arrow, KEY + key) for key in plan.keys}
    order = _unit_by_unit(units.unit)
    groups = []
    for grouping in plan.groupings:
        names = [key for key in plan.keys if key in grouping]
        number, example = crossed(units.unit, *(keys[name].codes + 1 for name in names))
        counting = Segments(number[order], len(example))
        groups.append((grouping, names, example, counting, counting.weighted(weight[order])))
    blocks = [
        _block(arrow, plan, start, order, [(one[3], one[4]) for one in groups])
        for start in range(0, len(plan.indicators), BLOCK)
    ]
    for place, (grouping, names, example, counting, _) in enumerate(groups):
        yield (
            grouping,
            Totals(
                sums=_side_by_side([block[place] for block in blocks]),
                unit=units.unit[example],
                keys={name: Keys(keys[name].values, keys[name].codes[example]) for name in names},
                sample=sample,
                respondents=np.bincount(counting.codes, minlength=counting.count).astype(np.float64),
            ),
        )


def _unit_by_unit(unit: Ints) -> Ints | slice:
    """An order of rows that keeps each unit together: sums then read memory in one go, three times as fast."""
    if (unit[1:] >= unit[:-1]).all():
        return slice(None)
    return np.argsort(unit, kind="stable")


def _block(
    arrow: Any,
    plan: ScanPlan,
    start: int,
    order: Ints | slice,
    groups: list[tuple[Segments, Segments]],
) -> list[Sums]:
    """The sums of a few indicators, for every grouping."""
    indicators = plan.indicators[start : start + BLOCK]
    value, known = _answers(arrow, "answer", start, order, indicators)
    _check_shares(value, indicators)
    ratios = any(one.stat is Stat.RATIO for one in indicators)
    squares = any(not one.is_yes_or_no for one in indicators)
    below = known
    if ratios:
        below, below_known = _answers(arrow, "per", start, order, indicators)
        known = known * below_known
        value, below = value * known, below * known
    found = []
    for counting, weighing in groups:
        w, y = weighing.sum(known), weighing.sum(value)
        found.append(
            Sums(
                n=counting.sum(known),
                w=w,
                x=weighing.sum(below) if ratios else w,
                y=y,
                yy=weighing.sum(value**2) if squares else y,
                xy=weighing.sum(value * below) if ratios else y,
                xx=weighing.sum(below**2) if ratios else w,
            )
        )
    return found


def _answers(
    arrow: Any, prefix: str, start: int, order: Ints | slice, indicators: tuple[Indicator, ...]
) -> tuple[Floats, Floats]:
    """Values (0 where missing) and whether known (1 or 0), rows × indicators."""
    columns = []
    for place in range(start, start + len(indicators)):
        name = f"{prefix}{place}"
        # an indicator without anything below the line has 1 there for everyone
        column = _raw(arrow, name) if name in arrow.column_names else np.ones(arrow.num_rows)
        columns.append(column[order])
    if all(column.dtype == np.int8 for column in columns):
        coded = np.ascontiguousarray(np.stack(columns).T)
        return np.maximum(coded, 0).astype(np.float64), (coded >= 0).astype(np.float64)
    values = np.column_stack([_floats(column) for column in columns])
    unknown = np.isnan(values)
    values[unknown] = 0.0
    return values, (~unknown).astype(np.float64)


def _floats(column: np.ndarray[Any, Any]) -> Floats:
    if column.dtype == np.int8:
        return np.where(column < 0, np.nan, column.astype(np.float64))
    return column.astype(np.float64)


def _check_shares(value: Floats, indicators: tuple[Indicator, ...]) -> None:
    """Refuse a share whose answers are not 0 and 1."""
    bad = np.any(value * (value - 1), axis=0)
    refuse_shares(
        [one.name for one, wrong in zip(indicators, bad, strict=True) if wrong and one.is_yes_or_no]
    )


def refuse_shares(wrong: list[str]) -> None:
    """Say that these indicators hold something other than yes and no."""
    if wrong:
        raise SurveyError(
            f"A share needs answers of 1 for yes and 0 for no; {', '.join(wrong)} has others "
            "(1 and 2, perhaps). Recode it, or name the answer: Indicator(name, column=..., equals=1)."
        )


def _from_engine(arrow: Any, plan: ScanPlan, grouping: frozenset[str]) -> Totals:
    """Turn the engine's sums into arrays."""
    _check(arrow, int(pc.sum(arrow.column("bad_weights")).as_py() or 0), plan.design)
    units = units_of(arrow, plan.design)
    sizes = {name: (_raw(arrow, f"{name}_low"), _raw(arrow, f"{name}_high")) for name in _stages(plan.design)}
    sums = _engine_sums(arrow, plan.indicators)
    outside = np.any((sums.y > sums.w * (1 + 1e-9)) | (sums.y < 0), axis=0)
    named = zip(plan.indicators, list(outside), strict=True)
    refuse_shares([one.name for one, bad in named if bad and one.is_yes_or_no])
    return Totals(
        sums=sums,
        unit=units.unit,
        keys={key: keys_of(arrow, KEY + key) for key in plan.keys if key in grouping},
        sample=sample_of(units, plan.design, sizes),
        respondents=_numbers(arrow, "rows"),
    )


def _engine_sums(arrow: Any, indicators: tuple[Indicator, ...]) -> Sums:
    places, present = range(len(indicators)), set(arrow.column_names)
    ratios = any(one.stat is Stat.RATIO for one in indicators)
    squares = any(not one.is_yes_or_no for one in indicators)

    def either(symbol: str, otherwise: str) -> Floats:
        names = [symbol + str(j) if symbol + str(j) in present else otherwise + str(j) for j in places]
        return np.column_stack([_numbers(arrow, name) for name in names])

    n, w, y = (either(symbol, symbol) for symbol in ("n", "w", "y"))
    return Sums(
        n=n,
        w=w,
        x=either("x", "w") if ratios else w,
        y=y,
        yy=either("yy", "y") if squares else y,
        xy=either("xy", "y") if ratios else y,
        xx=either("xx", "w") if ratios else w,
    )


def _side_by_side(blocks: list[Sums]) -> Sums:
    """Join blocks of indicators, keeping kinds that are one array in every block one array."""
    joined: dict[tuple[int, ...], Floats] = {}
    kinds = {}
    for kind in vars(blocks[0]):
        parts = [getattr(block, kind) for block in blocks]
        identity = tuple(id(part) for part in parts)
        if identity not in joined:
            joined[identity] = np.concatenate(parts, axis=1)
        kinds[kind] = joined[identity]
    return Sums(**kinds)


def _check(arrow: Any, bad_weights: int, design: Design) -> None:
    if not arrow.num_rows:
        raise SurveyError("The survey has no rows.")
    if bad_weights:
        raise SurveyError(
            f"{bad_weights} rows have a weight in {design.weight!r} that is missing or below zero. "
            "A respondent without a weight stands for nobody: leave the row out, or weight it."
        )


def _stages(design: Design) -> list[str]:
    named = {"population": design.fpc, "ssu_population": design.ssu_fpc}
    return [stage for stage, column in named.items() if column]


def _raw(arrow: Any, column: str) -> np.ndarray[Any, Any]:
    values: np.ndarray[Any, Any] = arrow.column(column).to_numpy()
    return values


def _numbers(arrow: Any, column: str) -> Floats:
    """A column as floats. The engine's sum of no answers is null: 0. A missing weight is nan."""
    numbers = arrow.column(column).cast("float64")
    values: Floats = (numbers if column == "weight" else numbers.fill_null(0.0)).to_numpy()
    return values
