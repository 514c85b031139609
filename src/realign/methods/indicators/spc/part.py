"""One phase of a series: its useful points, centre, limits and signals."""

from collections.abc import Sequence
from functools import cached_property
from math import isclose, isnan, nan

import numpy as np

from realign.methods.indicators.spc.limits import Frame, Mask, frame
from realign.methods.indicators.spc.options import RUN_CHART_BASELINE, Options
from realign.methods.indicators.spc.rules import SignalPattern, find, rules_for
from realign.methods.indicators.spc.sequences import one_sided
from realign.methods.indicators.spc.series import PeriodSeries
from realign.methods.indicators.spc.types import ChartKind, ChartPoint, Direction, Phase, Signal, SignalRule
from realign.methods.indicators.spc.words import describe, direction_of, judged


class OpenPhase:
    """A phase while it is being worked; `counts` marks the points of the series that may count."""

    def __init__(
        self, series: PeriodSeries, options: Options, counts: Mask, number: int, start: int, end: int
    ) -> None:
        self.series, self.options, self.number, self.start, self.end = series, options, number, start, end
        inside = np.zeros(len(counts), bool)
        inside[start:end] = True
        self.useful = np.flatnonzero(counts & inside)
        if len(self.useful) < 2:
            raise ValueError(
                f"The phase from point {start + 1} to point {end} has {len(self.useful)} values that count; "
                "expected at least 2. Move the rebasing point or exclude fewer points."
            )
        self.base = np.zeros(len(counts), bool)
        self.base[self.useful[: self._baseline()]] = True
        self.frame: Frame = frame(options.chart, series, self.base, screen=options.screens)

    def _baseline(self) -> int:
        if self.options.baseline is not None:
            return self.options.baseline
        return RUN_CHART_BASELINE if self.options.chart is ChartKind.RUN else len(self.useful)

    @cached_property
    def sides(self) -> list[int]:
        """1 above the centre, -1 below, 0 on it, for each point that counts."""
        pairs = zip(
            self.frame.values[self.useful].tolist(), self.frame.centre[self.useful].tolist(), strict=True
        )
        return [
            0 if isclose(y, centre, rel_tol=1e-12, abs_tol=1e-12) else (1 if y > centre else -1)
            for y, centre in pairs
        ]

    def signals(self) -> list[Signal]:
        positions = None if self.frame.sigma is None else self.frame.position()[self.useful].tolist()
        patterns = find(
            rules_for(self.options.rules, run_chart=positions is None),
            values=self.frame.values[self.useful].tolist(),
            sides=self.sides,
            positions=positions,
            table=self.options.runs_table,
        )
        return [self._signal(pattern) for pattern in patterns] + self._judged()

    def _signal(self, pattern: SignalPattern) -> Signal:
        start, end = int(self.useful[pattern.streak.start]), int(self.useful[pattern.streak.end])
        return Signal(
            rule=pattern.rule,
            direction=direction_of(pattern),
            start=start,
            end=end,
            points=tuple(int(self.useful[i]) for i in pattern.streak.members),
            text=describe(
                pattern,
                self.options.chart,
                self.series.periods[start],
                self.series.periods[end],
                len(self.useful),
            ),
        )

    def _judged(self) -> list[Signal]:
        chosen = [i for i in sorted(self.options.astronomical) if i in self.useful]
        return [
            Signal(
                rule=SignalRule.ASTRONOMICAL,
                direction=Direction.ABOVE if self.frame.values[i] > self.frame.centre[i] else Direction.BELOW,
                start=i,
                end=i,
                points=(i,),
                text=judged(self.series.periods[i]),
            )
            for i in chosen
        ]

    def points(self, signals: Sequence[Signal]) -> list[ChartPoint]:
        values, centre = (self.frame.as_read(x).tolist() for x in (self.frame.values, self.frame.centre))
        lower = upper = [nan] * len(values)
        if self.frame.sigma is not None:
            with np.errstate(over="ignore"):
                below, above = (
                    self.frame.centre - 3 * self.frame.sigma,
                    self.frame.centre + 3 * self.frame.sigma,
                )
            lower, upper = self.frame.as_read(below).tolist(), self.frame.as_read(above).tolist()
        return [
            ChartPoint(
                index=i,
                period=self.series.periods[i],
                value=_number(values[i]),
                centre=centre[i],
                lower=_number(lower[i]),
                upper=_number(upper[i]),
                phase=self.number,
                baseline=bool(self.base[i]),
                excluded=i in self.options.exclude,
                signals=tuple(dict.fromkeys(s.rule for s in signals if i in s.points)),
            )
            for i in range(self.start, self.end)
        ]

    def phase(self) -> Phase:
        runs = one_sided(self.sides, ignore_zero=True)
        return Phase(
            start=self.start,
            end=self.end - 1,
            centre=float(self.frame.as_read(self.frame.centre)[self.start]),
            baseline_points=int(self.base.sum()),
            useful=sum(len(run.members) for run in runs),
            runs=len(runs),
            longest_run=max((len(run.members) for run in runs), default=0),
        )

    def notes(self) -> list[str]:
        where = f"The phase from {self.series.periods[self.start]}" if self.number else "The series"
        remarks = []
        if len(self.useful) < 10:
            remarks.append(
                f"{where} has {len(self.useful)} points that count; with fewer than 10, most real change "
                "goes unseen."
            )
        if self.options.baseline and self.base.sum() < self.options.baseline:
            remarks.append(
                f"{where} has fewer points than the baseline of {self.options.baseline} asked for."
            )
        remarks += self._about_limits(where)
        return remarks

    def _about_limits(self, where: str) -> list[str]:
        """Points that are drawn without limits, and why."""
        if self.frame.sigma is None:
            return []
        remarks = []
        inside = range(self.start, self.end)
        groups = self.series.groups if self.options.chart in (ChartKind.XBAR, ChartKind.S) else None
        thin = [self.series.periods[i] for i in inside if groups and len(groups[i]) == 1]
        if thin:
            how = (
                "is drawn without limits" if self.options.chart is ChartKind.XBAR else "has no spread to draw"
            )
            remarks.append(f"A period of one measurement {how}: {', '.join(thin)}.")
        with np.errstate(over="ignore"):
            reach = self.frame.as_read(self.frame.centre + 3 * self.frame.sigma)
        known = ~np.isnan(self.frame.sigma)
        if any(known[i] and isnan(reach[i]) for i in inside):
            remarks.append(f"{where} has a limit too large to calculate: it is unknown.")
        return remarks


def _number(value: float) -> float | None:
    return None if isnan(value) else value
