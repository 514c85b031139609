"""How the sample was drawn: the columns that say so, and what to do when they are thin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SurveyError(ValueError):
    """The data or the design do not allow the estimate that was asked for."""


class LonelyPsuError(SurveyError):
    """A stratum holds one primary sampling unit only, so its variance cannot be estimated."""


class LonelyPsu(StrEnum):
    """What to do with a stratum that holds a single primary sampling unit (PSU)."""

    FAIL = "fail"
    """Refuse, and name the strata. The default, so that nobody chooses without knowing."""
    CENTRE = "centre"
    """Measure its deviation from 0, the mean score of all PSUs, instead of its own stratum. Conservative."""
    CERTAINTY = "certainty"
    """Treat it as drawn with certainty: it adds nothing to the variance."""


class DfRule(StrEnum):
    """Which PSUs and strata the degrees of freedom of a breakdown are counted from."""

    DOMAIN = "domain"
    """Those holding answers in the group (R's ``degf`` of a subset, and US health statistics practice)."""
    WHOLE_DESIGN = "whole-design"
    """All of the survey's (Stata's rule): narrower limits for small groups."""


@dataclass(frozen=True, kw_only=True)
class Design:
    """The columns of a survey that hold its weights, strata, sampling units and population sizes.

    ``strata`` may name several columns (they are crossed). PSU codes may repeat across strata: a PSU is
    always "this code in this stratum". No ``psu`` means that people were drawn one by one. ``fpc`` holds, for
    each row, how many PSUs the stratum has in the population, or the share that was sampled (values up to 1).
    ``ssu`` and ``ssu_fpc`` say the same of a second stage inside each PSU; without ``ssu_fpc`` the first
    stage carries all the variance (the usual "ultimate cluster" approach).

    ``raked_to`` names the columns whose groups the weights add up to (raking, or post-stratification where it is one):
    what those groups explain of an answer then adds nothing to its variance. ``base_weight`` holds the weights as they
    were before; without it the regression behind the variance uses the raked ones, which differs in the third figure.

    >>> Design(weight="w", strata="stratum", psu="school").stratum_columns
    ('stratum',)
    """

    weight: str | None = None
    strata: str | tuple[str, ...] | None = None
    psu: str | None = None
    fpc: str | None = None
    ssu: str | None = None
    ssu_fpc: str | None = None
    raked_to: str | tuple[str, ...] = ()
    base_weight: str | None = None
    lonely_psu: LonelyPsu = LonelyPsu.FAIL
    df_rule: DfRule = DfRule.DOMAIN

    def __post_init__(self) -> None:
        object.__setattr__(self, "lonely_psu", LonelyPsu(self.lonely_psu))
        object.__setattr__(self, "df_rule", DfRule(self.df_rule))
        if self.ssu_fpc and not self.fpc:
            raise SurveyError(
                "A second-stage population size (ssu_fpc) only matters with a first-stage one. "
                "Give fpc as well, or leave both out."
            )
        object.__setattr__(
            self, "raked_to", (self.raked_to,) if isinstance(self.raked_to, str) else tuple(self.raked_to)
        )
        if self.base_weight and not self.raked_to:
            raise SurveyError(
                "A weight from before raking (base_weight) only matters with the groups that weights were raked to. "
                "Give raked_to as well, or leave both out."
            )
        if self.raked_to and not self.weight:
            raise SurveyError("Groups that weights were raked to (raked_to) need the raked weight: name it.")
        if self.ssu and not self.psu:
            raise SurveyError("A second stage (ssu) needs a first stage: name the psu column.")

    @property
    def stratum_columns(self) -> tuple[str, ...]:
        """The stratum columns as a tuple, empty when the sample was not stratified."""
        if self.strata is None:
            return ()
        return (self.strata,) if isinstance(self.strata, str) else tuple(self.strata)

    @property
    def margins(self) -> tuple[str, ...]:
        """The columns of the groups that weights were raked to, each once."""
        return tuple(dict.fromkeys(self.raked_to))

    @property
    def has_second_stage(self) -> bool:
        """Whether the second stage adds variance of its own."""
        return self.ssu_fpc is not None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the survey that the design needs."""
        units = (*self.stratum_columns, self.psu, self.fpc, self.ssu, self.ssu_fpc)
        named = (self.weight, *units, *self.margins, self.base_weight)
        return tuple(dict.fromkeys(name for name in named if name))
