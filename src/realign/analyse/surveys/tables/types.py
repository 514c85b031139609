"""What somebody wants to know of a survey."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from realign.analyse.surveys.data.measures import UNKNOWN, Measure
from realign.foundations.design.charts.types import PERCENT, Unit
from realign.foundations.design.words import number_words, within
from realign.methods.disclosure import TOTAL
from realign.methods.survey import Stat
from realign.registers.evidence.types import COUNCIL, Dimension


def level_name(dim: Dimension, level: str) -> str:
    """A level as a reader sees it; all councils together by how many they are, for they are a place of their own."""
    if level == TOTAL and dim.column == COUNCIL:
        count = sum(level_code != UNKNOWN for level_code, _ in dim.levels)
        return f"All {number_words(count)} councils"
    return dim.name_of(level)


@dataclass(frozen=True)
class WantedTable:
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
        return f"{self.measure.title} by {' and '.join(within(d.title) for d in self.dims) or 'all pupils'}"


@dataclass(frozen=True)
class LevelQuestion:
    """Something about the groups of one breakdown that a person must confirm: words to tick, and what is said without."""

    column: str
    code: str
    words: str
    refusal: str


Group = tuple[str, ...]


Counts = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class FigureStyle:
    """A kind of figure: its name, its unit, what it is multiplied by to be read, and the words for a gap."""

    name: str
    unit: Unit
    points: str
    scale: float = 1.0

    def write(self, value: float | None) -> str:
        """A figure as a reader sees it: 14.2%, 11.3, 3,400."""
        return self.unit.write(None if value is None else value * self.scale)

    def signed(self, value: float) -> str:
        """A difference with its sign, without its unit: +7.1."""
        return f"{value * self.scale:+,.{self.unit.decimals}f}"

    def gap(self, value: float) -> str:
        """How far apart, in words: 7.1 percentage points, 1.2 points, 300 pupils."""
        return f"{abs(value) * self.scale:,.{self.unit.decimals}f} {self.points}"


def style_of(measure: Measure) -> FigureStyle:
    """How the figures of a measure are written."""
    match measure.stat:
        case Stat.PROPORTION:
            return FigureStyle("Share", PERCENT, "percentage points", 100.0)
        case Stat.TOTAL:
            return FigureStyle("Number of pupils", Unit("Number of pupils"), "pupils")
        case Stat.RATIO:
            return FigureStyle("Ratio", Unit("Ratio", decimals=3), "in the ratio")
        case Stat.MEAN:
            name = "Mean" if measure.quantile is None else measure.title.rpartition(": ")[2].capitalize()
            return FigureStyle(name, Unit(measure.unit or name, decimals=1), "points")
