"""What a person chooses about a chart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from realign.methods.indicators.spc.runs_table import RunsTable
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, RuleSet

RUN_CHART_BASELINE = 12


@dataclass(frozen=True)
class Options:
    """What a person chose, and why it matters.

    `baseline`: how many points of each phase set its centre and limits, which then stay as they are
    (frozen) for later points. None means 12 on a run chart and all points on a control chart.
    `exclude`: indexes of points with a known, separate cause; drawn, but never counted.
    `rebase_at`: indexes at which a new phase begins, because the way of working is known to have changed.
    `astronomical`: indexes that people judged to be blatantly different (a run chart has no rule for it).
    `screen`: leave outlying moving ranges out of the limits of single measurements (i and t charts). None does as the rules
    do: those of NHS England screen, the others do not.
    """

    chart: ChartKind = ChartKind.RUN
    rules: RuleSet = RuleSet.SCOTLAND
    baseline: int | None = None
    exclude: Collection[int] = ()
    rebase_at: Sequence[int] = ()
    astronomical: Collection[int] = ()
    runs_table: RunsTable = RunsTable.IHI
    screen: bool | None = None

    @property
    def screens(self) -> bool:
        """Whether outlying moving ranges are left out."""
        return self.rules is RuleSet.NHS if self.screen is None else self.screen


def check_options(series: PeriodSeries, options: Options) -> None:
    """Refuse baselines, exclusions and phases that the series cannot have."""
    length = len(series.periods)
    if options.baseline is not None and options.baseline < 2:
        raise ValueError(f"A baseline needs at least 2 points, better 12; found {options.baseline}.")
    for name in ("exclude", "rebase_at", "astronomical"):
        wrong = [i for i in getattr(options, name) if not 0 <= i < length]
        if wrong:
            raise ValueError(
                f"{name} names points {wrong}, but the series has indexes 0 to {length - 1}. Count from 0."
            )
    if 0 in options.rebase_at or len(set(options.rebase_at)) < len(options.rebase_at):
        raise ValueError(
            "rebase_at must name different points after the first; point 0 begins a phase anyway."
        )
