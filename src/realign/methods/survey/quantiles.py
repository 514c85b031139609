"""Medians and other quantiles, with limits by Woodruff’s method, and how far those of two groups (domains) lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realign.methods.results import Columns
from realign.methods.survey import raked, taylor
from realign.methods.survey.design import Design, DfRule, LonelyPsu, SurveyError
from realign.methods.survey.differences import tested as with_test
from realign.methods.survey.estimate import breakdowns_of
from realign.methods.survey.indicators import Stat, SurveyIndicator
from realign.methods.survey.intervals import t_quantile
from realign.methods.survey.reading import check_base, check_weights, numbers, refuse_infinite
from realign.methods.survey.sample import (
    Floats,
    Ints,
    Sample,
    Segments,
    Units,
    check_lonely,
    crossed,
    keys_of,
    sample_of,
    units_of,
)
from realign.methods.survey.scan import KEY, Breakdown, ScanPlan


def quantiles(
    table: Any,
    design: Design,
    *,
    column: str,
    shares: Sequence[float] = (0.5,),
    by: Sequence[Breakdown] = ((),),
    level: float = 0.95,
) -> Columns:
    """The value below which a share of the population lies (0.5 is the median), by group.

    The quantile is the smallest answer at which the weighted share reaches the one asked for. Its limits are
    those of that share, turned back into answers (R. S. Woodruff, 1952, JASA 47; R's ``svyquantile`` with
    ``interval.type = "mean"`` and ``qrule = "math"``). The standard error is the limits' width over 2 t.

    Columns: the keys, ``share, n, quantile, se, lower, upper, df``.

    >>> import ibis, pyarrow
    >>> rows = {"w": [1.0] * 9, "score": [1, 2, 3, 4, 5, 6, 7, 8, 9]}
    >>> limits = quantiles(ibis.memtable(pyarrow.table(rows)), Design(weight="w"), column="score")
    >>> [float(limits[name][0]) for name in ("quantile", "lower", "upper")]
    [5.0, 2.0, 9.0]
    """
    wrong = [share for share in shares if not 0 < share < 1]
    if wrong:
        raise SurveyError(f"A quantile's share lies between 0 and 1 (0.5 is the median); found {wrong}.")
    breakdowns = breakdowns_of(by)
    answers = opened(table, design, column, breakdowns)
    parts = [
        _columns(ranked(answers, breakdown, np.array(shares), level), np.array(shares))
        for breakdown in breakdowns
    ]
    columns = {
        key: np.concatenate([part.get(key, np.full(len(part["n"]), None)) for part in parts])
        for key in answers.keys
    }
    for name in ("share", "n", "quantile", "se", "lower", "upper", "df"):
        columns[name] = np.concatenate([part[name] for part in parts])
    return Columns(columns)


@dataclass(frozen=True)
class AnswerRows:
    """The answers to one question, row by row, with the sample they are from, and what their weights were raked to."""

    arrow: Any
    units: Units
    sample: Sample
    design: Design
    keys: tuple[str, ...]
    margins: raked.RakedGroups | None = None

    def variance(self, scores: Floats, cell: Ints, unit: Ints, moments: Floats | None, cells: int) -> Floats:
        """Of each cell's score, by linearisation; ``moments`` are what raking needs."""
        drawn = self.sample, self.design.lonely_psu
        if self.margins is None or moments is None:
            return taylor.variance(scores, cell, unit, cells, *drawn)
        return raked.variance(scores, cell, unit, moments, self.margins, *drawn)


def opened(table: Any, design: Design, column: str, breakdowns: tuple[Breakdown, ...]) -> AnswerRows:
    """Read one question with its design and breakdowns; refuses lonely units unless the design says what to do."""
    plan = ScanPlan(design, (SurveyIndicator(column, Stat.MEAN),), breakdowns)
    arrow = plan.rows(table).to_pyarrow()
    weight, base = check_weights(arrow, design), check_base(arrow, design)
    if np.isinf(arrow.column("answer0").to_numpy()).any():
        refuse_infinite([column])
    units = units_of(arrow, design)
    sizes = {
        stage: (arrow.column(stage).to_numpy(),) * 2
        for stage in ("population", "ssu_population")
        if stage in arrow.column_names
    }
    sample = sample_of(units, design, sizes)
    if design.lonely_psu is LonelyPsu.FAIL:
        check_lonely(sample)
    margins = None
    if design.margins:
        keys = [keys_of(arrow, KEY + name) for name in design.margins]
        before = weight if base is None else base
        margins = raked.RakedGroups.of(keys, units.unit, len(sample.psu_of_unit), weight, before)
    return AnswerRows(arrow, units, sample, design, plan.keys, margins)


