"""Response and weights: how many answered, bringing weights into line with known numbers, and what weights cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realign.methods.survey.design import SurveyError
from realign.methods.survey.sample import Floats


@dataclass(frozen=True)
class FieldworkStage:
    """One stage of fieldwork: how many were asked and how many took part."""

    name: str
    took_part: int
    asked: int

    def __post_init__(self) -> None:
        if not 0 <= self.took_part <= self.asked or self.asked == 0:
            raise SurveyError(
                f"Stage {self.name!r}: those who took part must lie between 0 and those asked; "
                f"found {self.took_part} of {self.asked}."
            )

    @property
    def rate(self) -> float:
        """Share who took part."""
        return self.took_part / self.asked


def response_rate(stages: Sequence[FieldworkStage]) -> float:
    """The overall response rate: the product of the stages' rates.

    Which stages count is the survey's own rule. Whole classes within schools have been multiplied by pupils
    since 2002 in the Scottish adolescent survey (SALSUS 2018 technical report); schools were then left out.

    >>> round(response_rate([FieldworkStage("classes", 1036, 1821), FieldworkStage("pupils", 21650, 23791)]), 2)
    0.52
    """
    if not stages:
        raise SurveyError("A response rate needs at least one stage.")
    rate = 1.0
    for stage in stages:
        rate *= stage.rate
    return rate


MULTIPLIER_LIMITS = (0.3, 3.0)
"""A multiplier outside these says that the sample lacks a group badly. House rule of the survey methods note."""


@dataclass(frozen=True)
class RakedWeights:
    """New weights, how far each moved, and what a person should look at before using them."""

    weights: Floats
    multipliers: Floats
    rounds: int
    warnings: tuple[str, ...]


def rake(
    weights: Floats,
    groups: Mapping[str, np.ndarray[Any, Any]],
    margins: Mapping[str, Mapping[Any, float]],
    *,
    tolerance: float = 1e-8,
    max_rounds: int = 1000,
) -> RakedWeights:
    """Scale weights, one margin after another, until they add up to every known population count.

    ``groups`` holds each person's category on every margin; ``margins`` the population counts. Margins whose
    totals disagree (by more than one part in a million) are scaled to the last one, and a warning says so.
    Rounds stop when no weighted count is off by more than ``tolerance`` of its target.

    Source: W. E. Deming and F. F. Stephan (1940), Annals of Mathematical Statistics 11.

    >>> raked = rake(np.ones(4), {"sex": np.array(["F", "F", "F", "M"])}, {"sex": {"F": 50, "M": 50}})
    >>> raked.weights.round(3).tolist()
    [16.667, 16.667, 16.667, 50.0]
    """
    if not margins:
        raise SurveyError("Raking needs at least one margin of population counts.")
    start = np.asarray(weights, dtype=np.float64)
    if not (start > 0).all():
        raise SurveyError("Raking needs a weight above zero for everyone: it can only scale what is there.")
    coded = {name: _coded(name, groups, margins[name]) for name in margins}
    warnings = _unequal_totals(margins)
    raked, rounds, worst = start.copy(), 0, np.inf
    while worst >= tolerance and rounds < max_rounds:
        rounds += 1
        for codes, targets in coded.values():
            raked *= (targets / np.bincount(codes, raked, len(targets)))[codes]
        worst = max(
            float(np.abs(np.bincount(codes, raked, len(targets)) / targets - 1).max())
            for codes, targets in coded.values()
        )
    if worst >= tolerance:
        warnings.append(
            f"After {max_rounds} rounds a margin is still off by {worst:.2%}: the margins may contradict "
            "each other or leave a combination without people."
        )
    return RakedWeights(raked, raked / start, rounds, (*warnings, *_extreme(raked / start, start)))


def _coded(
    name: str, groups: Mapping[str, np.ndarray[Any, Any]], margin: Mapping[Any, float]
) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Floats]:
    if name not in groups:
        raise SurveyError(f"No categories were given for the margin {name!r}; found {', '.join(groups)}.")
    places = {value: place for place, value in enumerate(margin)}
    people = np.asarray(groups[name]).tolist()
    unknown = sorted({repr(value) for value in people if value not in places})
    absent = sorted({repr(value) for value in places} - {repr(value) for value in people})
    if unknown or absent:
        raise SurveyError(
            f"Margin {name!r}: every category needs both people and a population count. Without a count: "
            f"{', '.join(unknown) or 'none'}; without people: {', '.join(absent) or 'none'}. Merge categories."
        )
    targets = np.array(list(margin.values()), dtype=np.float64)
    if not (targets > 0).all():
        raise SurveyError(f"Margin {name!r}: population counts must be above zero; found {dict(margin)}.")
    return np.array([places[value] for value in people], dtype=np.int64), targets


def _unequal_totals(margins: Mapping[str, Mapping[Any, float]]) -> list[str]:
    totals = {name: float(sum(margin.values())) for name, margin in margins.items()}
    if max(totals.values()) > min(totals.values()) * (1 + 1e-6):
        return [f"The margins add up to different populations: {totals}. The weights follow the last one."]
    return []


def _extreme(multipliers: Floats, start: Floats) -> list[str]:
    low, high = MULTIPLIER_LIMITS
    # relative to the overall scaling, which turns sample weights into population weights and means nothing
    relative = multipliers / (multipliers @ start / start.sum())
    count = int(((relative < low) | (relative > high)).sum())
    if not count:
        return []
    return [
        f"{count} weights were multiplied by less than {low:g} or more than {high:g} (relative to the average; "
        f"from {relative.min():.2f} to {relative.max():.2f}): some groups hardly answered."
    ]


def kish_deff(weights: Floats) -> float:
    """How many times larger the variance is for the weights being unequal: n Σw² / (Σw)².

    Source: L. Kish (1965), Survey Sampling, section 11.7. Clustering is not in it.

    >>> kish_deff(np.array([1.0, 1.0, 2.0, 2.0]))
    1.1111111111111112
    """
    given = np.asarray(weights, dtype=np.float64)
    return float(len(given) * (given**2).sum() / given.sum() ** 2)
