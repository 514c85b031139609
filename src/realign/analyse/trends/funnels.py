"""Which councils differ from the average by more than chance, and what that does and does not mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.text import get_text_list

from realign.analyse.trends.judging import multiplier
from realign.methods.indicators.funnel import (
    FunnelLines,
    FunnelZone,
    count_funnel,
    count_lines,
    proportion_funnel,
    proportion_lines,
)
from realign.methods.indicators.spc.types import ChartKind
from realign.registers.indicators.presenters.words import is_percent
from realign.registers.indicators.types import IndicatorSeries, SeriesPoint

FEWEST = 8  # councils with counts; fewer make no funnel
OVERDISPERSED = 2.0  # several times what chance brings: the lines should not be leant on
CURVE = 40
NAMED = 5  # more names than this are left to the table
BEYOND = (FunnelZone.HIGH, FunnelZone.LOW)


@dataclass(frozen=True)
class Member:
    """One council in the funnel, and whether it lies beyond the lines."""

    name: str
    size: float
    value: float
    place: FunnelZone


@dataclass(frozen=True)
class CouncilFunnel:
    """Councils against the lines, in one period; ``lines`` at sizes from the smallest to the largest."""

    period: str
    members: tuple[Member, ...]
    average: float
    lines: FunnelLines
    times: float
    overdispersion: float
    is_share: bool
    nobody: tuple[str, ...] = ()
    """Councils where nobody could be counted, so that they have no place."""

    @property
    def beyond(self) -> tuple[Member, ...]:
        """The councils beyond the outer lines, by name."""
        return tuple(
            member for member in sorted(self.members, key=lambda m: m.name) if member.place in BEYOND
        )


@dataclass(frozen=True)
class NoFunnel:
    """Why no funnel can be drawn, in words for the reader."""

    reason: str


def funnel_of(series: Sequence[IndicatorSeries], unit: str) -> CouncilFunnel | NoFunnel:
    """The funnel of the latest period for which enough councils have counts.

    What a value is out of is taken as published, or reckoned from count and value where only these are.
    """
    times = multiplier(ChartKind.U, unit)
    spans = sorted({(p.ends_on, p.starts_on) for line in series for p in line.points if _counts(p, times)})
    for ends_on, starts_on in reversed(spans):
        with_counts = [
            (line.area.name, point, *counts)
            for line in series
            for point in line.points
            if (point.ends_on, point.starts_on) == (ends_on, starts_on) and (counts := _counts(point, times))
        ]
        if len(with_counts) >= FEWEST:
            names = [name for name, *_ in with_counts]
            tops, bottoms = (np.array([row[i] for row in with_counts], float) for i in (2, 3))
            drawn = _funnel(with_counts[0][1].period, names, tops, bottoms, times, is_share=is_percent(unit))
            if isinstance(drawn, NoFunnel):
                return drawn
            nobody = (
                line.area.name
                for line in series
                for point in line.points
                if (point.ends_on, point.starts_on) == (ends_on, starts_on) and point.denominator == 0
            )
            return replace(drawn, nobody=tuple(nobody))
    return NoFunnel(
        "A funnel plot needs the number counted and the number they are out of, for at least "
        f"{FEWEST} councils in one period; this file gives values alone."
    )


def _counts(point: SeriesPoint, times: float) -> tuple[float, float] | None:
    if point.value is None or not point.is_measured or point.numerator is None or point.numerator < 0:
        return None
    if point.denominator is not None and point.denominator > 0:
        return point.numerator, point.denominator
    if times > 1 and point.value > 0 and point.numerator > 0:
        return point.numerator, point.numerator * times / point.value
    return None


def _funnel(
    period: str, names: Sequence[str], tops: np.ndarray, bottoms: np.ndarray, times: float, *, is_share: bool
) -> CouncilFunnel | NoFunnel:
    if tops.sum() <= 0:
        return NoFunnel("The count is zero in every council, so there is no average to compare with.")
    overall = float(tops.sum() / bottoms.sum())
    sizes = np.linspace(max(1.0, float(bottoms.min()) * 0.8), float(bottoms.max()), CURVE)
    as_share = is_share and bool((tops <= bottoms).all()) and overall < 1
    if as_share:
        funnel, lines = proportion_funnel(tops, bottoms), proportion_lines(overall, sizes)
    else:
        funnel, lines = (
            count_funnel(tops, bottoms * overall),
            _rates(count_lines(sizes * overall), sizes, overall),
        )
    members = tuple(
        Member(name, bottom, times * top / bottom, place)
        for name, top, bottom, place in zip(
            names, tops.tolist(), bottoms.tolist(), funnel.places, strict=True
        )
        if place is not None
    )
    return CouncilFunnel(period, members, times * overall, lines, times, funnel.overdispersion, as_share)


def _rates(ratios: FunnelLines, sizes: np.ndarray, overall: float) -> FunnelLines:
    """Lines of observed ÷ expected as rates at each size."""

    def scaled(side: Sequence[float]) -> tuple[float, ...]:
        return tuple(overall * share for share in side)

    return FunnelLines(
        tuple(sizes.tolist()), overall,
        scaled(ratios.inner_lower), scaled(ratios.inner_upper),
        scaled(ratios.outer_lower), scaled(ratios.outer_upper),
    )  # fmt: skip


def funnel_sentence(funnel: CouncilFunnel, own: Sequence[str]) -> str:
    """Which councils are beyond the lines, and what that does and does not mean."""
    high = [member.name for member in funnel.beyond if member.place is FunnelZone.HIGH]
    low = [member.name for member in funnel.beyond if member.place is FunnelZone.LOW]
    parts = [_beyond(names, side, own) for names, side in ((high, "above"), (low, "below")) if names]
    outcome = "; ".join(parts) if parts else "none is beyond the outer lines"
    period = (
        funnel.period[:1].lower() + funnel.period[1:] if funnel.period.startswith("School") else funnel.period
    )
    words = f"In {period}, of {len(funnel.members)} councils with counts, {outcome}."
    for place in (FunnelZone.RATHER_HIGH, FunnelZone.AS_EXPECTED, FunnelZone.RATHER_LOW):
        if ours := [member.name for member in funnel.members if member.name in own and member.place is place]:
            words += f" {get_text_list(list(ours), 'and')} {'is' if len(ours) == 1 else 'are'} {_place_words(place)}."
    if funnel.nobody:
        words += (
            f" {get_text_list(list(funnel.nobody), 'and')} {'has' if len(funnel.nobody) == 1 else 'have'} no place: "
            "nobody there could be counted."
        )
    return f"{words} {_meaning(funnel)}"


def _beyond(names: Sequence[str], side: str, own: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return (
            f"{get_text_list(list(names), 'and')} {'is' if len(names) == 1 else 'are'} {side} the outer line"
        )
    ours = [name for name in names if name in own]
    among = f", {get_text_list(list(ours), 'and')} among them" if ours else ""
    return f"{len(names)} are {side} the outer line{among}"


def _meaning(funnel: CouncilFunnel) -> str:
    if funnel.overdispersion > OVERDISPERSED:
        return (
            f"Councils vary {funnel.overdispersion:.0f} times as much as chance alone would make "
            "them: they differ in ways this indicator does not measure, such as deprivation, so "
            "being beyond a line does not show good or bad performance."
        )
    if funnel.beyond:
        return (
            "A value beyond a line is unlikely to be chance. It does not say why, or who is doing "
            "well. Check first for differences in the children and in the counting."
        )
    return "Differences inside the lines can be chance, so their order means nothing."


def _place_words(place: FunnelZone) -> str:
    match place:
        case FunnelZone.AS_EXPECTED:
            return "inside the lines"
        case _:
            return f"{place}: slightly unusual (one in twenty by chance)"
