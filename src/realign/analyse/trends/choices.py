"""How a chart is drawn and judged: what people recorded about it, and what somebody only wants to look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from realign.analyse.trends.models import Mark
from realign.methods.indicators.spc.options import Options
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.indicators.types import SeriesPoint

PHASES = (Mark.Kind.REBASE, Mark.Kind.BREAK)


@dataclass(frozen=True)
class Choices:
    """Kind of chart, rules, and the points that carry a mark, by the first day of their period."""

    chart: ChartKind = ChartKind.RUN
    rules: RuleSet = RuleSet.SCOTLAND
    screen: bool | None = None
    """Whether outlying moving ranges are left out of the limits; None does as the rules do."""
    baseline: int | None = None
    exclude: Mapping[date, str] = field(default_factory=dict)
    begin_anew: Mapping[date, str] = field(default_factory=dict)
    stand_out: Mapping[date, str] = field(default_factory=dict)
    boosted: Mapping[date, str] = field(default_factory=dict)
    breaks: frozenset[date] = frozenset()
    """Where the method changed, so that values before and after are not compared."""

    @property
    def is_marked(self) -> bool:
        """True where a person recorded anything that changes how points are judged."""
        return bool(self.baseline or self.exclude or self.begin_anew or self.stand_out)

    def plain(self) -> "Choices":
        """The same chart and rules without any mark on a point."""
        return Choices(self.chart, self.rules, self.screen, breaks=self.breaks)

    def with_chart(
        self, chart: ChartKind | None, rules: RuleSet | None, screen: bool | None = None
    ) -> "Choices":
        """What somebody wants to look at in place of the chart that was recorded."""
        return replace(
            self,
            chart=chart or self.chart,
            rules=rules or self.rules,
            screen=self.screen if screen is None else screen,
        )


PLAIN = Choices()


def choices_of(marks: Iterable[Mark]) -> Choices:
    """What the standing marks of one chart say together."""
    reasons: dict[str, dict[date, str]] = {
        name: {} for name in ("exclude", "begin_anew", "stand_out", "boosted")
    }
    chart, rules, baseline = ChartKind.RUN, RuleSet.SCOTLAND, None
    screen: bool | None = None
    breaks = set()
    for mark in marks:
        if mark.kind == Mark.Kind.BREAK and mark.starts_on:
            breaks.add(mark.starts_on)
        match mark.kind:
            case Mark.Kind.CHART:
                chart, rules = ChartKind(mark.chart), RuleSet(mark.rules)
                screen = mark.screening == Mark.Screening.ON if mark.screening else None
            case Mark.Kind.BASELINE:
                baseline = mark.points
            case Mark.Kind.EXCLUDE if mark.starts_on:
                reasons["exclude"][mark.starts_on] = mark.reason
            case Mark.Kind.REBASE | Mark.Kind.BREAK if mark.starts_on:
                reasons["begin_anew"][mark.starts_on] = mark.reason
            case Mark.Kind.STANDS_OUT if mark.starts_on:
                reasons["stand_out"][mark.starts_on] = mark.reason
            case Mark.Kind.BOOST if mark.starts_on:
                reasons["boosted"][mark.starts_on] = mark.reason
    return Choices(chart, rules, screen, baseline, **reasons, breaks=frozenset(breaks))


def options_for(choices: Choices, points: Sequence[SeriesPoint], shared: Iterable[int]) -> Options:
    """The choices as the methods take them: points by their place in the series."""
    place = {point.starts_on: number for number, point in enumerate(points)}

    def places(days: Iterable[date]) -> set[int]:
        return {place[day] for day in days if day in place}

    return Options(
        chart=choices.chart,
        rules=choices.rules,
        baseline=choices.baseline,
        screen=choices.screen,
        exclude=sorted(places(choices.exclude) | set(shared)),
        rebase_at=sorted(places(choices.begin_anew) - {0}),
        astronomical=sorted(places(choices.stand_out)),
    )


def overlapping(points: Sequence[SeriesPoint]) -> set[int]:
    """The places of points whose period overlaps one that counts, reckoned back from the latest."""
    shared = set()
    begins = None
    for place in range(len(points) - 1, -1, -1):
        point = points[place]
        if point.value is None:
            continue
        if begins is not None and point.ends_on >= begins:
            shared.add(place)
        else:
            begins = point.starts_on
    return shared
