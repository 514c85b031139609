"""Response stage by stage as it was recorded, and overall."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from realign.methods.survey import FieldworkStage, SurveyError
from realign.methods.survey.weighting import response_rate

PER = 10_000
"""A rate that was published without its numbers is kept to a hundredth of a percent."""

TAKEN = frozenset(
    {"add", "answers", "bring", "local-areas", "mappings", "question-bank", "questionnaires", "requests"}
)
"""Short names that no survey may have: they are the addresses of other pages."""


@dataclass(frozen=True)
class ResponseStage:
    """One stage of fieldwork: how many were asked and took part, or the rate where only that is known.

    ``counts`` says whether the stage is part of the overall rate, which is the survey’s own rule.
    """

    name: str
    took_part: int | None = None
    asked: int | None = None
    rate: float | None = None
    counts: bool = True

    def __post_init__(self) -> None:
        if self.took_part is not None and self.asked is not None:
            FieldworkStage(self.name, self.took_part, self.asked)
        elif self.rate is None:
            raise SurveyError(f"{self.name}: give how many were asked and took part, or the rate.")
        elif not 0 <= self.rate <= 1:
            raise SurveyError(f"{self.name}: a rate lies between 0 and 100%.")

    @property
    def stage(self) -> FieldworkStage:
        """The stage as the arithmetic takes it."""
        if self.took_part is not None and self.asked is not None:
            return FieldworkStage(self.name, self.took_part, self.asked)
        return FieldworkStage(self.name, round((self.rate or 0) * PER), PER)

    def as_json(self) -> dict[str, Any]:
        """For keeping in a row."""
        return asdict(self)


def stages_of(kept: Iterable[Mapping[str, Any]]) -> list[ResponseStage]:
    """Back from a row."""
    return [ResponseStage(**stage) for stage in kept]


def overall(stages: Sequence[ResponseStage]) -> float | None:
    """The overall response rate, from the stages that count; nothing where none does."""
    counted = [stage.stage for stage in stages if stage.counts]
    return response_rate(counted) if counted else None
