"""Missing answers, kept apart by why they are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realign.methods.survey.errors import SurveyError
from realign.methods.survey.segments import Floats

NO_ANSWER = "no answer"
"""The reason given to blanks, which say nothing of their own."""


@dataclass(frozen=True)
class Answers:
    """Numbers (nan where missing) and, for each missing one, why; ``None`` where there is an answer."""

    values: Floats
    reasons: np.ndarray[Any, Any]

    def counts(self) -> dict[str, int]:
        """How many are missing for each reason."""
        return dict(Counter(reason for reason in self.reasons.tolist() if reason is not None))


def separate_missing(values: Sequence[Any], codes: Mapping[Any, str]) -> Answers:
    """Split a column into answers and reasons for missing.

    ``codes`` names each missing code, such as 888 or "Question not asked of stage". Two codes are never merged.
    Anything that is neither a number nor a named code is refused, with its row.

    >>> split = separate_missing([2, 888, None, "Question not asked of stage"],
    ...                          {888: "prefer not to say", "Question not asked of stage": "not asked"})
    >>> split.values.tolist()
    [2.0, nan, nan, nan]
    >>> split.reasons.tolist()
    [None, 'prefer not to say', 'no answer', 'not asked']
    """
    numbers = np.full(len(values), np.nan)
    reasons = np.full(len(values), None, dtype=object)
    for row, value in enumerate(values):
        if value is None or (isinstance(value, float) and np.isnan(value)) or value == "":
            reasons[row] = NO_ANSWER
        elif value in codes:
            reasons[row] = codes[value]
        else:
            numbers[row] = _number(value, row)
    return Answers(numbers, reasons)


def _number(value: Any, row: int) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise SurveyError(
            f"Row {row + 1}: found {value!r}, where a number or a named missing code was expected. "
            "If it means a missing answer, add it to the missing codes with its meaning."
        ) from None
