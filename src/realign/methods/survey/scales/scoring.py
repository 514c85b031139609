"""Questionnaires scored by their published rules, missing answers kept apart by why they are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realign.methods.results import Columns
from realign.methods.survey.design import SurveyError
from realign.methods.survey.sample import Floats
from realign.methods.survey.scales.definitions import MissingRule, Scale, ScoreBand, band_set, scales

NO_ANSWER = "no answer"
"""The reason given to blanks, which say nothing of their own."""


@dataclass(frozen=True)
class ItemAnswers:
    """Numbers (nan where missing) and, for each missing one, why; ``None`` where there is an answer."""

    values: Floats
    reasons: np.ndarray[Any, Any]

    def counts(self) -> dict[str, int]:
        """How many are missing for each reason."""
        return dict(Counter(reason for reason in self.reasons.tolist() if reason is not None))


def separate_missing(values: Sequence[Any], codes: Mapping[Any, str]) -> ItemAnswers:
    """Split a column into answers and reasons for missing.

    ``codes`` names each missing code, such as 888 or "Question not asked of stage". Two codes are never merged.
    Anything that is neither a number nor a named code is refused, with its row.

    >>> split = separate_missing([2, 888, None, "Question not asked of stage"],
    ...                          {888: "prefer not to say", "Question not asked of stage": "not asked"})
    >>> split.values.tolist()
    [2.0, nan, nan, nan]
    >>> split.reasons.tolist()
    [None, 'prefer not to say', 'no answer', 'not asked']
    """
    numbers = np.full(len(values), np.nan)
    reasons = np.full(len(values), None, dtype=object)
    for row, value in enumerate(values):
        if value is None or (isinstance(value, float) and np.isnan(value)) or value == "":
            reasons[row] = NO_ANSWER
        elif value in codes:
            reasons[row] = codes[value]
        else:
            numbers[row] = _number(value, row)
    return ItemAnswers(numbers, reasons)


def _number(value: Any, row: int) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise SurveyError(
            f"Row {row + 1}: found {value!r}, where a number or a named missing code was expected. "
            "If it means a missing answer, add it to the missing codes with its meaning."
        ) from None


INFORMANTS = ("self", "parent", "teacher")


@dataclass(frozen=True)
class Scores(Columns):
    """Scores by person, and the rules they were scored by, to be printed with any figure drawn from them.

    One column per part (nan where it cannot be scored), ``<part>_band`` where a band set was chosen, and
    ``missing_reason``: why items were missing, reasons joined by "; ", ``None`` where none was.
    """

    scale: Scale
    missing_rule: MissingRule
    band_set: str | None
    bands_verified: bool | None

    @property
    def rules(self) -> str:
        """The rules in a sentence."""
        text = f"{self.scale.title}; missing items: {self.missing_rule.value}"
        if self.band_set:
            text += f"; bands: {self.band_set} ({'verified' if self.bands_verified else 'unverified'})"
        return text


def score(
    name: str,
    answers: Mapping[str, Sequence[Any]],
    *,
    items: Sequence[str] | None = None,
    missing_rule: MissingRule | None = None,
    missing_codes: Mapping[Any, str] | None = None,
    bands: str | None = None,
    conversion: Mapping[int, float] | None = None,
) -> Scores:
    """Score one questionnaire for everyone.

    ``name`` is the scale, for SDQ with who answered: ``sdq-self``, ``sdq-parent``, ``sdq-teacher``; others:
    ``wemwbs, swemwbs, fas2, fas3, kidscreen10, who5``. ``answers`` holds the item columns, named as in
    ``items`` (in questionnaire order) or ``sdq1 … sdq25``. ``conversion`` turns raw sums into the published
    metric (KIDSCREEN T-values are licensed: supply them). Values outside an item's range are refused.

    >>> scores = score("sdq-self", {f"sdq{item}": [item % 3] for item in range(1, 26)}, bands="four-band")
    >>> scores["total"].tolist(), scores["total_band"].tolist()
    ([17.0], ['slightly raised'])
    >>> scores.rules
    'Strengths and Difficulties Questionnaire; missing items: prorate; bands: four-band (unverified)'
    """
    scale, version = _named(name)
    rule = MissingRule(missing_rule or scale.missing)
    given = _items(scale, answers, items, missing_codes or {})
    parts = {part: _part(scale, given, numbers, rule) for part, numbers in scale.parts.items()}
    for part, names in scale.sums.items():
        parts[part] = np.sum([parts[summed] for summed in names], axis=0)
    table = dict(conversion or scale.conversion)
    if table:
        raw = parts["raw"]
        parts["metric"] = np.array(
            [np.nan if np.isnan(total) else table.get(int(total), np.nan) for total in raw]
        )
    columns: dict[str, np.ndarray[Any, Any]] = dict(parts)
    verified = None
    if bands:
        chosen = band_set(scale.name, version, bands)
        columns |= {f"{part}_band": _banded(parts[part], chosen[part]) for part in parts if part in chosen}
        verified = all(band.verified for part in chosen.values() for band in part)
    columns["missing_reason"] = _reasons(list(given.values()))
    return Scores(columns, scale, rule, bands, verified)


def _named(name: str) -> tuple[Scale, str]:
    scale, _, version = name.partition("-")
    known = scales()
    if scale not in known or (scale == "sdq") != (version in INFORMANTS) or (scale != "sdq" and version):
        names = [known_name for known_name in known if known_name != "sdq"]
        names += [f"sdq-{informant}" for informant in INFORMANTS]
        raise SurveyError(f"No scale {name!r}. There are: {', '.join(sorted(names))}.")
    return known[scale], version


def _items(
    scale: Scale, answers: Mapping[str, Sequence[Any]], items: Sequence[str] | None, codes: Mapping[Any, str]
) -> dict[int, ItemAnswers]:
    names = list(items) if items is not None else [scale.column(item) for item in scale.items]
    if len(names) != len(scale.items):
        raise SurveyError(f"{scale.title} has {len(scale.items)} items; {len(names)} columns were named.")
    absent = [name for name in names if name not in answers]
    if absent:
        raise SurveyError(
            f"{scale.title}: no column {', '.join(absent)}. Name the {len(names)} item columns in order "
            "(items=...) if they are called something else."
        )
    answers_of = {}
    for item, name in zip(scale.items, names, strict=True):
        answers_of[item] = _checked(scale, item, name, separate_missing(answers[name], codes))
    return answers_of


def _checked(scale: Scale, item: int, name: str, given: ItemAnswers) -> ItemAnswers:
    low, high = scale.ranges[item]
    values = given.values
    wrong = ~np.isnan(values) & ((values < low) | (values > high) | (values != np.round(values)))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise SurveyError(
            f"{scale.title}, {name}, row {row + 1}: found {values[row]:g}, expected a whole number from {low} "
            f"to {high}. Recode the answers, or name the code as missing."
        )
    if item in scale.reversed:
        return ItemAnswers(low + high - values, given.reasons)
    return given


def _part(scale: Scale, given: dict[int, ItemAnswers], numbers: tuple[int, ...], rule: MissingRule) -> Floats:
    values = np.column_stack([given[item].values for item in numbers])
    answered = (~np.isnan(values)).sum(axis=1)
    total = np.nansum(values, axis=1) * scale.multiplier
    match rule:
        case MissingRule.COMPLETE:
            return np.where(answered == len(numbers), total, np.nan)
        case MissingRule.PRORATE:
            if not scale.least_answered:
                raise SurveyError(f"{scale.title} has no published rule for prorating; use complete cases.")
            scaled = np.floor(total * len(numbers) / np.maximum(answered, 1) + 0.5)
            return np.where(answered >= scale.least_answered, scaled, np.nan)


def _banded(values: Floats, part: tuple[ScoreBand, ...]) -> np.ndarray[Any, Any]:
    named = np.full(len(values), None, dtype=object)
    for band in part:
        named[(values >= band.low) & (values <= band.high)] = band.band
    return named


def _reasons(given: list[ItemAnswers]) -> np.ndarray[Any, Any]:
    joined = np.full(len(given[0].reasons), None, dtype=object)
    for row, reasons in enumerate(zip(*(part.reasons.tolist() for part in given), strict=True)):
        each_once = dict.fromkeys(reason for reason in reasons if reason is not None)
        if each_once:
            joined[row] = "; ".join(each_once)
    return joined


def affluence_groups(scores: Floats, weights: Floats | None = None) -> np.ndarray[Any, Any]:
    """Low, medium and high family affluence by rank: the bottom 20%, middle 60% and top 20%.

    Each score's ridit (share below plus half the share equal) decides its group, so that equal scores stay
    together. The 20/60/20 split is the usual one and is unverified.

    >>> affluence_groups(np.array([1.0, 5, 6, 7, 13])).tolist()
    ['low', 'medium', 'medium', 'medium', 'high']
    """
    heavy = np.ones(len(scores)) if weights is None else np.asarray(weights, dtype=np.float64)
    known = ~np.isnan(scores)
    values, place = np.unique(scores[known], return_inverse=True)
    share = np.bincount(place, heavy[known], len(values)) / heavy[known].sum()
    ridit = (np.cumsum(share) - share / 2)[place]
    groups = np.full(len(scores), None, dtype=object)
    groups[known] = np.where(ridit <= 0.2, "low", np.where(ridit >= 0.8, "high", "medium"))
    return groups
