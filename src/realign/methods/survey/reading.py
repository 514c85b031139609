"""Reading a survey down to totals. There are two ways, with equal answers, and tests that hold them to it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from realign.methods.survey.engine_sums import from_engine
from realign.methods.survey.local_sums import sum_here
from realign.methods.survey.scan import ScanPlan
from realign.methods.survey.totals import Totals


class Reduction(StrEnum):
    """Where respondents are added up into sampling units."""

    HERE = "here"
    IN_ENGINE = "in-engine"
    BY_SIZE = "by-size"
    """Here, which is quicker, up to ``LARGE`` rows; in the engine, which takes less memory, beyond them."""


LARGE = 4_000_000
"""Rows of 60 questions that take about 3 GB here; ten million in the engine take less."""


def read(table: Any, plan: ScanPlan, reduction: Reduction) -> list[tuple[frozenset[str], Totals]]:
    """Every grouping's totals."""
    match reduction:
        case Reduction.BY_SIZE:
            # without sampling units every person would be a group of the engine's: nothing would be saved
            large = plan.design.psu is not None and table.count().to_pyarrow().as_py() > LARGE
            return read(table, plan, Reduction.IN_ENGINE if large else Reduction.HERE)
        case Reduction.HERE:
            return list(sum_here(plan.rows(table).to_pyarrow(), plan))
        case Reduction.IN_ENGINE:
            return [
                (grouping, from_engine(plan.query(table, grouping).to_pyarrow(), plan, grouping))
                for grouping in plan.groupings
            ]
