"""Charts of protected tables: bars for one breakdown, dots by group for two."""

from collections.abc import Callable, Sequence

from realign.analyse.surveys.data.measures import UNKNOWN
from realign.analyse.surveys.tables.presenters.words import overall
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import Group, level_name, style_of
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.types import Chart, ChartSeries, ChartValue, Unit
from realign.methods.disclosure import TOTAL
from realign.methods.signs import HIDDEN, LOW_RELIABILITY, TOO_UNCERTAIN
from realign.registers.evidence.types import Dimension

MOST_SERIES = 6


def unit_of(protected: ProtectedTable) -> Unit:
    """How the figures of a table are written."""
    return style_of(protected.wanted.measure).unit


def chart_of(protected: ProtectedTable) -> Chart | None:
    """The picture that suits a table.

    None for three breakdowns or more, which no picture makes plain, and none where no figure may be shown.
    """
    dims = protected.wanted.dims
    if nothing_to_draw(protected):
        return None
    sentence, title, unit = overall(protected), protected.wanted.title, unit_of(protected)
    match len(dims):
        case 0:
            return bar_with_interval(
                title=title, sentence=sentence, bars=[_mark(protected, (), "All pupils")], unit=unit
            )
        case 1:
            levels = [(TOTAL, level_name(dims[0], TOTAL)), *dims[0].levels]
            present = [
                (level, name)
                for level, name in levels
                if level != UNKNOWN and (level,) in protected.estimates
            ]
            bars = [_mark(protected, (level,), name) for level, name in present]
            return bar_with_interval(title=title, sentence=sentence, bars=bars, unit=unit)
        case 2:
            return _dots(protected, title, sentence, unit)
        case _:
            return None


def nothing_to_draw(protected: ProtectedTable) -> bool:
    """Whether no figure may be shown that a picture would show: of two breakdowns it shows no totals."""
    return not any(len(group) < 2 or TOTAL not in group for group in protected.shown)


def _dots(protected: ProtectedTable, title: str, sentence: str, unit: Unit) -> Chart | None:
    first, second = protected.wanted.dims
    swap = len(first.levels) > MOST_SERIES
    series, group = (second, first) if swap else (first, second)
    if len(series.levels) > MOST_SERIES:
        return None

    def place(series_level: str, other: str) -> Group:
        return (other, series_level) if swap else (series_level, other)

    present = [
        (level, name)
        for level, name in group.levels
        if level != UNKNOWN and any(place(own, level) in protected.estimates for own, _ in series.levels)
    ]
    return dot_interval_by_group(
        title=title,
        sentence=sentence,
        series=[
            _series(protected, value, name, present, place)
            for value, name in _levels_present(protected, series)
        ],
        unit=unit,
        from_zero=protected.counts_pupils,
    )


def _levels_present(protected: ProtectedTable, dim: Dimension) -> list[tuple[str, str]]:
    position = protected.wanted.dims.index(dim)
    there = {group[position] for group in protected.estimates}
    return [(level, name) for level, name in dim.levels if level in there and level != UNKNOWN]


def _series(
    protected: ProtectedTable,
    value: str,
    name: str,
    groups: Sequence[tuple[str, str]],
    place: Callable[[str, str], Group],
) -> ChartSeries:
    return ChartSeries(name, tuple(_mark(protected, place(value, level), label) for level, label in groups))


def _mark(protected: ProtectedTable, group: Group, label: str) -> ChartValue:
    figure = protected.estimates.get(group)
    if figure is None:
        return ChartValue(label, None, note="not asked")
    if group in protected.hidden_groups:
        return ChartValue(label, None, note=HIDDEN)
    if figure.withheld:
        return ChartValue(label, None, note=TOO_UNCERTAIN)
    scale = style_of(protected.wanted.measure).scale
    lower, upper = (
        (None, None)
        if figure.lower is None or figure.upper is None
        else (figure.lower * scale, figure.upper * scale)
    )
    return ChartValue(
        label, figure.estimate * scale, lower, upper, note=LOW_RELIABILITY if figure.low else ""
    )
