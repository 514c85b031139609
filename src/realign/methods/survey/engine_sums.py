"""Adding respondents up in the engine: only totals leave it. For surveys too large to move, and for Spark."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from realign.methods.survey.arrow_columns import (
    check_rows,
    numbers,
    population_columns,
    raw,
    refuse_shares,
)
from realign.methods.survey.coding import keys_of, units_of
from realign.methods.survey.indicators import Indicator, Stat
from realign.methods.survey.sample import sample_of
from realign.methods.survey.scan import KEY, ScanPlan
from realign.methods.survey.segments import Floats
from realign.methods.survey.sums import Sums
from realign.methods.survey.totals import Totals


def from_engine(arrow: Any, plan: ScanPlan, grouping: frozenset[str]) -> Totals:
    """Turn the engine's sums into arrays."""
    check_rows(arrow, int(pc.sum(arrow.column("bad_weights")).as_py() or 0), plan.design)
    units = units_of(arrow, plan.design)
    sizes = {
        name: (raw(arrow, f"{name}_low"), raw(arrow, f"{name}_high"))
        for name in population_columns(plan.design)
    }
    first_bad = pc.min(arrow.column("bad_share")).as_py()
    refuse_shares([] if first_bad is None else [plan.indicators[first_bad].name])
    return Totals(
        sums=_engine_sums(arrow, plan.indicators),
        unit=units.unit,
        keys={key: keys_of(arrow, KEY + key) for key in plan.keys if key in grouping},
        sample=sample_of(units, plan.design, sizes),
        respondents=numbers(arrow, "rows"),
        weighted=numbers(arrow, "weighted"),
    )


def _engine_sums(arrow: Any, indicators: tuple[Indicator, ...]) -> Sums:
    places, present = range(len(indicators)), set(arrow.column_names)
    ratios = any(one.stat is Stat.RATIO for one in indicators)
    squares = any(not one.is_yes_or_no for one in indicators)

    def either(symbol: str, otherwise: str) -> Floats:
        names = [symbol + str(j) if symbol + str(j) in present else otherwise + str(j) for j in places]
        return np.column_stack([numbers(arrow, name) for name in names])

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
