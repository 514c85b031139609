"""Bringing a survey’s weights into line with known numbers of pupils, and what each group’s weight is multiplied by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from realign.analyse.surveys.data.measures import UNKNOWN, UNKNOWN_NAME, dimensions_of
from realign.analyse.surveys.models import Survey
from realign.foundations.design.words import percent, within
from realign.foundations.partnerships.types import Refusal
from realign.methods.numbers import number_of
from realign.methods.survey import SurveyError, kish_deff, rake
from realign.methods.survey.weighting import MULTIPLIER_LIMITS

MOST_GROUPS = 60


Margins = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Multiplied:
    """One combination of groups: how many pupils, and what their weights are multiplied by."""

    group: tuple[str, ...]
    pupils: int
    multiplier: float
    relative: float

    @property
    def is_extreme(self) -> bool:
        """Whether the group answered so rarely or so often that somebody should look."""
        low, high = MULTIPLIER_LIMITS
        return not low <= self.relative <= high


@dataclass(frozen=True)
class Raked:
    """New weights, not yet kept."""

    weights: np.ndarray
    margins: tuple[str, ...]
    groups: list[Multiplied]
    rounds: int
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    kish_before: float
    kish_after: float


def margins_of(survey: Survey, text: str) -> dict[str, dict[str, float]]:
    """Numbers of pupils from lines of “column, group, pupils”; groups by their code or their name.

    Refuses a line that cannot be read, saying which and what was expected.
    """
    dims = dimensions_of(survey.dataset) if survey.dataset else {}
    margins: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lower().startswith("column,"):
            continue
        cells = [cell.strip() for cell in line.replace("\t", ",").split(",")]
        if len(cells) != 3:
            raise Refusal(
                f"Line {number}: found {len(cells)} parts.", "Write three: column, group, number of pupils."
            )
        column, group, people = cells
        if column not in dims:
            raise Refusal(f"Line {number}: no breakdown “{column}”.", f"There are: {', '.join(dims)}.")
        codes = {name.casefold(): level for level, name in dims[column].levels}
        codes |= {level.casefold(): level for level, _ in dims[column].levels}
        if group.casefold() not in codes:
            names = ", ".join(name for _, name in dims[column].levels)
            raise Refusal(
                f"Line {number}: no group “{group}” of {within(dims[column].title)}.", f"There are: {names}."
            )
        count = number_of(people)
        if count is None:
            raise Refusal(f"Line {number}: “{people}” is not a number of pupils.", "Write it without commas.")
        margins.setdefault(column, {})[codes[group.casefold()]] = count
    if not margins:
        raise Refusal("No numbers of pupils were given.", "Write lines such as: sex, Girls, 14200")
    return margins


def raked(survey: Survey, path: Path, margins: Margins) -> Raked:
    """Scale the survey’s weights to the margins. Pupils of no known group keep their share of the whole."""
    table = pq.read_table(path, columns=[*margins, *([survey.weight] if survey.weight else [])])
    start = (
        np.asarray(table[survey.weight].to_pylist(), dtype=np.float64)
        if survey.weight
        else np.ones(table.num_rows)
    )
    groups = {column: _levels(table[column], margins[column]) for column in margins}
    targets, notes = {}, []
    for column, people in margins.items():
        share = float(start[groups[column] == UNKNOWN].sum() / start.sum())
        if share:
            notes.append(
                f"{percent(share)} of pupils, by weight, have no known {column}; their share is unchanged."
            )
        total = sum(people.values())
        targets[column] = {level: count * (1 - share) for level, count in people.items()}
        targets[column] |= {UNKNOWN: total * share} if share else {}
    try:
        settled = rake(start, groups, targets)
    except SurveyError as error:
        raise Refusal("These numbers cannot be used.", str(error)) from error
    average = float(settled.multipliers @ start / start.sum())
    return Raked(
        weights=settled.weights,
        margins=tuple(margins),
        groups=_multiplied(groups, settled.multipliers, average),
        rounds=settled.rounds,
        warnings=settled.warnings,
        notes=tuple(notes),
        kish_before=kish_deff(start),
        kish_after=kish_deff(settled.weights),
    )


def names_of(survey: Survey, margins: Sequence[str], group: Sequence[str]) -> list[str]:
    """A combination of groups in words."""
    dims = dimensions_of(survey.dataset) if survey.dataset else {}
    return [
        UNKNOWN_NAME if level == UNKNOWN else dims[column].name_of(level)
        for column, level in zip(margins, group, strict=True)
    ]


def _levels(column: pa.ChunkedArray, people: Mapping[str, float]) -> np.ndarray[Any, Any]:
    texts = column.cast(pa.string()).to_pylist()
    return np.array([text if text in people else UNKNOWN for text in texts], dtype=object)


def _multiplied(
    groups: Mapping[str, np.ndarray[Any, Any]], multipliers: np.ndarray[Any, Any], average: float
) -> list[Multiplied]:
    """A multiplier is the product of one factor for each margin, so that pupils alike in all have one."""
    combined: dict[tuple[str, ...], list[float]] = {}
    for place, group in enumerate(zip(*groups.values(), strict=True)):
        combined.setdefault(group, []).append(float(multipliers[place]))
    return [
        Multiplied(group, len(each), each[0], each[0] / average) for group, each in sorted(combined.items())
    ]
