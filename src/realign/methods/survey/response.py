"""Response rates, stage by stage: schools that agreed, classes that took part, pupils who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from realign.methods.survey.errors import SurveyError


@dataclass(frozen=True)
class Stage:
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


def response_rate(stages: Sequence[Stage]) -> float:
    """The overall response rate: the product of the stages' rates.

    Which stages count is the survey's own rule. Whole classes within schools have been multiplied by pupils
    since 2002 in the Scottish adolescent survey (SALSUS 2018 technical report); schools were then left out.

    >>> round(response_rate([Stage("classes", 1036, 1821), Stage("pupils", 21650, 23791)]), 2)
    0.52
    """
    if not stages:
        raise SurveyError("A response rate needs at least one stage.")
    rate = 1.0
    for stage in stages:
        rate *= stage.rate
    return rate
