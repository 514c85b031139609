"""Columns that came back from the engine, as arrays, and what is refused in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from realign.methods.survey.design import Design
from realign.methods.survey.errors import SurveyError
from realign.methods.survey.segments import Floats


def raw(arrow: Any, column: str) -> np.ndarray[Any, Any]:
    """A column as it is, missing numbers as nan."""
    values: np.ndarray[Any, Any] = arrow.column(column).to_numpy()
    return values


def numbers(arrow: Any, column: str) -> Floats:
    """A column as floats. The engine's sum of no answers is null: 0. A missing weight is nan."""
    column_of_floats = arrow.column(column).cast("float64")
    filled = column_of_floats if column == "weight" else column_of_floats.fill_null(0.0)
    values: Floats = filled.to_numpy()
    return values


def population_columns(design: Design) -> list[str]:
    """The stages whose population sizes were asked for."""
    named = {"population": design.fpc, "ssu_population": design.ssu_fpc}
    return [stage for stage, column in named.items() if column]


def check_rows(arrow: Any, bad_weights: int, design: Design) -> None:
    """Refuse an empty survey, and weights that stand for nobody."""
    if not arrow.num_rows:
        raise SurveyError("The survey has no rows.")
    if bad_weights:
        raise SurveyError(
            f"{bad_weights} rows have a weight in {design.weight!r} that is missing or below zero. "
            "A respondent without a weight stands for nobody: leave the row out, or weight it."
        )


def refuse_shares(wrong: list[str]) -> None:
    """Say that these indicators hold something other than yes and no."""
    if wrong:
        raise SurveyError(
            f"A share needs answers of 1 for yes and 0 for no; {', '.join(wrong)} has others "
            "(1 and 2, perhaps). Recode it, or name the answer: Indicator(name, column=..., equals=1)."
        )
