"""Charts of protected tables: bars for one breakdown, dots by group for two."""

from collections.abc import Callable, Sequence

from realign.analyse.surveys.data.measures import UNKNOWN
from realign.analyse.surveys.tables.protected import Seen
from realign.analyse.surveys.tables.types import Group, level_name, style_of
from realign.analyse.surveys.tables.words import overall
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.types import Chart, Estimate, Series, Unit
from realign.methods.disclosure import TOTAL
from realign.registers.evidence.types import Dimension

HIDDEN = "hidden to protect people"


MOST_SERIES = 6


def unit_of(seen: Seen) -> Unit:
    """How the figures of a table are written."""
    return style_of(seen.asked.measure).unit


def chart_of(seen: Seen) -> Chart | None:
    """The picture that suits a table; none for three breakdowns or more, which no picture makes plain."""
    dims = seen.asked.dims
    sentence, title, unit = overall(seen), seen.asked.title, unit_of(seen)
    match len(dims):
        case 0:
            return bar_with_interval(
                title=title, sentence=sentence, bars=[_mark(seen, (), "All pupils")], unit=unit
            )
        case 1:
            levels = [(TOTAL, level_name(dims[0], TOTAL)), *dims[0].levels]
            held = [
                (level, name) for level, name in levels if level != UNKNOWN and (level,) in seen.estimates
            ]
            bars = [_mark(seen, (level,), name) for level, name in held]
            return bar_with_interval(title=title, sentence=sentence, bars=bars, unit=unit)
        case 2:
            return _dots(seen, title, sentence, unit)
        case _:
            return None


def _dots(seen: Seen, title: str, sentence: str, unit: Unit) -> Chart | None:
    first, second = seen.asked.dims
    swap = len(first.levels) > MOST_SERIES
    series, group = (second, first) if swap else (first, second)
    if len(series.levels) > MOST_SERIES:
        return None

    def place(one: str, other: str) -> Group:
        return (other, one) if swap else (one, other)

    present = [
        (level, name)
        for level, name in group.levels
        if level != UNKNOWN and any(place(own, level) in seen.estimates for own, _ in series.levels)
    ]
    return dot_interval_by_group(
        title=title,
        sentence=sentence,
        series=[_series(seen, value, name, present, place) for value, name in _held(seen, series)],
        unit=unit,
        from_zero=seen.counts_pupils,
    )


def _held(seen: Seen, dim: Dimension) -> list[tuple[str, str]]:
    position = seen.asked.dims.index(dim)
    there = {group[position] for group in seen.estimates}
    return [(level, name) for level, name in dim.levels if level in there and level != UNKNOWN]


def _series(
    seen: Seen,
    value: str,
    name: str,
    groups: Sequence[tuple[str, str]],
    place: Callable[[str, str], Group],
) -> Series:
    return Series(name, tuple(_mark(seen, place(value, level), label) for level, label in groups))


def _mark(seen: Seen, group: Group, label: str) -> Estimate:
    shown = seen.estimates.get(group)
    if shown is None:
        return Estimate(label, None, note="nobody was asked")
    if group in seen.hidden_groups:
        return Estimate(label, None, note=HIDDEN)
    if shown.withheld:
        return Estimate(label, None, note="too uncertain to show")
    scale = style_of(seen.asked.measure).scale
    lower, upper = (
        (None, None)
        if shown.lower is None or shown.upper is None
        else (shown.lower * scale, shown.upper * scale)
    )
    return Estimate(label, shown.estimate * scale, lower, upper, note="low reliability" if shown.low else "")
