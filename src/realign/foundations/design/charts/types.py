"""What charts are made from, and what they are when drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field

from realign.foundations.design.charts import drawing
from realign.methods.percentages import percentage


@dataclass(frozen=True)
class Unit:
    """How a number is written, and what it counts: 14.2 with ``PERCENT`` reads 14.2%."""

    words: str
    before: str = ""
    after: str = ""
    decimals: int = 0

    def write(self, value: float | None) -> str:
        """The number as a reader sees it; empty where there is none."""
        if value is None:
            return ""
        if self.after == "%":
            return percentage(value, self.decimals)
        sign = "−" if round(value, self.decimals) < 0 else ""
        return f"{sign}{self.before}{abs(value):,.{self.decimals}f}{self.after}"


PERCENT = Unit("Percentage", after="%", decimals=1)
COUNT = Unit("Number")
POUNDS = Unit("Pounds", before="£")


ROUNDING = 1e-9
"""Part of a number by which two ways of working it out may differ."""


@dataclass(frozen=True)
class ChartValue:
    """A number with its label and, where it is an estimate, its interval.

    ``value`` is None where there is no number; ``note`` then says why ("hidden to protect people"), and
    otherwise what kind of number it is ("projected", "provisional").
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.value is None and not self.note:
            raise ValueError(f"{self.label}: a missing number needs a note that says why it is missing.")
        if (self.lower is None) != (self.upper is None):
            raise ValueError(f"{self.label}: an interval has both ends or neither.")
        if self.lower is None or self.upper is None or self.value is None:
            return
        # where every school answers alike the interval has no width, and the last bit is rounding
        slack = ROUNDING * max(abs(self.lower), abs(self.value), abs(self.upper))
        if not self.lower - slack <= self.value <= self.upper + slack:
            raise ValueError(
                f"{self.label}: the interval {self.lower} to {self.upper} does not hold the value {self.value}."
            )


@dataclass(frozen=True)
class ChartSeries:
    """A named run of numbers in order."""

    name: str
    points: tuple[ChartValue, ...]


@dataclass(frozen=True)
class Chart:
    """A drawn chart: what it is about, what it shows in a sentence, and the same numbers as a table.

    ``svg`` suits a wide page and ``narrow_svg`` a telephone; both carry their own accessible name. The pictures
    are drawn when first asked for, and only once for the same numbers.
    """

    title: str
    sentence: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    specification: Callable[[int], str] = field(repr=False, compare=False)
    width: int = 640

    @property
    def svg(self) -> str:
        """The drawing for a page that is wide enough for it."""
        return drawing.svg(self.specification(self.width), self.title, self.alt)

    @property
    def narrow_svg(self) -> str:
        """The same drawing with less room, at the same size of text."""
        return drawing.svg(self.specification(drawing.NARROW), self.title, self.alt)

    def png(self) -> bytes:
        """The drawing as dots, for Word, at twice the size for sharp print."""
        return drawing.png(self.specification(self.width))
