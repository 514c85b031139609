"""Series, points and definitions: what other rooms use of indicators."""

import datetime
import hashlib
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from realign.foundations.files.table_layouts.types import RowNumber
from realign.foundations.publishing.models import PublicVersion
from realign.methods.on_disk import RowsByKey
from realign.methods.signs import Sign
from realign.registers.indicators.models import CheckDecision, Indicator, Observation
from realign.registers.places.models import Area

Status = Observation.Status

MEASURED = (Status.OBSERVED, Status.PROVISIONAL, Status.REVISED)
"""What was counted or asked; imputed and projected values are never shown among these."""

VALUES, INDICATOR = "values", "indicator"
"""What a file of values, and the words of an indicator, are called among the records that are published."""

CONFIDENTIAL = Sign.CONFIDENTIAL.value
NOT_AVAILABLE = Sign.NOT_AVAILABLE.value
NOT_APPLICABLE = Sign.NOT_APPLICABLE.value


# what the story behind an indicator answers, and what helps to answer it
QUESTIONS = {
    "behind": "Why is the figure as it is?",
    "partners": "Who can help to change it?",
    "works": "What is known to help?",
    "will_do": "What will we do?",
}
PROMPTS = {
    "behind": "What pushes it up, what holds it down? Say what is known, what you think, and what is not known.",
    "partners": "Bodies, groups, families and young people, with the part each could play.",
    "works": "Evidence from elsewhere, low-cost ideas, and what children and families say.",
    "will_do": "Who does what next, and when you will look again.",
}


@dataclass(frozen=True)
class SeriesPoint:
    """One value of a series: either a number, or a symbol that says why there is none. Never zero for missing."""

    period: str
    starts_on: datetime.date
    ends_on: datetime.date
    value: float | None
    lower: float | None = None
    upper: float | None = None
    status: str = Status.OBSERVED
    symbol: str = ""
    numerator: float | None = None
    denominator: float | None = None
    brought_by_id: int | None = None
    held_back: str = ""

    @property
    def is_measured(self) -> bool:
        """False for imputed and projected values, which carry a tag wherever they show."""
        return self.status in MEASURED


WORDS = (
    "title",
    "code",
    "scheme",
    "definition",
    "numerator",
    "denominator",
    "unit",
    "polarity",
    "producer",
    "frequency",
    "caveats",
    "use_for",
    "is_outcome",
    "invented",
)
"""The fields of an indicator that everybody reads, once they are published."""


@dataclass(frozen=True)
class PublicIndicator:
    """An indicator as it was last published. ``row`` is a copy of its record with the published words; never save it."""

    row: Indicator
    owner: str
    themes: tuple[str, ...]
    version: PublicVersion

    @classmethod
    def of(cls, indicator: Indicator, version: PublicVersion) -> "PublicIndicator":
        """An indicator with the words that were frozen in a version."""
        row = copy(indicator)
        for name in WORDS:
            setattr(row, name, version.content[name])
        return cls(row, version.content["owner"], tuple(version.content["themes"]), version)


@dataclass(frozen=True)
class IndicatorSeries:
    """An indicator in one area through time, earliest first."""

    area: Area
    points: tuple[SeriesPoint, ...]
    breakdown: str = ""

    @property
    def latest(self) -> SeriesPoint | None:
        """The last point that was measured and has a value; never an imputed or projected one."""
        measured = (point for point in reversed(self.points) if point.value is not None and point.is_measured)
        return next(measured, None)


class NumberKind(StrEnum):
    """What sort of number an indicator is: decides which values are impossible."""

    PERCENT = "percent"
    RATE = "rate"
    COUNT = "count"
    MONEY = "money"
    SIGNED = "signed"
    OTHER = "other"


@dataclass(frozen=True)
class Definition:
    """An indicator as a file defines it."""

    slug: str
    scheme: str
    title: str
    code: str = ""
    unit: str = ""
    polarity: str = Indicator.Polarity.NEITHER
    producer: str = ""
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    frequency: str = ""
    caveats: str = ""
    measure: NumberKind = NumberKind.OTHER


