"""Whether medians or other quantiles of two groups differ by more than chance."""

from __future__ import annotations

from typing import Any

import numpy as np

from realign.methods.results import Columns
from realign.methods.survey import taylor
from realign.methods.survey.design import Design, DfRule
from realign.methods.survey.differences import tested as with_test
from realign.methods.survey.errors import SurveyError
from realign.methods.survey.quantiles import Answers, Ranked, opened, ranked
from realign.methods.survey.segments import Floats, Ints


def quantile_differences(
    table: Any,
    design: Design,
    *,
    column: str,
    share: float = 0.5,
    between: str,
    reference: Any,
    within: tuple[str, ...] = (),
    level: float = 0.95,
) -> Columns:
    """How far each group's quantile lies from the reference group's, with a test on the whole design.

    A quantile moves as the share below it does, divided by how fast that share grows there; the speed is taken from
    Woodruff's limits. Groups of one sample share schools, and what they share is in the variance (C. A. Francisco and
    W. A. Fuller, 1991, Annals of Statistics 19, for the linear form). Where answers are few and lumpy, prefer a test of
    means.

    Columns: the ``within`` keys, ``group, reference, difference, se, lower, upper, t, df, p_value``.

    >>> import ibis, pyarrow
    >>> rows = {"girl": [0] * 9 + [1] * 9, "score": [*range(1, 10), *range(4, 13)]}
    >>> found = quantile_differences(ibis.memtable(pyarrow.table(rows)), Design(), column="score", between="girl",
    ...                              reference=0)
    >>> float(found["difference"][0]), found["group"][0]
    (3.0, 1)
    """
    if not 0 < share < 1:
        raise SurveyError(f"A quantile's share lies between 0 and 1 (0.5 is the median); found {share}.")
    breakdown = (*within, between)
    answers = opened(table, design, column, (breakdown,))
    part = ranked(answers, breakdown, np.array([share]), level)
    pairs = _pairs(part, between, reference, within)
    first, second = pairs[:, 0], pairs[:, 1]
    gap = part.found[first, 0] - part.found[second, 0]
    variance, df = _variance(answers, part, first, second)
    columns: dict[str, np.ndarray[Any, Any]] = {
        key: np.array([part.values[key][cell] for cell in first], dtype=object) for key in within
    }
    for name, cells in (("group", first), ("reference", second)):
        columns[name] = np.array([part.values[between][cell] for cell in cells], dtype=object)
    return Columns(columns | with_test(gap, np.sqrt(variance), df, level))


def _pairs(part: Ranked, between: str, reference: Any, within: tuple[str, ...]) -> Ints:
    groups = part.values[between]
    if reference not in groups:
        found = ", ".join(sorted({repr(group) for group in groups}))
        raise SurveyError(f"No group {reference!r} in {between!r} to compare with. Found: {found}.")
    places = [tuple(part.values[key][cell] for key in within) for cell in range(part.count)]
    base = {place: cell for cell, place in enumerate(places) if groups[cell] == reference}
    pairs = [(cell, base[p]) for cell, p in enumerate(places) if groups[cell] != reference and p in base]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _variance(answers: Answers, part: Ranked, first: Ints, second: Ints) -> tuple[Floats, Floats]:
    """One pair at a time: the rows of both groups, those of the reference against."""
    variance, freedom = np.full(len(first), np.nan), np.full(len(first), np.nan)
    design, sample = answers.design, answers.sample
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        rows = (part.cell == one) | (part.cell == other)
        sign = np.where(part.cell[rows] == one, 1.0, -1.0)
        cell, unit = np.zeros(int(rows.sum()), dtype=np.int64), part.unit[rows]
        scores = part.scores[rows] * sign[:, None]
        variance[place] = taylor.variance(scores, cell, unit, 1, sample, design.lonely_psu)[0, 0]
        match design.df_rule:
            case DfRule.DOMAIN:
                weight = part.weight[rows][:, None]
                freedom[place] = taylor.degrees_of_freedom(weight, cell, unit, 1, sample)[0, 0]
            case DfRule.WHOLE_DESIGN:
                freedom[place] = float(len(sample.stratum) - len(sample.units_in_stratum))
    return variance, freedom
