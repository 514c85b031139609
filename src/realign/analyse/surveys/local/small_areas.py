"""Figures for localities and zones that a survey cannot speak for: modelled, and labelled so on every row.

Each area gets the survey’s figures for groups of pupils, averaged over the area’s own numbers of such pupils. How an area
differs from its groups is not in it. See docs/methods/survey-small-areas.md.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realign.analyse.surveys.data.measures import dimensions_of
from realign.analyse.surveys.data.reading import prepared
from realign.analyse.surveys.designs.estimates import design_of
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.types import Group, WantedTable
from realign.foundations.design.words import within
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.methods.numbers import number_of
from realign.methods.survey import SurveyError, modelled_by_area
from realign.registers.evidence.types import Dimension
from realign.registers.places import queries as places

AREA, PEOPLE = "area", "people"


MOST_GROUPS = 3


REGISTER_GROUP = "simd_quintile"


Population = list[dict[str, Any]]


@dataclass(frozen=True)
class Modelled:
    """One area’s figure. ``kind`` is always “modelled”."""

    area: str
    people: float
    estimate: float
    lower: float
    upper: float
    kind: str


def _named(wanted: WantedTable, group: Group) -> str:
    return ", ".join(dim.name_of(level) for dim, level in zip(wanted.dims, group, strict=True))


def population_of(survey: Survey, text: str) -> tuple[list[Dimension], Population]:
    """Numbers of pupils from lines with a heading: area, one to three breakdowns, people. Groups by code or name."""
    lines = [line for line in text.splitlines() if line.strip()]
    header = [cell.strip() for cell in lines[0].replace("\t", ",").split(",")] if lines else []
    known = dimensions_of(survey.dataset) if survey.dataset else {}
    groups = [name for name in header if name not in (AREA, PEOPLE)]
    unknown = [name for name in groups if name not in known]
    if AREA not in header or PEOPLE not in header or not 1 <= len(groups) <= MOST_GROUPS or unknown:
        raise Refusal(
            f"Line 1: found {', '.join(header) or 'nothing'}.",
            f"Write a heading: {AREA}, then one to three of {', '.join(known)}, then {PEOPLE}.",
        )
    dims = [known[name] for name in groups]
    return dims, [_row(number, line, header, dims) for number, line in enumerate(lines[1:], start=2)]


def _row(number: int, line: str, header: Sequence[str], dims: Sequence[Dimension]) -> dict[str, Any]:
    cells = [cell.strip() for cell in line.replace("\t", ",").split(",")]
    if len(cells) != len(header):
        raise Refusal(f"Line {number}: found {len(cells)} parts.", f"Write {len(header)}, as in the heading.")
    row: dict[str, Any] = dict(zip(header, cells, strict=True))
    for dim in dims:
        codes = {text.casefold(): level for level, name in dim.levels for text in (level, name)}
        if row[dim.column].casefold() not in codes:
            names = ", ".join(name for _, name in dim.levels)
            raise Refusal(
                f"Line {number}: no group “{row[dim.column]}” of {within(dim.title)}.", f"There are: {names}."
            )
        row[dim.column] = codes[row[dim.column].casefold()]
    pupils = number_of(row[PEOPLE])
    if pupils is None:
        raise Refusal(f"Line {number}: “{row[PEOPLE]}” is not a number.", "Write it without commas.")
    return {**row, PEOPLE: pupils}


def population_from_register(partnership: Partnership) -> Population:
    """Children of each intermediate zone by deprivation fifth, from data zones in the register of places; empty without."""
    zones = places.zones_with_deprivation(partnership)
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for zone in zones:
        counts[zone.area, str((zone.decile + 1) // 2)] += zone.children
    return [{AREA: area, REGISTER_GROUP: fifth, PEOPLE: people} for (area, fifth), people in counts.items()]


def modelled(
    survey: Survey,
    path: Path,
    wanted: WantedTable,
    groups_shown: Collection[Group],
    population: Sequence[Mapping[str, Any]],
) -> list[Modelled]:
    """Every area’s figure. Refuses groups that are not among those shown: an area of one group would show it."""
    if survey.replicates:
        raise Refusal(
            "Modelled figures need strata and sampling units.",
            "This survey was declared with replicate weights.",
        )
    groups = {tuple(str(row[column]) for column in wanted.columns) for row in population if row[PEOPLE]}
    closed = sorted(groups - set(groups_shown))
    if closed:
        names = "; ".join(_named(wanted, group) for group in closed[:6])
        raise Refusal(f"These groups have no figure that can be shown: {names}.", "Use wider groups.")
    try:
        estimates = modelled_by_area(
            prepared(survey, path, [wanted.measure], wanted.dims),
            design_of(survey),
            indicators=[wanted.measure.indicator],
            groups=wanted.columns,
            population=population,
            area=AREA,
            people=PEOPLE,
        )
    except SurveyError as error:
        raise Refusal("These areas cannot be modelled.", str(error)) from error
    return [
        Modelled(
            row[AREA], row[PEOPLE], row["estimate"], row["lower"], row["upper"], str(row["kind"]).capitalize()
        )
        for row in estimates.rows()
        if row["estimate"] is not None and row["lower"] is not None
    ]
