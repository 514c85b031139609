"""What somebody wants to know of a survey."""

from dataclasses import dataclass

from realign.analyse.surveys.measures import Measure
from realign.foundations.design.words import number_words
from realign.methods.disclosure import TOTAL
from realign.registers.evidence.types import Dimension

UNKNOWN = "unknown"
"""The level of pupils who gave no answer to a breakdown’s question: shown as a row, so that rows add up to totals."""
UNKNOWN_NAME = "Not known"


COUNCIL = "council"


def level_name(dim: Dimension, level: str) -> str:
    """A level as a reader sees it; all councils together by how many they are, for they are a place of their own."""
    if level == TOTAL and dim.column == COUNCIL:
        count = sum(one != UNKNOWN for one, _ in dim.levels)
        return f"All {number_words(count)} councils"
    return dim.name_of(level)


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know: a measure by some breakdowns, with how to say it safely."""

    measure: Measure
    dims: tuple[Dimension, ...]
    profile: str
    interval: str = "logit"
    rounding: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the breakdowns in order."""
        return tuple(dim.column for dim in self.dims)

    @property
    def title(self) -> str:
        """The measure and its breakdowns in words."""
        return f"{self.measure.title} by {' and '.join(d.title.lower() for d in self.dims) or 'all pupils'}"
