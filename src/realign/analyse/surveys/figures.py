"""How each kind of figure is written, and what a difference of two of them is counted in."""

from dataclasses import dataclass

from realign.analyse.surveys.measures import Measure
from realign.foundations.design.charts.types import PERCENT, Unit
from realign.methods.survey import Stat


@dataclass(frozen=True)
class Style:
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


def style_of(measure: Measure) -> Style:
    """How the figures of a measure are written."""
    match measure.stat:
        case Stat.PROPORTION:
            return Style("Share", PERCENT, "percentage points", 100.0)
        case Stat.TOTAL:
            return Style("Number of pupils", Unit("Number of pupils"), "pupils")
        case Stat.RATIO:
            return Style("Ratio", Unit("Ratio", decimals=3), "in the ratio")
        case Stat.MEAN:
            name = "Mean" if measure.quantile is None else measure.title.rpartition(": ")[2].capitalize()
            return Style(name, Unit(measure.unit or name, decimals=1), "points")
