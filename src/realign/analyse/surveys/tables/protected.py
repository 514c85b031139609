"""Worked-out tables as checkers and readers see them: their rows, their provenance and their fingerprint."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from realign.analyse.surveys.data.measures import UNKNOWN, Measure
from realign.analyse.surveys.data.queries import dataset_of
from realign.analyse.surveys.designs.estimates import variance_words
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.estimation import WorkedOut
from realign.analyse.surveys.tables.types import Group, WantedTable, style_of
from realign.methods.disclosure import TOTAL, CellRule, PublishedTable, attack, round_half_up
from realign.methods.signs import Sign
from realign.methods.survey import Stat
from realign.registers.evidence.rules import ANSWER, WITH
from realign.registers.evidence.types import GroupEstimate, Provenance


def population_of(survey: Survey, wanted: WantedTable) -> str:
    """Whom a table is about: those who were surveyed, and of them those who were asked, where the questionnaire says so."""
    asked_of = wanted.measure.asked_of
    return f"{survey.population}; asked of {asked_of}" if asked_of else survey.population


def provenance(survey: Survey, table: WorkedOut) -> Provenance:
    """What a reader of the released table will need to judge it."""
    wanted = table.wanted
    return Provenance(
        survey_title=survey.title,
        measure=wanted.measure.definition[:300],
        measure_code=wanted.measure.code,
        population=population_of(survey, wanted)[:300],
        collected=survey.wave,
        method=method_of(survey, table),
        dataset_fingerprint=dataset_of(survey).sha256,
        stat=released_as(wanted.measure),
        unit=wanted.measure.unit,
        invented=survey.invented,
    )


def method_of(survey: Survey, table: WorkedOut) -> dict[str, str]:
    """How a table was worked out, line by line."""
    wanted = table.wanted
    what = style_of(wanted.measure).name.lower()
    return {
        "Estimate": f"{'Weighted' if survey.weight else 'Unweighted'} {what}, design-based ({variance_words(survey)})",
        "Interval": _interval(wanted),
        "Strata": survey.stratum or "none",
        "Primary sampling unit": survey.psu or ("see replicate weights" if survey.replicates else "pupil"),
        "Weight": survey.weight or "none",
        "Rule for missing items": survey.missing_rule or "not stated",
        "Left out of this table": f"{_left_out(table)} pupils not asked or without an answer",
    }


def released_as(measure: Measure) -> str:
    """The kind under which a table enters the register of what is out."""
    return str(measure.stat) if measure.quantile is None else "quantile"


def _interval(wanted: WantedTable) -> str:
    if wanted.measure.quantile is not None:
        return "95%, Woodruff"
    if wanted.measure.stat is Stat.PROPORTION:
        return f"95%, {wanted.interval}"
    return "95%, estimate ± t × standard error"


def _left_out(table: WorkedOut) -> str:
    """How many pupils the table leaves out, as carefully as the numbers in it."""
    rules, count = table.safe.profile, table.left_out
    if 0 < count < rules.threshold:
        return f"fewer than {rules.threshold}"
    return f"{round_half_up(count, rules.round_to or 1):,}"


@dataclass(frozen=True)
class ProtectedTable:
    """One protected table, as the room shows it and as it would be published."""

    wanted: WantedTable
    rows: list[dict[str, Any]]
    estimates: dict[Group, GroupEstimate]
    hidden: int
    sensitive: int
    left_out: int
    notes: tuple[str, ...]

    @classmethod
    def of(cls, table: WorkedOut) -> "ProtectedTable":
        """A table that was just worked out."""
        return cls.kept(table.wanted, _as_json(table))

    @classmethod
    def kept(cls, wanted: WantedTable, content: Mapping[str, Any]) -> "ProtectedTable":
        """A table that was kept with a request."""
        estimates = {
            tuple(row["group"]): GroupEstimate(
                **{name: value for name, value in row.items() if name != "group"}
            )
            for row in content["estimates"]
        }
        levels = [tuple((level, name) for level, name in pairs) for pairs in content["levels"]]
        dims = (replace(dim, levels=own) for dim, own in zip(wanted.dims, levels, strict=True))
        wanted = replace(wanted, dims=tuple(dims))
        return cls(
            wanted,
            content["rows"],
            estimates,
            hidden=content["hidden"],
            sensitive=content["sensitive"],
            left_out=content["left_out"],
            notes=tuple(content["notes"]),
        )

    @property
    def counts_pupils(self) -> bool:
        """Whether its tables count pupils by answer: shares and totals do, scores do not."""
        return self.wanted.measure.counts_pupils

    @property
    def others(self) -> int:
        """How many numbers are hidden only to protect others."""
        return self.hidden - self.sensitive

    @property
    def hidden_groups(self) -> set[Group]:
        """Groups of which no estimate may be shown."""
        return {
            tuple(str(row[column]) for column in self.wanted.columns)
            for row in self.rows
            if row.get(ANSWER, TOTAL) in (WITH, TOTAL) and isinstance(row["value"], str)
        }

    @cached_property
    def answered(self) -> dict[Group, object]:
        """How many answered in each group, or the sign that stands there."""
        return {
            tuple(str(row[column]) for column in self.wanted.columns): row["value"]
            for row in self.rows
            if row.get(ANSWER, TOTAL) == TOTAL
        }

    @property
    def shown(self) -> dict[Group, GroupEstimate]:
        """The estimates that may be shown, group by group, everybody first."""
        hidden = self.hidden_groups
        return {
            group: figure for group, figure in self.ordered if group not in hidden and not figure.withheld
        }

    @property
    def compared(self) -> dict[Group, GroupEstimate]:
        """The estimates worth comparing: those shown, without pupils of whom a breakdown is not known."""
        return {group: figure for group, figure in self.shown.items() if UNKNOWN not in group}

    @property
    def ordered(self) -> list[tuple[Group, GroupEstimate]]:
        """Every group in the order of its levels, totals first."""
        order = [[TOTAL, *(level for level, _ in dim.levels)] for dim in self.wanted.dims]
        return sorted(
            self.estimates.items(),
            key=lambda item: [levels.index(level) for levels, level in zip(order, item[0], strict=True)],
        )


def shown_to_checkers(tables: Sequence[WorkedOut]) -> dict[str, Any]:
    """The protected tables with the rule behind each hidden cell, as JSON."""
    return {"tables": [_as_json(table) for table in tables]}


def _as_json(table: WorkedOut) -> dict[str, Any]:
    rows = table.rows()
    hidden = [row for row in rows if row["value"] == Sign.CONFIDENTIAL]
    return {
        "measure": table.wanted.measure.code,
        "breakdown": list(table.wanted.columns),
        "title": table.wanted.title,
        "levels": [[list(pair) for pair in dim.levels] for dim in table.wanted.dims],
        "rows": rows,
        "estimates": [
            {"group": list(group), **vars(figure)} for group, figure in sorted(table.estimates.items())
        ],
        "hidden": len(hidden),
        "sensitive": sum(row["rule"] != CellRule.PROTECTS_OTHERS for row in hidden),
        "method": table.safe.proof.method,
        "notes": list(table.safe.notes),
        "left_out": table.left_out,
    }


def attacked(tables: Sequence[WorkedOut], released: Sequence[PublishedTable]) -> list[dict[str, Any]]:
    """What somebody with all published totals, these and earlier ones, could work out about each hidden cell."""
    safes = {id(table.safe): (table.safe, table.wanted.measure.counts_pupils) for table in tables}
    return [
        {
            "measure": finding.key.measure,
            "where": [list(pair) for pair in finding.key.where],
            "lower": finding.lower,
            "upper": None if finding.upper == float("inf") else finding.upper,
            "too_narrow": bool(finding.too_narrow),
        }
        for safe, by_answer in safes.values()
        for finding in attack(safe, released if by_answer else ())
        if finding.key in safe.cells
    ]


def fingerprint(protected: Mapping[str, Any]) -> str:
    """The fingerprint of tables as the checkers see them; estimates to ten figures, so that machines agree."""
    tables = [
        {**table, "estimates": [{k: _ten(v) for k, v in row.items()} for row in table["estimates"]]}
        for table in protected["tables"]
    ]
    return sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def _ten(value: Any) -> Any:
    return f"{value:.10g}" if isinstance(value, float) else value
