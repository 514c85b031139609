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


def read(table: Any, plan: ScanPlan, reduction: Reduction) -> list[tuple[frozenset[str], Totals]]:
    """Every grouping's totals."""
    match reduction:
        case Reduction.HERE:
            return list(sum_here(plan.rows(table).to_pyarrow(), plan))
        case Reduction.IN_ENGINE:
            return [
                (grouping, from_engine(plan.query(table, grouping).to_pyarrow(), plan, grouping))
                for grouping in plan.groupings
            ]
