"""The figures of a trend's page, by the name under which each can be downloaded."""

from collections.abc import Callable

from realign.analyse.trends import ahead, funnels, money, pictures, words
from realign.analyse.trends.presenters import pages
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.wider import Wider
from realign.foundations.design.charts.funnel import Limits, Spot, funnel_chart
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.types import Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.types import PlainTable

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def funnel_picture(full: InFull, wider: Wider) -> Chart | None:
    """Every council by the number of children behind its value."""
    funnel = wider.funnel
    if not isinstance(funnel, funnels.CouncilFunnel):
        return None
    own = {place.area.name for place in full.places if not place.is_country}
    unit = pictures.unit_of(full.trend.indicator.unit, [member.value for member in funnel.members])
    lines = funnel.lines
    limits = [
        Limits(size, (funnel.times * a, funnel.times * b), (funnel.times * c, funnel.times * d))
        for size, a, b, c, d in zip(
            lines.sizes,
            lines.inner_lower,
            lines.inner_upper,
            lines.outer_lower,
            lines.outer_upper,
            strict=True,
        )
    ]
    spots = [
        Spot(
            member.name,
            member.size,
            member.value,
            member.place.value,
            member.place in funnels.BEYOND,
            member.name in own,
        )
        for member in funnel.members
    ]
    return funnel_chart(
        title=f"All councils by size: {funnel.period}",
        sentence=funnels.funnel_sentence(funnel, sorted(own)),
        spots=spots,
        limits=limits,
        average=("average", funnel.average),
        unit=unit,
        size=Unit("Out of how many"),
    )


def gradient_picture(full: InFull, wider: Wider) -> Chart | None:
    """A bar for each deprivation fifth."""
    if wider.gradient is None:
        return None
    unit, place = full.trend.indicator.unit, full.trend.place
    sentence = words.gradient_sentence(place.name, wider.gradient, unit)
    return pictures.gradient_picture(place, wider.gradient, unit, sentence)


def ahead_picture(full: InFull, wider: Wider) -> Chart | None:
    """What was measured, then what may come, hollow and with its range."""
    outlook = wider.ahead
    if not isinstance(outlook, ahead.ProjectedTrend):
        return None
    drawn = (*outlook.known[-14:], *outlook.projected)
    unit = full.trend.indicator.unit
    estimates = tuple(
        ChartValue(p.period, p.value, p.lower, p.upper, "projected")
        if p in outlook.projected
        else ChartValue(p.period, p.value)
        for p in drawn
    )
    return line_chart(
        title=f"{full.trend.place.name}: projection if nothing changes",
        sentence=ahead.ahead_sentence(outlook, unit),
        series=(ChartSeries("Measured, then projected", estimates),),
        unit=pictures.unit_of(unit, [p.value for p in outlook.known]),
        from_zero=False,
        interval="95% range",
    )


def real_picture(full: InFull, wider: Wider) -> Chart | None:
    """Money as spent, and in the prices of one year."""
    real = wider.real
    if not isinstance(real, money.Real):
        return None
    unit = full.trend.indicator.unit or "£"

    def line(name: str, values: tuple[float, ...]) -> ChartSeries:
        return ChartSeries(name, tuple(ChartValue(p, v) for p, v in zip(real.periods, values, strict=True)))

    return line_chart(
        title=f"{full.trend.place.name} in real terms",
        sentence=money.real_sentence(real, unit),
        series=(line(f"In {real.price_base} prices", real.real), line("Cash terms", real.cash)),
        unit=pictures.unit_of(unit, real.real),
        from_zero=False,
    )


def indices_table(wider: Wider) -> PlainTable | None:
    """Every index of inequality with its name, value and meaning."""
    if not wider.indices:
        return None
    return PlainTable(
        "Measures of inequality, with 95% intervals where available",
        ("Measure", "Value", "What it means"),
        [(index.name, index.value, index.meaning) for index in wider.indices],
    )


def _inequality(full: InFull, wider: Wider) -> Table | None:
    table = indices_table(wider)
    return (tuple(table.headers), tuple(tuple(map(str, row)) for row in table.rows)) if table else None


def _of(draw: Callable[[InFull, Wider], Chart | None]) -> Callable[[InFull, Wider], Table | None]:
    def table(full: InFull, wider: Wider) -> Table | None:
        chart = draw(full, wider)
        return (chart.columns, chart.rows) if chart else None

    return table


FILES: dict[str, Callable[[InFull, Wider], Table | None]] = {
    "over_time": _of(lambda full, _: pictures.run_picture(full)),
    "together": _of(lambda full, _: pages.beside_chart(full)[1]),
    "family": _of(lambda full, _: pages.family_chart(full)),
    "funnel": _of(funnel_picture),
    "gradient": _of(gradient_picture),
    "inequality": _inequality,
    "ahead": _of(ahead_picture),
    "real_terms": _of(real_picture),
}
"""What can be downloaded from a trend’s page: the numbers of each figure as its table shows them."""
