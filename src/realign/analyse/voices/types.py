"""What people told us, as it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from realign.analyse.voices.models import Change, ChangeLine, Listening, Said
from realign.methods.intervals import Interval


@dataclass(frozen=True)
class Heard:
    """One piece of listening: its four lists, and the lines that nothing answers yet."""

    listening: Listening
    lists: Mapping[str, tuple[Said, ...]]
    unanswered: tuple[Said, ...]


@dataclass(frozen=True)
class CountedLine:
    """The change in one wellbeing indicator, counted in the same children twice: shares, and the change between them."""

    line: ChangeLine
    children: int
    before: Interval
    after: Interval
    change: Interval
    is_estimate: ClassVar[bool] = False

    @property
    def is_sure(self) -> bool:
        """Whether chance alone is an unlikely reason for the change."""
        return not self.change.lower <= 0 <= self.change.upper


@dataclass(frozen=True)
class EstimatedLine:
    """The change in one wellbeing indicator as people estimate it, in per cent from the lowest to the highest."""

    line: ChangeLine
    low: int
    high: int
    is_estimate: ClassVar[bool] = True


LineShown = CountedLine | EstimatedLine


@dataclass(frozen=True)
class ChangeShown:
    """A change with its lines worked out, and the share of those asked who answered."""

    change: Change
    lines: tuple[LineShown, ...]
    response: float | None

    @property
    def counted(self) -> tuple[CountedLine, ...]:
        """Lines that were counted in children."""
        return tuple(line for line in self.lines if isinstance(line, CountedLine))

    @property
    def estimated(self) -> tuple[EstimatedLine, ...]:
        """Lines that somebody estimated."""
        return tuple(line for line in self.lines if isinstance(line, EstimatedLine))
