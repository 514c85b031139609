"""What somebody wants to know of a survey."""

from dataclasses import dataclass

from realign.analyse.surveys.measures import Measure
from realign.registers.evidence.types import Dimension

UNKNOWN = "unknown"
"""The level of pupils who gave no answer to a breakdown’s question: shown as a row, so that rows add up to totals."""
UNKNOWN_NAME = "Not known"


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know: a measure by some breakdowns, with how to say it safely."""

    measure: Measure
    dims: tuple[Dimension, ...]
    profile: str
    interval: str = "logit"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the breakdowns in order."""
        return tuple(dim.column for dim in self.dims)

    @property
    def title(self) -> str:
        """The measure and its breakdowns in words."""
        return f"{self.measure.title} by {' and '.join(d.title.lower() for d in self.dims) or 'all pupils'}"
