"""The sample as it was drawn: units in strata, and how many there are in the population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realign.methods.survey.coding import Units
from realign.methods.survey.design import Design
from realign.methods.survey.errors import LonelyPsuError, SurveyError
from realign.methods.survey.segments import Floats, Ints


@dataclass(frozen=True)
class Sample:
    """Which unit is in which stratum, and how many of them the population has.

    ``stratum`` is each PSU's; ``psu_of_unit`` each final unit's. ``population`` is per stratum and
    ``ssu_population`` per PSU, nan where no correction was asked for.
    """

    stratum: Ints
    units_in_stratum: Floats
    population: Floats
    psu_of_unit: Ints
    ssu_population: Floats

    @property
    def sampling_fraction(self) -> Floats:
        """Share of the stratum's PSUs that was drawn; 0 when no population size was given."""
        share: Floats = self.units_in_stratum / self.population_or_endless
        return share

    @property
    def has_second_stage(self) -> bool:
        """Whether drawing inside primary units adds variance of its own."""
        return not bool(np.isnan(self.ssu_population).all())

    @property
    def population_or_endless(self) -> Floats:
        """PSUs in each stratum's population; infinite when no population size was given."""
        return np.where(np.isnan(self.population), np.inf, self.population)


def sample_of(units: Units, design: Design, sizes: dict[str, tuple[Floats, Floats]]) -> Sample:
    """Count the sample. ``sizes`` holds the lowest and highest population size on each row, by stage."""
    stratum_of_psu = np.empty(int(units.psu.max()) + 1, dtype=np.int64)
    stratum_of_psu[units.psu] = units.stratum
    psu_of_unit = np.empty(int(units.unit.max()) + 1, dtype=np.int64)
    psu_of_unit[units.unit] = units.psu
    counts = np.bincount(stratum_of_psu).astype(np.float64)
    drawn = np.bincount(psu_of_unit).astype(np.float64)
    return Sample(
        stratum=stratum_of_psu,
        units_in_stratum=counts,
        population=_population(design.fpc, sizes.get("population"), units.stratum, counts),
        psu_of_unit=psu_of_unit,
        ssu_population=_population(design.ssu_fpc, sizes.get("ssu_population"), units.psu, drawn),
    )


def _population(
    column: str | None, ends: tuple[Floats, Floats] | None, group: Ints, counts: Floats
) -> Floats:
    """Units in the population of each group, from counts or from sampled shares."""
    if column is None or ends is None:
        return np.full(len(counts), np.nan)
    low, high = ends
    lowest, highest = np.full(len(counts), np.inf), np.full(len(counts), -np.inf)
    np.minimum.at(lowest, group, low)
    np.maximum.at(highest, group, high)
    if np.isnan(low).any() or (lowest != highest).any():
        raise SurveyError(
            f"The population size {column!r} must be given on every row and be the same throughout a stratum "
            "(or, at the second stage, a primary unit). Found gaps or more than one value."
        )
    # R reads values below 1 as sampled shares; a stratum of one unit fully drawn is 1 either way
    population: Floats = counts / lowest if (lowest <= 1).all() else lowest
    if (population < counts - 1e-9 * counts).any():
        worst = int(np.argmax(counts - population))
        raise SurveyError(
            f"{column!r} says a stratum has {population[worst]:g} units in the population, but "
            f"{counts[worst]:g} were sampled. The column must count units of that stage, not people."
        )
    return population


def check_lonely(sample: Sample) -> None:
    """Refuse a design with single-unit strata that nobody has said how to treat."""
    alone = (sample.units_in_stratum == 1) & (sample.sampling_fraction < 1)
    if alone.any():
        raise LonelyPsuError(
            f"{int(alone.sum())} of {len(alone)} strata hold one primary sampling unit only, so the variance "
            "inside them cannot be measured. Merge strata, or choose Design(lonely_psu=LonelyPsu.CENTRE) "
            "(cautious) or LonelyPsu.CERTAINTY (when the unit was certain to be drawn)."
        )
    drawn = np.bincount(sample.psu_of_unit, minlength=len(sample.stratum))
    thin = (drawn == 1) & (np.nan_to_num(sample.ssu_population, nan=1.0) > 1)
    if thin.any():
        raise LonelyPsuError(
            f"{int(thin.sum())} primary units hold one second-stage unit of several, so the variance inside "
            "them cannot be measured. Leave ssu_fpc out (the first stage then carries the variance), or "
            "choose Design(lonely_psu=LonelyPsu.CERTAINTY)."
        )
