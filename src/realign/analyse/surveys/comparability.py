"""Whether a change between two waves can be a change among pupils, or is one of the question."""

from dataclasses import dataclass
from typing import Any

from realign.analyse.surveys.measures import Measure
from realign.analyse.surveys.models import Survey

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
    for what, one, other in (
        ("the wording of the question", _wording(here), _wording(there)),
        ("the rules that score it", *_scoring(here, there)),
        ("the answers offered", _answers(here), _answers(there)),
        ("the codes for no answer", sorted(here.get("missing", [])), sorted(there.get("missing", []))),
        ("who was asked", now.population, before.population),
        ("the rule for missing items", now.missing_rule, before.missing_rule),
        ("how pupils were drawn", _drawn(now), _drawn(before)),
    ):
        (alike if one == other else different).append(what)
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
