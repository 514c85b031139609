"""What is to be estimated: a share, a mean, a total or a ratio of survey answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from realign.methods.survey.design import SurveyError


class Stat(StrEnum):
    """The kinds of estimate."""

    PROPORTION = "proportion"
    MEAN = "mean"
    TOTAL = "total"
    RATIO = "ratio"


@dataclass(frozen=True)
class SurveyIndicator:
    """One thing to estimate, by name.

    ``column`` is where the answers are (the name itself when left out). ``equals`` turns a question into a
    yes or no: the share who gave that answer. ``per`` is the column below the line of a ratio. Rows where the
    answer (or ``per``) is missing are left out of the indicator, and counted by nobody.

    >>> SurveyIndicator("raised", Stat.PROPORTION).column
    'raised'
    >>> SurveyIndicator("trusted adult", Stat.PROPORTION, column="q12", equals="always").equals
    'always'
    """

    name: str
    stat: Stat = Stat.PROPORTION
    column: str = ""
    equals: str | int | None = None
    per: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "stat", Stat(self.stat))
        object.__setattr__(self, "column", self.column or self.name)
        if (self.stat is Stat.RATIO) != (self.per is not None):
            raise SurveyError(
                f"Indicator {self.name!r}: a ratio needs `per`, the column below the line, and only a ratio "
                f"takes it. Found stat={self.stat.value!r}, per={self.per!r}."
            )

    @property
    def is_yes_or_no(self) -> bool:
        """Whether every value is 0 or 1, so that squares need not be summed."""
        return self.stat is Stat.PROPORTION or self.equals is not None

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,) if self.per is None else (self.column, self.per)