@dataclass(frozen=True)
class BreakdownQuantiles:
    """One breakdown: each cell's quantiles (cells × shares) with limits, and each row's part in their variance.

    ``scores`` are those of the share at or below the quantile, divided by how fast that share grows there, so that they
    add up to the quantile's own variance: (rows × shares). ``moments`` are those of the scores by the weights before
    raking, in each combination of the groups raked to (cells × combinations × shares), where weights were raked.
    """

    values: dict[str, list[Any]]
    cell: Ints
    unit: Ints
    weight: Floats
    quantiles: Floats
    se: Floats
    lower: Floats
    upper: Floats
    df: Floats
    scores: Floats
    moments: Floats | None

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self.quantiles)


def ranked(answers: AnswerRows, by: Breakdown, shares: Floats, level: float) -> BreakdownQuantiles:
    """Find the quantiles of every cell of a breakdown, by Woodruff's method; nan in one where nobody answered."""
    arrow, sample, design = answers.arrow, answers.sample, answers.design
    value = arrow.column("answer0").to_numpy()
    weight = arrow.column("weight").cast("float64").to_numpy()
    keys = {key: keys_of(arrow, KEY + key) for key in by}
    known = np.ones(len(value), dtype=bool)
    for key in keys.values():
        known &= key.codes >= 0
    cell, first = crossed(
        np.zeros(int(known.sum()), dtype=np.int64), *(key.codes[known] for key in keys.values())
    )
    cells = len(first)
    values = {name: [key.values[code] for code in key.codes[known][first]] for name, key in keys.items()}
    answered = (~np.isnan(value) & (weight > 0))[known]
    cell, value, weight, unit = (
        column[answered] for column in (cell, value[known], weight[known], answers.units.unit[known])
    )
    order = np.lexsort((value, cell))
    ladder = _Ladder(value[order], weight[order], cell[order], cells)
    quantile = np.column_stack([ladder.at(np.full(cells, share)) for share in shares])
    below = (value[:, None] <= quantile[cell]).astype(np.float64)
    groups = Segments(cell, cells)
    size = groups.sum(weight[:, None])
    with np.errstate(invalid="ignore"):
        reached = groups.sum(weight[:, None] * below) / size
    scores = weight[:, None] * (below - reached[cell]) / size[cell]
    moments = None
    if answers.margins is not None:
        before = numbers(arrow, "base" if design.base_weight else "weight")[known][answered]
        combination = answers.margins.combination[known][answered]
        by_base = scores * (before / weight)[:, None]
        moments = raked.moments_of(by_base, cell, cells, combination, answers.margins.combinations)
    spread = np.sqrt(answers.variance(scores, cell, unit, moments, cells))
    df = _df(weight, cell, unit, cells, sample, design)
    reach = t_quantile(df, level)[:, None] * spread
    lower, upper = (
        np.column_stack([ladder.at(ends[:, place]) for place in range(len(shares))])
        for ends in (reached - reach, reached + reach)
    )
    se = (upper - lower) / (2 * t_quantile(df, level)[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.where(spread > 0, se / spread, np.nan)
    scores = scores * growth[cell]
    moments = None if moments is None else moments * growth[:, None, :]
    return BreakdownQuantiles(values, cell, unit, weight, quantile, se, lower, upper, df, scores, moments)


def _columns(part: BreakdownQuantiles, shares: Floats) -> dict[str, np.ndarray[Any, Any]]:
    count = len(shares)
    columns: dict[str, np.ndarray[Any, Any]] = {
        name: np.repeat(np.array(labels, dtype=object), count) for name, labels in part.values.items()
    }
    answers = np.repeat(np.bincount(part.cell, minlength=part.count), count)
    columns |= {"share": np.tile(shares, part.count), "n": answers, "df": np.repeat(part.df, count)}
    pairs = {"quantile": part.quantiles, "se": part.se, "lower": part.lower, "upper": part.upper}
    return columns | {name: values.ravel() for name, values in pairs.items()}


class _Ladder:
    """Each cell's answers in order with the weighted share that lies at or below."""

    def __init__(self, value: Floats, weight: Floats, cell: Ints, cells: int) -> None:
        self._value = value
        ends = np.searchsorted(cell, np.arange(cells), side="right")
        self._slices = list(zip(np.concatenate([[0], ends[:-1]]), ends, strict=True))
        self._shares = [np.cumsum(weight[a:b]) / weight[a:b].sum() for a, b in self._slices]

    def at(self, shares: Floats) -> Floats:
        """The smallest answer whose share reaches the one given; nan where none does, or nobody answered."""
        values = np.full(len(shares), np.nan)
        for place, ((start, _), ladder) in enumerate(zip(self._slices, self._shares, strict=True)):
            if len(ladder) and 0 < shares[place] <= 1:
                # the last bit of rounding must not push a quantile to the next answer
                values[place] = self._value[start + np.searchsorted(ladder, shares[place] * (1 - 1e-12))]
        return values


def _df(weight: Floats, cell: Ints, unit: Ints, cells: int, sample: Sample, design: Design) -> Floats:
    match design.df_rule:
        case DfRule.DOMAIN:
            return taylor.degrees_of_freedom(weight[:, None], cell, unit, cells, sample)[:, 0]
        case DfRule.WHOLE_DESIGN:
            return np.full(cells, float(len(sample.stratum) - len(sample.units_in_stratum)))


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
    >>> differences = quantile_differences(ibis.memtable(pyarrow.table(rows)), Design(), column="score", between="girl",
    ...                              reference=0)
    >>> float(differences["difference"][0]), differences["group"][0]
    (3.0, 1)
    """
    if not 0 < share < 1:
        raise SurveyError(f"A quantile's share lies between 0 and 1 (0.5 is the median); found {share}.")
    breakdown = (*within, between)
    answers = opened(table, design, column, (breakdown,))
    part = ranked(answers, breakdown, np.array([share]), level)
    pairs = _pairs(part, between, reference, within)
    first, second = pairs[:, 0], pairs[:, 1]
    gap = part.quantiles[first, 0] - part.quantiles[second, 0]
    variance, df = _variance(answers, part, first, second)
    columns: dict[str, np.ndarray[Any, Any]] = {
        key: np.array([part.values[key][cell] for cell in first], dtype=object) for key in within
    }
    for name, cells in (("group", first), ("reference", second)):
        columns[name] = np.array([part.values[between][cell] for cell in cells], dtype=object)
    return Columns(columns | with_test(gap, np.sqrt(variance), df, level))


def _pairs(part: BreakdownQuantiles, between: str, reference: Any, within: tuple[str, ...]) -> Ints:
    groups = part.values[between]
    if reference not in groups:
        names = ", ".join(sorted({repr(group) for group in groups}))
        raise SurveyError(f"No group {reference!r} in {between!r} to compare with. Found: {names}.")
    places = [tuple(part.values[key][cell] for key in within) for cell in range(part.count)]
    base = {place: cell for cell, place in enumerate(places) if groups[cell] == reference}
    pairs = [(cell, base[p]) for cell, p in enumerate(places) if groups[cell] != reference and p in base]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _variance(
    answers: AnswerRows, part: BreakdownQuantiles, first: Ints, second: Ints
) -> tuple[Floats, Floats]:
    """One pair at a time: the rows of both groups, those of the reference against."""
    variance, freedom = np.full(len(first), np.nan), np.full(len(first), np.nan)
    design, sample = answers.design, answers.sample
    for place, (first_cell, other) in enumerate(zip(first, second, strict=True)):
        rows = (part.cell == first_cell) | (part.cell == other)
        sign = np.where(part.cell[rows] == first_cell, 1.0, -1.0)
        cell, unit = np.zeros(int(rows.sum()), dtype=np.int64), part.unit[rows]
        scores = part.scores[rows] * sign[:, None]
        moments = None if part.moments is None else (part.moments[first_cell] - part.moments[other])[None]
        variance[place] = answers.variance(scores, cell, unit, moments, 1)[0, 0]
        match design.df_rule:
            case DfRule.DOMAIN:
                weight = part.weight[rows][:, None]
                freedom[place] = taylor.degrees_of_freedom(weight, cell, unit, 1, sample)[0, 0]
            case DfRule.WHOLE_DESIGN:
                freedom[place] = float(len(sample.stratum) - len(sample.units_in_stratum))
    return variance, freedom
