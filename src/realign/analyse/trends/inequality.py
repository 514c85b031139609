"""Every index of inequality that the data allow, each with its name, its value, its sentence and its source."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from realign.analyse.trends.family import doubt_of
from realign.analyse.trends.types import Gradient, Zone
from realign.analyse.trends.words import figure
from realign.methods.inequality.concentration import Concentration, concentration_index
from realign.methods.inequality.duncan import dissimilarity_interval
from realign.methods.inequality.equity import use_given_need
from realign.methods.inequality.gaps import attributable_percent, gap
from realign.methods.inequality.slope import SlopeIndex
from realign.methods.intervals import Interval, RatioInterval
from realign.methods.percentages import percentage
from realign.registers.indicators.presenters.words import gap_unit, is_percent

SEED = 19  # the bootstrap of the segregation index gives the same answer each time


DISSIMILARITY = "Index of dissimilarity over small areas (Duncan and Duncan)"
CPOP = "Duncan index as CPOP defines it"


@dataclass(frozen=True)
class Index:
    """One index: its name, value with interval in words, and what it means. Without a value it says why."""

    name: str
    value: str
    meaning: str


def indices(
    gradient: Gradient, unit: str, zones: Sequence[Zone] = (), *, out_of: str = ""
) -> tuple[Index, ...]:
    """The indices of a gradient, in the order in which people ask for them.

    ``out_of`` is what values are out of, in words: where that is children in need, use given need is told as well.
    """
    if gradient.slope is None:
        return _gaps(gradient, unit)
    values = (
        *_gaps(gradient, unit),
        *_slopes(gradient.slope, unit),
        _attributable(gradient),
        *_concentration(gradient, unit, zones),
    )
    if "need" in out_of.lower():
        values = (*values, _inverse_care(gradient))
    return (*values, _segregation(zones), CPOP_ON_PAGES) if zones else values


def _gaps(gradient: Gradient, unit: str) -> tuple[Index, ...]:
    """Most against least deprived fifth, where both values have an interval."""
    most, least = doubt_of(gradient.fifths[0].point), doubt_of(gradient.fifths[-1].point)
    if most is None or least is None:
        return ()
    ends = gap(most, least)
    size, absolute = gap_unit(unit), ends.absolute
    side = "above" if absolute.estimate > 0 else "below"
    ratio = ends.ratio
    return (
        Index(
            "Gap: most − least deprived fifth",
            f"{figure(absolute.estimate, size)} ({figure(absolute.lower, size)} to {figure(absolute.upper, size)})",
            f"The most deprived fifth is {figure(abs(absolute.estimate), size)} {side} the least. The "
            "three fifths between are not used.",
        ),
        Index(
            "Ratio: most ÷ least deprived fifth",
            _interval(ratio) if ratio else "Not calculated",
            f"The most deprived fifth has {ratio.estimate:.2f} times what the least has."
            if ratio
            else "One of the two may be zero, so a ratio means nothing.",
        ),
    )


def _inverse_care(gradient: Gradient) -> Index:
    """Whether those who are in need get help less the more deprived they are: the inverse care law, tested."""
    name = "Use given need (inverse care)"
    points = [fifth.point for fifth in gradient.fifths]
    users = [point.numerator for point in points if point.numerator is not None]
    in_need = [point.denominator for point in points if point.denominator is not None]
    if len(users) < len(points) or len(in_need) < len(points):
        return Index(
            name, "Not calculated", "It needs the number in need and the number helped for each fifth."
        )
    try:
        tested = use_given_need(users, in_need, in_need)
    except ValueError as error:
        return Index(name, "Not calculated", str(error))
    meaning = tested.equity.value
    return Index(name, _interval(tested.use_given_need), f"{meaning[:1].upper()}{meaning[1:]}.")


def _slopes(slope: SlopeIndex, unit: str) -> tuple[Index, ...]:
    size = gap_unit(unit)
    more = "above" if slope.sii.estimate > 0 else "below"
    sii = Index(
        "Slope index of inequality (SII)",
        f"{figure(slope.sii.estimate, size)} ({figure(slope.sii.lower, size)} to {figure(slope.sii.upper, size)})",
        f"The line puts the most deprived child {figure(abs(slope.sii.estimate), size)} {more} the least deprived.",
    )
    of_mean = Index(
        "Relative index (RII), as ScotPHO defines it: SII ÷ the overall value",
        _interval(slope.rii_of_mean),
        f"The most deprived end is {abs(slope.percent_above_average):.0f}% "
        f"{'above' if slope.percent_above_average > 0 else 'below'} the average.",
    )
    ratio = Index(
        "Relative index (RII), as Public Health England defines it: fitted most ÷ fitted least deprived",
        _interval(slope.rii_ratio) if slope.rii_ratio else "Not calculated",
        f"The most deprived end is fitted at {slope.rii_ratio.estimate:.2f} times the least deprived."
        if slope.rii_ratio
        else "The least deprived end is fitted at zero or below, so a ratio means nothing.",
    )
    return sii, of_mean, ratio


def _attributable(gradient: Gradient) -> Index:
    name = "Population attributable risk (PAR)"
    try:
        percent = attributable_percent(gradient.values, gradient.sizes)
    except ValueError as error:
        return Index(name, "Not calculated", str(error))
    if percent < 0:
        return Index(
            name, percentage(percent),
            "Below zero: the least deprived fifth has more than the average.",
        )  # fmt: skip
    return Index(
        name,
        percentage(percent),
        f"{percent:.0f} in 100 would not be there if all were as the least deprived fifth.",
    )


def _concentration(gradient: Gradient, unit: str, zones: Sequence[Zone]) -> tuple[Index, ...]:
    name = "Concentration index"
    ordered = sorted(zones, key=lambda zone: zone.rank)
    values = [zone.value for zone in ordered] or list(gradient.values)
    sizes = [zone.children for zone in ordered] or list(gradient.sizes)
    counted = max(sizes) > 1  # equal fifths of Scotland are shares, not numbers of children
    is_share = is_percent(unit) and max(values) <= 100 and counted
    top = 100.0 if is_percent(unit) else max(values)
    try:
        if is_share:
            index = concentration_index(np.array(values) / 100, sizes)
        else:
            index = concentration_index(values, sizes, bounds=(0.0, max(top, *values)))
    except ValueError as error:
        return (Index(name, "Not calculated", str(error)),)
    return _concentrations(index, name, is_share, unit)


def _concentrations(index: Concentration, name: str, is_share: bool, unit: str) -> tuple[Index, ...]:
    who = "the deprived" if index.index.estimate < 0 else "the well off"
    plain = Index(name, _interval(index.index), f"From −1 to 1. It is concentrated among {who}.")
    if not is_percent(unit):
        return (
            plain,
            Index(
                "Erreygers and Wagstaff corrections", "Not calculated",
                "They are for things with a largest possible value, and this has none.",
            ),
        )  # fmt: skip
    corrected = Index(
        "Concentration index, corrected as by Erreygers",
        _signed(index.erreygers),
        "The same size, with the other sign, when presence is counted in place of absence.",
    )
    if not is_share or index.wagstaff is None:
        return plain, corrected
    wagstaff = Index(
        "Concentration index, corrected as by Wagstaff",
        _signed(index.wagstaff),
        "For yes-or-no things: as a share of the most that is possible at this level.",
    )
    return plain, corrected, wagstaff


def _segregation(zones: Sequence[Zone]) -> Index:
    name = DISSIMILARITY
    counted = [(zone.numerator, zone.denominator) for zone in zones]
    tops = [top for top, bottom in counted if top is not None and bottom is not None]
    rest = [bottom - top for top, bottom in counted if top is not None and bottom is not None]
    if len(tops) < len(zones):
        return Index(
            name, "Not calculated", "It needs counts for each small area; only values are available."
        )
    try:
        dissimilarity = dissimilarity_interval(tops, rest, rng=np.random.default_rng(SEED))
    except ValueError as error:
        return Index(name, "Not calculated", str(error))
    share = f"{100 * dissimilarity.estimate:.0f} in 100"
    return Index(
        name,
        _interval(dissimilarity),
        f"{share} would have to live elsewhere for all areas to have the same share.",
    )


CPOP_ON_PAGES = Index(
    CPOP,
    "Not calculated",
    "The Community Planning Outcomes Profile ranks small areas by the outcome and asks whether people who are "
    "income deprived live where it is low. It needs their number in each small area, which these figures do not give.",
)
"""CPOP’s index beside ours, so that the two are not taken for each other."""


def _interval(interval: Interval | RatioInterval) -> str:
    lower, upper = interval.lower, interval.upper
    if lower is None and upper is None:
        return f"{_signed(interval.estimate)} (limits unknown: too far apart to calculate)"
    ends = ("unknown" if end is None else _signed(end) for end in (lower, upper))
    return f"{_signed(interval.estimate)} ({' to '.join(ends)})"


def _signed(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
