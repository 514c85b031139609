"""What differs and what does not, by a test: between groups of one wave, with the wave before, with a published figure.

That two intervals overlap is no test. Groups of one survey share schools: their difference is tested on the whole design.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realign.analyse.surveys.data.measures import Measure
from realign.analyse.surveys.data.reading import prepared
from realign.analyse.surveys.designs.estimates import differences_of
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import Group
from realign.methods.disclosure import TOTAL
from realign.methods.results import Estimate
from realign.methods.survey import between_waves
from realign.registers.evidence.types import GroupEstimate

ALPHA = 0.05
"""A difference is reported where chance alone would give as much in fewer than one in twenty such surveys."""


@dataclass(frozen=True)
class TestedDifference:
    """One difference with its test: who, against whom, by how much, and whether chance would do it."""

    group: Group
    against: str
    value: float
    other: float
    difference: float
    lower: float
    upper: float
    p_value: float

    @property
    def differs(self) -> bool:
        """Whether the test says that they differ."""
        return self.p_value < ALPHA


def between_groups(
    survey: Survey, path: Path, protected: ProtectedTable, reference: str = ""
) -> list[TestedDifference]:
    """Every group of the last breakdown against one of them: among everybody, and inside each group of the others.

    ``reference`` is a level of the last breakdown; its first level without one. Groups that may not be shown are left
    out: a difference and one figure would give the other.
    """
    if not protected.wanted.dims:
        return []
    *outer, last = protected.wanted.dims
    figures, measure = protected.compared, protected.wanted.measure
    levels = [level for level, _ in last.levels if any(group[-1] == level for group in figures)]
    if len(levels) < 2:
        return []
    against = reference if reference in levels else levels[0]
    table = prepared(survey, path, [measure], protected.wanted.dims)
    compared = []
    for within in {(): None, tuple(dim.column for dim in outer): None}:
        for row in differences_of(
            table,
            survey,
            measure,
            between=last.column,
            reference=against,
            within=within,
        ):
            place = tuple(str(row[dim.column]) if dim.column in within else TOTAL for dim in outer)
            group, base = (*place, str(row["group"])), (*place, against)
            if group in figures and base in figures and row["p_value"] is not None:
                compared.append(_apart(group, last.name_of(against), figures[group], figures[base], row))
    order = [group for group, _ in protected.ordered]
    return sorted(compared, key=lambda difference: order.index(difference.group))


def _apart(
    group: Group, against: str, here: GroupEstimate, there: GroupEstimate, row: Mapping[str, Any]
) -> TestedDifference:
    """A group’s difference from the one it is compared with, from a row of the test."""
    return TestedDifference(
        group,
        against,
        here.estimate,
        there.estimate,
        difference=row["difference"],
        lower=row["lower"],
        upper=row["upper"],
        p_value=row["p_value"],
    )


def with_earlier(now: ProtectedTable, before: ProtectedTable, wave: str) -> list[TestedDifference]:
    """Every group against itself a wave before; groups that either wave may not show are left out."""
    earlier = before.compared
    return [
        compared
        for group, figure in now.compared.items()
        if group in earlier and (compared := _moved(group, figure, earlier[group], wave)) is not None
    ]


def _moved(group: Group, now: GroupEstimate, before: GroupEstimate, wave: str) -> TestedDifference | None:
    if not now.se or not before.se or not now.df or not before.df:
        return None
    difference = between_waves(
        Estimate(before.estimate, before.se, df=before.df), Estimate(now.estimate, now.se, df=now.df)
    )
    return TestedDifference(
        group,
        wave,
        now.estimate,
        before.estimate,
        difference.difference,
        difference.lower,
        difference.upper,
        difference.p_value,
    )


@dataclass(frozen=True)
class Elsewhere:
    """A figure of the same measure from somewhere else, with where it is from; parts of one for shares."""

    place: str
    period: str
    value: float
    se: float | None
    source: str
    url: str = ""
    invented: bool = False


def with_elsewhere(protected: ProtectedTable, other: Elsewhere) -> TestedDifference | None:
    """Everybody here against a figure from elsewhere; one without an interval is taken as exact."""
    everybody = tuple(TOTAL for _ in protected.wanted.dims)
    here = protected.shown.get(everybody)
    if here is None or not here.se or not here.df:
        return None
    there = Estimate(other.value, other.se or 0.0, df=float("inf"))
    difference = between_waves(there, Estimate(here.estimate, here.se, df=here.df))
    return TestedDifference(
        everybody,
        other.place,
        here.estimate,
        other.value,
        difference.difference,
        difference.lower,
        difference.upper,
        difference.p_value,
    )


SCORED = ". Scored by"
"""Comes before the rules in the label of a score that was worked out on the way in."""


@dataclass(frozen=True)
class Comparability:
    """What is alike in two waves and what is not, from their codebooks and from what people wrote down."""

    alike: tuple[str, ...]
    different: tuple[str, ...]
    note: str

    @property
    def is_same_question(self) -> bool:
        """Whether nothing was found that would make the waves hard to compare."""
        return not self.different


def comparability(now: Survey, before: Survey, measure: Measure) -> Comparability:
    """Hold the question, its answers, who was asked and how missing items are treated against the wave before."""
    alike: list[str] = []
    different: list[str] = []
    here, there = _column(now, measure.column), _column(before, measure.column)
    for what, here_is, other in (
        ("the wording of the question", _wording(here), _wording(there)),
        ("the rules that score it", *_scoring(here, there)),
        ("the answers offered", _answers(here), _answers(there)),
        ("the codes for no answer", sorted(here.get("missing", [])), sorted(there.get("missing", []))),
        ("who was asked", now.population, before.population),
        ("the rule for missing items", now.missing_rule, before.missing_rule),
        ("the sample design", _drawn(now), _drawn(before)),
    ):
        (alike if here_is == other else different).append(what)
    return Comparability(tuple(alike), tuple(different), now.comparability)


def _column(survey: Survey, name: str) -> dict[str, Any]:
    columns = survey.dataset.columns if survey.dataset else []
    return next((column for column in columns if column["name"] == name), {})


def _wording(column: dict[str, Any]) -> str:
    return str(column.get("label", "")).partition(SCORED)[0]


def _scoring(*columns: dict[str, Any]) -> tuple[str, ...]:
    """The rules by which answers became a score, of two waves; alike where one of them does not say."""
    rules = tuple(str(column.get("label", "")).partition(SCORED)[2].strip() for column in columns)
    return rules if all(rules) else ("",) * len(rules)


def _answers(column: dict[str, Any]) -> dict[str, str]:
    missing = set(column.get("missing", []))
    return {value: words for value, words in column.get("values", {}).items() if value not in missing}


def _drawn(survey: Survey) -> tuple[bool, ...]:
    """Which parts a design has; names of columns may differ from wave to wave."""
    parts = (survey.weight, survey.stratum, survey.psu, survey.fpc, survey.ssu, survey.replicates)
    return tuple(bool(part) for part in parts)