class Severity(StrEnum):
    """How much a finding of the checks matters, in this order."""

    WRONG = "Impossible value"
    LOOK = "To check"
    NOTE = "To be completed"


class CheckRule(StrEnum):
    """The checks that are run over the register."""

    IMPOSSIBLE = "impossible"
    DISAGREES = "disagrees"
    UNUSUAL = "unusual"
    INCOMPLETE = "incomplete"
    LATE = "late"
    UNSETTLED = "unsettled"
    UNDESCRIBED = "undescribed"


@dataclass(frozen=True)
class CheckFinding:
    """One thing that the checks found: where, what was expected, what was found, and what to do."""

    rule: CheckRule
    severity: Severity
    indicator: Indicator
    place: str
    period: str
    sentence: str
    todo: str
    figures: str

    @property
    def key(self) -> str:
        """The same as long as the figures say the same, so that a decision ends when they change."""
        parts = (self.rule, self.indicator.slug, self.place, self.period, self.figures)
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Recorded:
    """One value as a person writes it down: the period and the area in words or codes, as a file would have them."""

    area: str
    period: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    breakdown: str = ""
    status: str = Status.OBSERVED
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class FileValue:
    """One value of a file, read and checked, ready to be compared with the values that stand."""

    row: int
    slug: str
    area_id: int
    period: str
    starts_on: datetime.date
    ends_on: datetime.date
    breakdown: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    status: str
    symbol: str

    @property
    def key(self) -> tuple[str, int, datetime.date, datetime.date, str]:
        """What makes it the same value as another: indicator, area, period and breakdown."""
        return (self.slug, self.area_id, self.starts_on, self.ends_on, self.breakdown)

    @property
    def content(self) -> tuple[float | str | None, ...]:
        """The figures that a later vintage may give differently for the same place, period and group."""
        return (
            self.value,
            self.numerator,
            self.denominator,
            self.lower,
            self.upper,
            self.status,
            self.symbol,
        )


def key_of(value: FileValue) -> tuple[str, int, datetime.date, datetime.date, str]:
    """``FileValue.key``, by which the values of a file are told apart."""
    return value.key


def file_values() -> RowsByKey[FileValue]:
    """No values of a file yet; those that are added wait on disk when there are many."""
    return RowsByKey(key_of, _packed, _unpacked)


def _packed(value: FileValue) -> tuple[Any, ...]:
    row = value.row
    number = (int(row), row.figure, row.sheet) if isinstance(row, RowNumber) else row
    span = (value.starts_on.toordinal(), value.ends_on.toordinal())
    *figures, status, symbol = value.content
    return (
        number,
        value.slug,
        value.area_id,
        value.period,
        *span,
        value.breakdown,
        *figures,
        str(status),
        str(symbol),
    )


def _unpacked(packed: tuple[Any, ...]) -> FileValue:
    number, slug, area_id, period, starts_on, ends_on, breakdown, *content = packed
    row = RowNumber(number[0], {}, number[1], number[2]) if isinstance(number, tuple) else number
    day = datetime.date.fromordinal
    return FileValue(row, slug, area_id, period, day(starts_on), day(ends_on), breakdown, *content)


@dataclass(frozen=True)
class Findings:
    """A whole file, checked: the indicators it is about and their values."""

    definitions: tuple[Definition, ...]
    values: RowsByKey[FileValue]


@dataclass(frozen=True)
class ValueComparison:
    """Values of a file beside those that are held: new ones, changed ones each with the number of the one it replaces."""

    values: list[FileValue]
    new: list[FileValue]
    changed: list[tuple[int, FileValue]]

    @property
    def unchanged(self) -> int:
        """How many are held as they are."""
        return len(self.values) - len(self.new) - len(self.changed)


@dataclass(frozen=True)
class CheckedFinding:
    """A finding with what was decided about it."""

    finding: CheckFinding
    decision: CheckDecision | None

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.finding.severity


@dataclass(frozen=True)
class IndicatorCoverage:
    """The places and years for which an indicator has published values, and whether any of them is invented."""

    areas: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    invented: bool = False
