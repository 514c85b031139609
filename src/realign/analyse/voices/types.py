"""What people told us, as it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from realign.analyse.voices.models import Change, ChangeLine, Listening, Said
from realign.methods.intervals import Interval


@dataclass(frozen=True)
class Heard:
    """One piece of listening: its four lists, and the lines that nothing answers yet."""

    listening: Listening
    lists: Mapping[str, tuple[Said, ...]]
    unanswered: tuple[Said, ...]


@dataclass(frozen=True)
class LineShown:
    """One line of a change: shares before and after with the change between them, or the ends of an estimate."""

    line: ChangeLine
    before: Interval | None = None
    after: Interval | None = None
    change: Interval | None = None

    @property
    def is_estimate(self) -> bool:
        return self.change is None

    @property
    def is_sure(self) -> bool:
        """Whether chance alone is an unlikely reason for the change."""
        return self.change is not None and not self.change.lower <= 0 <= self.change.upper


@dataclass(frozen=True)
class ChangeShown:
    """A change with its lines worked out, and the share of those asked who answered."""

    change: Change
    lines: tuple[LineShown, ...]
    response: float | None
