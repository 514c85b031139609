"""What a protected table is made of on its way into the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from realign.methods.disclosure import TOTAL

COUNCIL = "council"
"""The column of council areas has this name in every table, so that released cells find their area."""


@dataclass(frozen=True)
class Dimension:
    """One breakdown: its column, its name for readers, and its levels in order with their names."""

    column: str
    title: str
    levels: tuple[tuple[str, str], ...]

    def name_of(self, level: str) -> str:
        """A level as a reader sees it."""
        return "All" if level == TOTAL else dict(self.levels).get(level, level)

    def as_json(self) -> dict[str, object]:
        """For keeping in a row."""
        return {"column": self.column, "title": self.title, "levels": [list(pair) for pair in self.levels]}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "Dimension":
        """Back from a row."""
        levels = tuple((str(value), str(name)) for value, name in kept["levels"])  # type: ignore[attr-defined]
        return cls(str(kept["column"]), str(kept["title"]), levels)


@dataclass(frozen=True)
class GroupEstimate:
    """The estimate of one group as it may be shown: a share in parts of one, or a mean, with its interval.

    ``low`` says why it is of low reliability; where it is too low to show, ``withheld`` is true.
    """

    estimate: float
    lower: float | None
    upper: float | None
    se: float | None
    df: float | None
    deff: float | None
    low: str = ""
    withheld: bool = False


@dataclass(frozen=True)
class Provenance:
    """Everything a reader needs to judge a table: who was asked, when, and how it was worked out."""

    survey_title: str
    measure: str
    measure_code: str
    population: str
    collected: str
    method: Mapping[str, str]
    dataset_fingerprint: str
    stat: str = "proportion"
    unit: str = ""
    expires_on: date | None = None
    invented: bool = False
