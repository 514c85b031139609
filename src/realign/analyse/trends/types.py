"""Series as they are judged and compared: what other rooms use of trends."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from realign.foundations.design.words import month_words
from realign.methods.indicators.compare import Comparison, Ranked
from realign.methods.indicators.spc.types import ChartResult, Signal
from realign.methods.indicators.spc.words import ChartReading, ChartVerdict
from realign.methods.inequality.slope import SlopeIndex
from realign.methods.intervals import Interval
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import SeriesPoint
from realign.registers.places.models import Area


@dataclass(frozen=True)
class NamedArea:
    """An area as this partnership calls it: the health board that holds just its councils is the whole of it.

    ``is_ours`` tells an area of the partnership from one beyond it, for which nobody here has set a target.
    """

    area: Area
    name: str
    is_ours: bool = False

    @property
    def is_country(self) -> bool:
        """True for Scotland, with which the others are compared."""
        return self.area.kind == Area.Kind.COUNTRY


@dataclass(frozen=True)
class SinceFirst:
    """The latest measured value beside the first that it can be compared with.

    ``verdict`` is None where no interval tells chance from change. ``after_break`` is true where earlier values were
    measured by another method, and so are left out.
    """

    first: SeriesPoint
    last: SeriesPoint
    verdict: Comparison | None
    after_break: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether the difference is more than its interval allows for."""
        return self.verdict in (Comparison.HIGHER, Comparison.LOWER)


class TrendVerdict(StrEnum):
    """What a series says in a word: the latest signal; without one, whether it clearly differs from its first value."""

    WORSENING = "with a signal of worsening"
    MIXED = "with mixed signals"
    CHANGING = "with a signal of change"
    WORSE = "clearly worse than at first"
    DIFFERENT = "clearly different from the first value"
    BETTER = "clearly better than at first"
    IMPROVING = "with a signal of improvement"
    STEADY = "with no recent signal"
    TOO_SHORT = "with too few values"


@dataclass(frozen=True)
class JudgedSeries:
    """Measured points as they were judged. Without two values that count, there is no result and no signal.

    ``verdict`` is what the signals say, ``trend`` the same with what became of the first value, ``better`` which way
    is better, ``counting`` how many values count towards a signal.
    """

    points: tuple[SeriesPoint, ...]
    verdict: ChartVerdict
    sentence: str
    about_target: str = ""
    result: ChartResult | None = None
    reading: ChartReading | None = None
    notes: tuple[str, ...] = ()
    since: SinceFirst | None = None
    trend: TrendVerdict = TrendVerdict.TOO_SHORT
    counting: int = 0
    better: str = ""

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Every signal of the chart, the earliest first; none where it was not judged."""
        return self.result.signals if self.result else ()


@dataclass(frozen=True)
class Beside:
    """A value against Scotland’s of the same period. ``verdict`` is None where no interval tells chance from difference."""

    period: str
    own: float
    other: float
    verdict: Comparison | None = None
    difference: Interval | None = None

    @property
    def gap(self) -> float:
        """By how much the area differs from the other; above zero where the area has more."""
        return self.own - self.other


@dataclass(frozen=True)
class Trend:
    """An indicator in one place: its points, what they say, and how it stands beside Scotland."""

    indicator: Indicator
    place: NamedArea
    points: tuple[SeriesPoint, ...]
    checked: JudgedSeries
    beside: Beside | None = None
    invented: bool = False

    @property
    def latest(self) -> SeriesPoint | None:
        """The last measured value."""
        known = (point for point in reversed(self.points) if point.is_measured and point.value is not None)
        return next(known, None)


class Basis(StrEnum):
    """Where the range round each value comes from."""

    PUBLISHED = "the intervals published with the figures"
    COUNTS = "the counts behind the figures (Wilson intervals)"
    USUAL_CHANGE = "how much each figure usually moves from one period to the next"
    NONE = "nothing: no range is available"


@dataclass(frozen=True)
class FamilyRanking:
    """An area among its family group in one period, highest value first."""

    period: str
    own: str
    ranked: tuple[Ranked, ...]
    ranges: dict[str, Interval]
    basis: Basis
    group: str
    source: str

    @property
    def place(self) -> Ranked:
        """The rank of the area itself among those compared."""
        return next(row for row in self.ranked if row.area == self.own)


@dataclass(frozen=True)
class Fifth:
    """The value of one deprivation fifth; 1 is the most deprived."""

    number: int
    point: SeriesPoint


@dataclass(frozen=True)
class Gradient:
    """Values from the most to the least deprived fifth; the slope is worked where group sizes are known.

    ``grouped`` says how children were put into fifths; empty where the producer did it.
    """

    period: str
    fifths: tuple[Fifth, ...]
    gap: float
    slope: SlopeIndex | None
    basis: str
    sizes: tuple[float, ...] = ()
    grouped: str = ""

    @property
    def values(self) -> tuple[float, ...]:
        """The values, most deprived first."""
        return tuple(fifth.point.value or 0.0 for fifth in self.fifths)


@dataclass(frozen=True)
class Zone:
    """One small area: its place on the line of deprivation, its children, its value and counts where they are held."""

    name: str
    rank: float
    children: float
    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class MarkEntry:
    """What was recorded about a chart, in words."""

    words: str
    reason: str
    who: str
    taken_off: str = ""
    invented: bool = False
    undo: str = ""


@dataclass(frozen=True)
class Use:
    """A target that is measured by an indicator; the room that sets it tells it to the registry in `targets.py`."""

    outcome: str
    priority: str
    priority_slug: str
    baseline: float
    baseline_on: date
    goal: float
    goal_on: date
    reason: str
    area_id: int | None

    @property
    def goal_words(self) -> str:
        """The month by which the target should be reached."""
        return month_words(self.goal_on)
