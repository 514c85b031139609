"""Answers with their uncertainty, in the shapes the other methods pass around."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa


@dataclass(frozen=True)
class Estimate:
    """A number, how far off it may be, and the range that probably holds the truth.

    ``se`` is in the unit of ``value``; ``level`` is the coverage of the limits (0.95 means 95%). A limit that
    cannot be calculated is ``nan``, never a guess.

    >>> Estimate(0.26, 0.01, 0.24, 0.28).relative_error
    0.038461538461538464
    """

    value: float
    se: float
    lower: float = math.nan
    upper: float = math.nan
    df: float = math.inf
    level: float = 0.95

    @property
    def relative_error(self) -> float:
        """Standard error as a share of the value (coefficient of variation)."""
        return self.se / abs(self.value) if self.value else math.nan


def plain(value: Any) -> Any:
    """A Python value in place of a NumPy one; ``None`` in place of not-a-number."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


@dataclass(frozen=True)
class Columns:
    """A table held by column: quick to compute on, and read as rows, Arrow or pandas.

    >>> table = Columns({"area": np.array(["A", "B"], dtype=object), "estimate": np.array([0.5, np.nan])})
    >>> list(table.rows())
    [{'area': 'A', 'estimate': 0.5}, {'area': 'B', 'estimate': None}]
    """

    columns: Mapping[str, np.ndarray[Any, Any]]

    def __post_init__(self) -> None:
        lengths = {name: len(values) for name, values in self.columns.items()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"Columns of one table must be equally long; found {lengths}.")

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, name: str) -> np.ndarray[Any, Any]:
        try:
            return self.columns[name]
        except KeyError:
            raise KeyError(f"No column {name!r}. This table has: {', '.join(self.columns)}.") from None

    @property
    def names(self) -> Sequence[str]:
        return tuple(self.columns)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each row as a dictionary of plain Python values; what could not be worked out is ``None``."""
        for values in zip(*self.columns.values(), strict=True):
            yield {name: plain(value) for name, value in zip(self.columns, values, strict=True)}

    def to_arrow(self) -> Any:
        """The table as ``pyarrow.Table``; what could not be worked out is null."""
        return pa.table({name: pa.array(values, from_pandas=True) for name, values in self.columns.items()})

    def to_pandas(self) -> Any:
        """The table as ``pandas.DataFrame``."""
        return self.to_arrow().to_pandas()
