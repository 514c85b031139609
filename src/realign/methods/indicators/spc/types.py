"""What goes into a chart and what comes out of it."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class ChartKind(StrEnum):
    """The chart to draw: choose by what was counted, not by what shows a signal."""

    RUN = "run"  # anything, around its median
    I = "i"  # noqa: E741  single measurements (XmR)
    MR = "mr"  # the moving range of single measurements
    P = "p"  # children with something, of children who could have it
    U = "u"  # events in a changing amount of opportunity
    C = "c"  # events in an equal amount of opportunity
    XBAR = "xbar"  # means of small groups of measurements
    S = "s"  # spread within small groups of measurements
    T = "t"  # time between rare events


class RuleSet(StrEnum):
    SCOTLAND = "scotland"
    NHS = "nhs"
    WESTERN_ELECTRIC = "western-electric"
    ANHOEJ = "anhoej"


class SignalRule(StrEnum):
    """Why a pattern is unlikely to be chance."""

    OUTSIDE = "outside limits"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two of three near a limit"
    FOUR_OF_FIVE = "four of five in the outer two thirds"
    HUGGING = "hugging the centre"
    FEW_RUNS = "too few runs"
    MANY_RUNS = "too many runs"
    LONG_RUN = "unusually long run"
    FEW_CROSSINGS = "unusually few crossings"
    ASTRONOMICAL = "astronomical point"


class Direction(StrEnum):
    ABOVE = "above"
    BELOW = "below"
    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True)
class ChartPoint:
    """One period as drawn. `value` is None where nothing was recorded.

    Limits are None on a run chart, for a group of one measurement, and where they are too large for a number.
    """

    index: int
    period: str
    value: float | None
    centre: float
    lower: float | None
    upper: float | None
    phase: int
    baseline: bool
    excluded: bool
    signals: tuple[SignalRule, ...] = ()


@dataclass(frozen=True)
class Signal:
    """A pattern that chance alone seldom makes. `start` and `end` are point indexes, `points` its members."""

    rule: SignalRule
    direction: Direction
    start: int
    end: int
    points: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Phase:
    """A stretch of the series with its own centre and limits; the first starts at point 0."""

    start: int
    end: int
    centre: float
    baseline_points: int
    useful: int
    runs: int
    longest_run: int


@dataclass(frozen=True)
class ChartResult:
    """A checked series. `centre`, `lower` and `upper` are those of the latest phase.

    `lower` and `upper` are None on a run chart, and where limits differ from point to point (see `points`). `screened` is
    None on charts whose limits do not rest on moving ranges; `limits_from` says in words on which of them they rest.
    """

    chart: ChartKind
    rules: RuleSet
    centre: float
    lower: float | None
    upper: float | None
    points: tuple[ChartPoint, ...]
    signals: tuple[Signal, ...]
    phases: tuple[Phase, ...]
    notes: tuple[str, ...]
    screened: bool | None = None
    limits_from: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The whole result in lists, numbers and words, ready for JSON."""
        return asdict(self)

    @property
    def latest(self) -> ChartPoint:
        """The last point that has a value and was not set aside."""
        return next(p for p in reversed(self.points) if p.value is not None and not p.excluded)
