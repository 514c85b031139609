"""What differs and what does not, by a test: between groups of one wave, with the wave before, with a published figure.

That two intervals overlap is no test. Groups of one survey share schools: their difference is tested on the whole design.
"""

from dataclasses import dataclass
from pathlib import Path

from realign.analyse.surveys.counting import Group
from realign.analyse.surveys.designs import differences_of
from realign.analyse.surveys.estimation import prepared
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.shown import Seen
from realign.methods.disclosure import TOTAL
from realign.methods.results import Estimate
from realign.methods.survey import between_waves
from realign.registers.evidence.types import Shown

ALPHA = 0.05
"""A difference is said to be one where chance alone would give as much in fewer than one of twenty such surveys."""


@dataclass(frozen=True)
class Compared:
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


def between_groups(survey: Survey, path: Path, seen: Seen, reference: str = "") -> list[Compared]:
    """Every group of the last breakdown against one of them: among everybody, and inside each group of the others.

    ``reference`` is a level of the last breakdown; its first level without one. Groups that may not be shown are left
    out: a difference and one figure would give the other.
    """
    if not seen.asked.dims:
        return []
    *outer, last = seen.asked.dims
    shown, measure = seen.compared, seen.asked.measure
    levels = [level for level, _ in last.levels if any(group[-1] == level for group in shown)]
    if len(levels) < 2:
        return []
    against = reference if reference in levels else levels[0]
    table = prepared(survey, path, [measure], seen.asked.dims)
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
            if group in shown and base in shown and row["p_value"] is not None:
                numbers = {name: row[name] for name in ("difference", "lower", "upper", "p_value")}
                name = last.name_of(against)
                compared.append(Compared(group, name, shown[group].estimate, shown[base].estimate, **numbers))
    order = [group for group, _ in seen.ordered]
    return sorted(compared, key=lambda one: order.index(one.group))


def with_earlier(now: Seen, before: Seen, wave: str) -> list[Compared]:
    """Every group against itself a wave before; groups that either wave may not show are left out."""
    earlier = before.compared
    return [
        compared
        for group, shown in now.compared.items()
        if group in earlier and (compared := _moved(group, shown, earlier[group], wave)) is not None
    ]


def _moved(group: Group, now: Shown, before: Shown, wave: str) -> Compared | None:
    if not now.se or not before.se or not now.df or not before.df:
        return None
    found = between_waves(
        Estimate(before.estimate, before.se, df=before.df), Estimate(now.estimate, now.se, df=now.df)
    )
    return Compared(
        group, wave, now.estimate, before.estimate, found.difference, found.lower, found.upper, found.p_value
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


def with_elsewhere(seen: Seen, other: Elsewhere) -> Compared | None:
    """Everybody here against a figure from elsewhere; one without an interval is taken as exact."""
    everybody = tuple(TOTAL for _ in seen.asked.dims)
    here = seen.shown.get(everybody)
    if here is None or not here.se or not here.df:
        return None
    there = Estimate(other.value, other.se or 0.0, df=float("inf"))
    found = between_waves(there, Estimate(here.estimate, here.se, df=here.df))
    return Compared(
        everybody,
        other.place,
        here.estimate,
        other.value,
        found.difference,
        found.lower,
        found.upper,
        found.p_value,
    )
