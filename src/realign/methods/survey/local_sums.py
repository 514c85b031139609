"""Adding respondents up to sampling units here: one reading of the needed columns, then sparse sums.

Yes/no answers arrive as single bytes. Rows are put in order of sampling unit, so that sums read memory in one go.
For 200,000 pupils × 60 questions × four breakdowns this takes about half the time of DuckDB's own grouping.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from realign.methods.survey.arrow_columns import (
    check_rows,
    numbers,
    population_columns,
    raw,
    refuse_shares,
)
from realign.methods.survey.coding import Keys, keys_of, units_of
from realign.methods.survey.indicators import Indicator, Stat
from realign.methods.survey.sample import sample_of
from realign.methods.survey.scan import KEY, ScanPlan
from realign.methods.survey.segments import Floats, Ints, Segments, crossed
from realign.methods.survey.sums import Sums
from realign.methods.survey.totals import Totals

BLOCK = 16  # indicators added up at a time: bounds memory to 128 bytes a row and array


def sum_here(arrow: Any, plan: ScanPlan) -> Iterator[tuple[frozenset[str], Totals]]:
    """Totals of every grouping, from the rows the engine handed over."""
    weight = numbers(arrow, "weight")
    counts = (weight > 0).astype(np.float64)
    check_rows(arrow, int((~(weight >= 0)).sum()), plan.design)
    units = units_of(arrow, plan.design)
    sizes = {name: (raw(arrow, name),) * 2 for name in population_columns(plan.design)}
    sample = sample_of(units, plan.design, sizes)
    keys = {key: keys_of(arrow, KEY + key) for key in plan.keys}
    order = _unit_by_unit(units.unit)
    groups = []
    for grouping in plan.groupings:
        names = [key for key in plan.keys if key in grouping]
        number, example = crossed(units.unit, *(keys[name].codes + 1 for name in names))
        rows = Segments(number[order], len(example))
        counting = rows.weighted(counts[order])
        groups.append((grouping, names, example, counting, rows.weighted(weight[order])))
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
                weighted=counting.sum(np.ones(len(number))),
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
        column = raw(arrow, name) if name in arrow.column_names else np.ones(arrow.num_rows)
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
