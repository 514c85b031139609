"""Scales whose questions are in the answers, and the columns that scoring them adds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from realign.foundations.files.types import DatasetColumn
from realign.methods.numbers import number_of
from realign.methods.survey.scales import MissingRule, Scale, affluence_groups, band_set, scales, score

MISSING_REASON = "missing_reason"


OFFERED = ("sdq-self", "wemwbs", "swemwbs", "fas2", "fas3", "kidscreen10", "who5")


BANDS = {"sdq-self": "four-band"}


SHORT = {"sdq": "SDQ", "wemwbs": "WEMWBS", "swemwbs": "SWEMWBS", "fas2": "FAS II", "fas3": "FAS III",
         "kidscreen10": "KIDSCREEN-10", "who5": "WHO-5"}  # fmt: skip


RULE_WORDS = {
    MissingRule.COMPLETE: "complete answers only",
    MissingRule.PRORATE: "imputed where at least three of five are answered",
}


@dataclass(frozen=True)
class ScoringChoice:
    """A scale to score, and what to do with missing items."""

    scale: str
    rule: MissingRule

    @property
    def suffix(self) -> str:
        """Two rules give two columns, so that their names must differ."""
        return "_prorated" if self.rule is MissingRule.PRORATE else ""

    def __str__(self) -> str:
        return f"{self.scale}:{self.rule.value}"

    @classmethod
    def parse(cls, text: str) -> "ScoringChoice":
        """Back from ``sdq-self:complete``."""
        scale, _, rule = text.partition(":")
        return cls(scale, MissingRule(rule))


def scale_of(name: str) -> Scale:
    """The scale that a name with its informant means."""
    return scales()[name.partition("-")[0]]


def items_found(scale: Scale, columns: Sequence[str]) -> list[str] | None:
    """The columns that hold a scale’s items in order, or nothing unless all are there.

    >>> items_found(scales()["fas2"], ["FAS_1", "fas2", "Fas03", "fas4", "other"])
    ['FAS_1', 'fas2', 'Fas03', 'fas4']
    """
    wanted = re.compile(rf"{scale.prefix}[_ .]?(?:item)?[_ .]?0*(\d+)", re.IGNORECASE)
    by_item = {int(match[1]): name for name in columns if (match := wanted.fullmatch(name))}
    items = [by_item.get(item) for item in scale.items]
    return [name for name in items if name] if all(items) else None


def choices_for(columns: Sequence[str]) -> list[ScoringChoice]:
    """What could be scored from these columns, and was not scored yet, by either rule where a scale has two."""
    choices = []
    for name in OFFERED:
        scale = scale_of(name)
        if items_found(scale, columns) is None:
            continue
        rules = [MissingRule.COMPLETE, *([MissingRule.PRORATE] if scale.least_answered else [])]
        choices += [
            choice
            for choice in (ScoringChoice(name, rule) for rule in rules)
            if not set(_names(choice).values()) & set(columns)
        ]
    return choices


def words(choice: ScoringChoice) -> str:
    """A choice as a person reads it."""
    return f"{scale_of(choice.scale).title}: {RULE_WORDS[choice.rule]}"


def scored(
    table: pa.Table, described: Mapping[str, DatasetColumn], choice: ScoringChoice
) -> dict[str, tuple[pa.Array, DatasetColumn]]:
    """New columns by name, with the rule set named in what is said of each. Raises SurveyError."""
    items = items_found(scale_of(choice.scale), table.column_names) or []
    codes = {
        key: column.values.get(code, code)
        for column in (described[name] for name in items if name in described)
        for code in column.missing
        for key in (code, *([number_of(code)] if number_of(code) is not None else []))
    }
    scores = score(
        choice.scale,
        {name: table[name].to_pylist() for name in items},
        items=items,
        missing_rule=choice.rule,
        missing_codes=codes,
        bands=BANDS.get(choice.scale),
    )
    columns = dict(scores.columns)
    columns.pop(MISSING_REASON)
    if choice.scale.startswith("fas"):
        columns["group"] = affluence_groups(columns["total"])
    rules = f"{scores.rules}. Source: {scores.scale.source}"
    names = _names(choice)
    return {
        names[part]: _column(names[part], part, values, choice, rules) for part, values in columns.items()
    }


def _names(choice: ScoringChoice) -> dict[str, str]:
    """The column of every part that a scale may have."""
    scale = scale_of(choice.scale)
    stem = scale.name if choice.scale in {scale.name, "sdq-self"} else choice.scale.replace("-", "_")
    parts = [*scale.parts, *scale.sums, *(["metric"] if scale.conversion else [])]
    parts += [f"{part}_band" for part in parts] + ["group"]
    return {part: f"{stem}_{part}{choice.suffix}" for part in parts}


def _column(
    name: str, part: str, values: np.ndarray, choice: ScoringChoice, rules: str
) -> tuple[pa.Array, DatasetColumn]:
    title = f"{SHORT[scale_of(choice.scale).name]} {part.replace('_', ' ')}. Scored by: {rules}"
    if values.dtype != object:
        whole = np.isnan(values) | (values == np.round(values))
        kind = pa.int16() if whole.all() else pa.float64()
        return pa.array(values, from_pandas=True).cast(kind), DatasetColumn(name, title)
    places = {value: place for place, value in enumerate(_levels(part, choice), start=1)}
    numbers = pa.array([places.get(value) for value in values], pa.int16())
    return numbers, DatasetColumn(name, title, {str(place): value for value, place in places.items()})


def _levels(part: str, choice: ScoringChoice) -> list[str]:
    """The groups of a part in their order, from best to worst or from low to high."""
    if part == "group":
        return ["low", "medium", "high"]
    name, _, version = choice.scale.partition("-")
    return [band.band for band in band_set(name, version, BANDS[choice.scale])[part.removesuffix("_band")]]
