"""Integer codes for the columns that say which stratum, unit or group a row belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc

from realign.methods.survey.design import Design
from realign.methods.survey.errors import SurveyError
from realign.methods.survey.scan import SECOND, STRATUM, UNIT
from realign.methods.survey.segments import Ints, crossed


@dataclass(frozen=True)
class Keys:
    """One breakdown column: its values in order, and each row's place among them (-1 where missing)."""

    values: list[Any]
    codes: Ints


@dataclass(frozen=True)
class Units:
    """Each row's stratum, primary unit and final unit, numbered within the survey."""

    stratum: Ints
    psu: Ints
    unit: Ints


def keys_of(arrow: Any, column: str) -> Keys:
    """Number a column's values in sorted order."""
    coded = arrow.column(column).combine_chunks().dictionary_encode()
    values = coded.dictionary
    order = pc.array_sort_indices(values).to_numpy(zero_copy_only=False)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    placed = np.where(codes >= 0, rank[codes], -1) if len(rank) else codes
    return Keys([value.as_py() for value in values.take(order)], placed)


def units_of(arrow: Any, design: Design) -> Units:
    """Number strata and units; a unit code counts within its stratum, a second one within its unit."""
    rows = arrow.num_rows
    strata = [
        _complete(arrow, STRATUM + str(place), name) for place, name in enumerate(design.stratum_columns)
    ]
    stratum = crossed(*strata)[0] if strata else np.zeros(rows, dtype=np.int64)
    psu = _nested(arrow, stratum, UNIT, design.psu)
    unit = _nested(arrow, psu, SECOND, design.ssu) if design.has_second_stage else psu
    return Units(stratum, psu, unit)


def _nested(arrow: Any, outer: Ints, column: str, name: str | None) -> Ints:
    if column not in arrow.column_names:
        return np.arange(arrow.num_rows)
    return crossed(outer, _complete(arrow, column, name or "row"))[0]


def _complete(arrow: Any, column: str, name: str) -> Ints:
    codes = keys_of(arrow, column).codes
    if (codes < 0).any():
        raise SurveyError(
            f"{int((codes < 0).sum())} rows have no value in {name!r}, which the design needs on every row. "
            "Leave those rows out, or give them a stratum or unit, before estimating."
        )
    return codes
