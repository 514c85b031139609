"""The rule sets: which patterns count as more than chance, with their lengths and sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from realign.methods.indicators.spc.runs_table import (
    RunsTable,
    crossings_limit,
    longest_run_limit,
    runs_bounds,
)
from realign.methods.indicators.spc.sequences import Streak, crowded, hugging, monotone, one_sided
from realign.methods.indicators.spc.types import RuleSet, SignalRule


@dataclass(frozen=True)
class Near:
    """At least `need` of `of` points more than `beyond` sigma out, on one side."""

    rule: SignalRule
    need: int
    of: int
    beyond: float
    all_on_side: bool = False


@dataclass(frozen=True)
class Rules:
    """Lengths of patterns. None means the rule is not used; rules about limits are silent on run charts."""

    source: str
    verified: bool
    shift: int | None = None
    trend: int | None = None
    ignore_on_centre: bool = False
    outside: bool = True
    near: tuple[Near, ...] = ()
    hugging: int | None = None
    count_runs: bool = False
    anhoej: bool = False


SCOTTISH_RUN_CHART = Rules(
    source="run chart rules used in Scottish improvement practice (Public Health Scotland)",
    verified=True,
    shift=6,
    trend=5,
    ignore_on_centre=True,
    count_runs=True,
)
_TWO_OF_THREE = Near(SignalRule.TWO_OF_THREE, 2, 3, 2.0)
CONTROL_CHART_RULES: dict[RuleSet, Rules] = {
    RuleSet.SCOTLAND: Rules(
        source="control chart rules of Public Health Scotland",
        verified=True,
        shift=8,
        trend=6,
        near=(_TWO_OF_THREE,),
        hugging=15,
    ),
    RuleSet.NHS: Rules(
        source="NHS England, Making Data Count",
        verified=True,
        shift=7,
        trend=7,
        near=(Near(SignalRule.TWO_OF_THREE, 2, 3, 2.0, all_on_side=True),),
    ),
    RuleSet.WESTERN_ELECTRIC: Rules(
        source="Western Electric (1956), Statistical Quality Control Handbook",
        verified=False,
        shift=8,
        near=(_TWO_OF_THREE, Near(SignalRule.FOUR_OF_FIVE, 4, 5, 1.0)),
    ),
    RuleSet.ANHOEJ: Rules(
        source="Anhøj and Olesen (2014), PLoS ONE 9(11) e113825",
        verified=True,
        ignore_on_centre=True,
        anhoej=True,
    ),
}


def rules_for(name: RuleSet, *, run_chart: bool) -> Rules:
    """The Scottish rules differ between run charts and control charts; the others do not."""
    if name is RuleSet.SCOTLAND and run_chart:
        return SCOTTISH_RUN_CHART
    return CONTROL_CHART_RULES[name]


@dataclass(frozen=True)
class SignalPattern:
    """A pattern with its rule, and how many runs or crossings there were where that is the point."""

    rule: SignalRule
    streak: Streak
    count: int


def find(
    rules: Rules,
    *,
    values: Sequence[float],
    sides: Sequence[int],
    positions: Sequence[float] | None,
    table: RunsTable,
) -> Iterator[SignalPattern]:
    """Every pattern among the points that count. `positions` (in sigma) is None on a run chart."""
    runs = one_sided(sides, ignore_zero=rules.ignore_on_centre)
    if rules.shift:
        yield from (
            SignalPattern(SignalRule.SHIFT, s, len(s.members)) for s in runs if len(s.members) >= rules.shift
        )
    if rules.trend:
        climbs = monotone(values, ignore_equal=rules.ignore_on_centre)
        yield from (
            SignalPattern(SignalRule.TREND, s, len(s.members))
            for s in climbs
            if len(s.members) >= rules.trend
        )
    if positions is not None:
        yield from _about_limits(rules, positions)
    if rules.count_runs and positions is None:
        yield from _run_count(runs, table)
    if rules.anhoej:
        yield from _anhoej(runs)


def _about_limits(rules: Rules, positions: Sequence[float]) -> Iterator[SignalPattern]:
    if rules.outside:
        for i, z in enumerate(positions):
            if abs(z) > 3:
                yield SignalPattern(SignalRule.OUTSIDE, Streak(i, i, 1 if z > 0 else -1, (i,)), 1)
    for near in rules.near:
        for streak in crowded(
            positions, need=near.need, of=near.of, beyond=near.beyond, all_on_side=near.all_on_side
        ):
            yield SignalPattern(near.rule, streak, len(streak.members))
    if rules.hugging and any(positions):  # a series that never varies does not hug anything
        for streak in hugging(positions, within=1.0):
            if len(streak.members) >= rules.hugging:
                yield SignalPattern(SignalRule.HUGGING, streak, len(streak.members))


def _run_count(runs: Sequence[Streak], table: RunsTable) -> Iterator[SignalPattern]:
    useful = tuple(i for run in runs for i in run.members)
    bounds = runs_bounds(len(useful), table)
    if bounds and len(runs) < bounds.fewest:
        yield SignalPattern(SignalRule.FEW_RUNS, Streak(useful[0], useful[-1], 0, useful), len(runs))
    if bounds and len(runs) > bounds.most:
        yield SignalPattern(SignalRule.MANY_RUNS, Streak(useful[0], useful[-1], 0, useful), len(runs))


def _anhoej(runs: Sequence[Streak]) -> Iterator[SignalPattern]:
    useful = tuple(i for run in runs for i in run.members)
    for run in runs:
        if len(run.members) > longest_run_limit(len(useful)):
            yield SignalPattern(SignalRule.LONG_RUN, run, len(run.members))
    crossings = len(runs) - 1
    if runs and crossings < crossings_limit(len(useful)):
        yield SignalPattern(SignalRule.FEW_CROSSINGS, Streak(useful[0], useful[-1], 0, useful), crossings)
