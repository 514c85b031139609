"""Small areas a survey cannot speak for: estimates carried over from similar people elsewhere.

An area's figure is the survey's estimate for each group (say sex by stage by deprivation) averaged over the area's
own population of those groups. It assumes that a group is alike everywhere, which the survey cannot show. Such
figures are *modelled*, are labelled so on every row, and must never be shown as observed. Their standard error is
sampling error only: how far an area differs from its groups is not in it. Source: J. N. K. Rao and I. Molina
(2015), Small Area Estimation, section 3.2 (synthetic estimation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from realign.methods.results import Columns
from realign.methods.survey import raked, taylor
from realign.methods.survey.cells import CellUnits, cell_units, moments_of, scores_of, values_of
from realign.methods.survey.design import Design, LonelyPsu, SurveyError
from realign.methods.survey.indicators import Stat, SurveyIndicator
from realign.methods.survey.intervals import IntervalMethod, mean_limits, proportion_limits
from realign.methods.survey.reading import Reduction, read
from realign.methods.survey.sample import Floats, Segments, check_lonely
from realign.methods.survey.scan import ScanPlan

MODELLED = "modelled"


def modelled_by_area(
    table: Any,
    design: Design,
    *,
    indicators: Sequence[SurveyIndicator],
    groups: tuple[str, ...],
    population: Sequence[Mapping[str, Any]],
    area: str = "area",
    people: str = "people",
    level: float = 0.95,
) -> Columns:
    """Poststratified estimates for areas, labelled as modelled.

    ``population`` has a row per area and group: the area, the group's key values, and the number of people.
    Every group with people must have answers in the survey. Shares and means only. Limits of shares are logit.

    Columns: the area, ``indicator, stat, kind, people, estimate, se, lower, upper, df``; ``kind`` is always
    ``modelled``.

    >>> import ibis, pyarrow
    >>> rows = {"school": list("aabbccdd"), "girl": [0, 1] * 4, "raised": [0, 1, 0, 1, 0, 0, 1, 1]}
    >>> counts = [{"area": "x", "girl": 0, "people": 30}, {"area": "x", "girl": 1, "people": 10}]
    >>> estimates = modelled_by_area(ibis.memtable(pyarrow.table(rows)), Design(psu="school"),
    ...     indicators=[SurveyIndicator("raised")], groups=("girl",), population=counts)
    >>> float(estimates["estimate"][0]), estimates["kind"][0]
    (0.375, 'modelled')
    """
    if any(indicator.stat not in (Stat.PROPORTION, Stat.MEAN) for indicator in indicators):
        raise SurveyError("Modelled estimates are for shares and means; totals follow from the population.")
    plan = ScanPlan(design, tuple(indicators), (groups,))
    totals = read(table, plan, Reduction.HERE)[0][1]
    if design.lonely_psu is LonelyPsu.FAIL:
        check_lonely(totals.sample)
    units = cell_units(totals, groups)
    within = units.sums.by(Segments(units.cell, units.count))
    value, _ = values_of(within, plan.indicators)
    areas, shares, sizes = _shares(units, groups, population, area, people, within.n)
    estimate = shares @ np.nan_to_num(value)
    scores = scores_of(units, value, within, plan.indicators)
    everyone = np.zeros(len(units.unit), dtype=np.int64)
    drawn = totals.sample, design.lonely_psu
    if design.margins:
        margins = raked.RakedGroups.of_totals(totals, design)
        moments = moments_of(totals, groups, margins, value, within, plan.indicators)
        variance = np.vstack(
            [
                raked.variance(
                    scores * share[units.cell][:, None],
                    everyone,
                    units.unit,
                    np.tensordot(share, moments, axes=1)[None],
                    margins,
                    *drawn,
                )
                for share in shares
            ]
        )
    else:
        variance = np.vstack(
            [
                taylor.variance(scores * share[units.cell][:, None], everyone, units.unit, 1, *drawn)
                for share in shares
            ]
        )
    df = taylor.degrees_of_freedom(units.sums.w, everyone, units.unit, 1, totals.sample)
    return _columns(plan, area, areas, sizes, estimate, np.sqrt(variance), df, within.n.sum(axis=0), level)


def _shares(
    units: CellUnits,
    groups: tuple[str, ...],
    population: Sequence[Mapping[str, Any]],
    area: str,
    people: str,
    answered: Floats,
) -> tuple[list[Any], Floats, Floats]:
    """Each area's share of people in each group: areas × groups."""
    cells = {tuple(units.values[key][cell] for key in groups): cell for cell in range(units.count)}
    areas = list(dict.fromkeys(row[area] for row in population))
    places = {name: place for place, name in enumerate(areas)}
    counts = np.zeros((len(areas), units.count))
    for row in population:
        group = tuple(row[key] for key in groups)
        if not row[people]:
            continue
        if group not in cells or not answered[cells[group]].all():
            named = ", ".join(f"{key} {value}" for key, value in zip(groups, group, strict=True))
            raise SurveyError(
                f"Area {row[area]!r} has {row[people]} people in a group nobody answered for: {named}. "
                "Use wider groups."
            )
        counts[places[row[area]], cells[group]] += row[people]
    sizes = counts.sum(axis=1)
    return areas, counts / np.where(sizes > 0, sizes, np.nan)[:, None], sizes


def _columns(
    plan: ScanPlan,
    area: str,
    areas: list[Any],
    sizes: Floats,
    estimate: Floats,
    se: Floats,
    df: Floats,
    n: Floats,
    level: float,
) -> Columns:
    count = len(plan.indicators)
    freedom = np.broadcast_to(df, estimate.shape)
    lower, upper = mean_limits(estimate, se, freedom, level=level)
    shares = np.array([indicator.stat is Stat.PROPORTION for indicator in plan.indicators])
    answers = np.broadcast_to(n, estimate.shape)
    limits = proportion_limits(estimate, se, freedom, answers, interval=IntervalMethod.LOGIT, level=level)
    lower, upper = np.where(shares, limits[0], lower), np.where(shares, limits[1], upper)
    names = np.array([(indicator.name, indicator.stat.value) for indicator in plan.indicators], dtype=object)
    return Columns(
        {
            area: np.repeat(np.array(areas, dtype=object), count),
            "indicator": np.tile(names[:, 0], len(areas)),
            "stat": np.tile(names[:, 1], len(areas)),
            "kind": np.full(len(areas) * count, MODELLED, dtype=object),
            "people": np.repeat(sizes, count),
            "estimate": estimate.ravel(),
            "se": se.ravel(),
            "lower": lower.ravel(),
            "upper": upper.ravel(),
            "df": freedom.ravel(),
        }
    )
