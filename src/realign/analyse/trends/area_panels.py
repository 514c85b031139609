"""Indicators on an area’s profile: latest value, comparison with Scotland, and trend."""

from django.urls import reverse

from realign.analyse.trends import queries, words
from realign.analyse.trends.presenters.pages import address
from realign.analyse.trends.types import Trend
from realign.foundations.design.types import Link, Source
from realign.foundations.design.words import date_words
from realign.foundations.files.models import Import
from realign.methods.signs import Sign
from realign.registers.indicators.types import SeriesPoint
from realign.registers.places.models import Area
from realign.registers.places.panels import PANELS, AreaFact, AreaPanel, AreaReader

EMPTY = "No indicator has a value for this area. Import a file of figures, or type one value."
EMPTY_PUBLIC = "No indicator has a published value for this area."


def indicators_here(reader: AreaReader, area: Area) -> AreaPanel | None:
    """Every indicator with a value for the area."""
    if not reader.is_public and not reader.may("trends.view"):
        return None
    slug = reader.partnership.slug
    here = queries.trends_in(reader.partnership, area, public=reader.is_public)
    newest = {trend.indicator.pk: _newest(trend) for trend in here}
    imports = queries.imports_of(point for point in newest.values() if point is not None)
    return AreaPanel(
        title="Indicators",
        headings=("Indicator", "Latest value", "Scotland, same period", "Trend"),
        facts=[
            AreaFact(
                Link(
                    trend.indicator.title,
                    reverse("trends:public", args=[slug, trend.indicator.slug]) + f"?area={area.code}"
                    if reader.is_public
                    else address(slug, trend.indicator.slug, area.code),
                ),
                (
                    _latest_words(trend, newest[trend.indicator.pk]),
                    _beside_words(trend),
                    words.VERDICTS[trend.checked.trend],
                ),
                _source(trend, newest[trend.indicator.pk], imports),
                trend.invented,
            )
            for trend in here
        ],
        empty=EMPTY_PUBLIC if reader.is_public else EMPTY,
        more=None if reader.is_public else Link("All trends", reverse("trends:list", args=[slug])),
        order=10,
    )


def _beside_words(trend: Trend) -> str:
    if trend.beside is None:
        return "No figure for the same period"
    unit = trend.indicator.unit
    return f"{words.figure(trend.beside.other, unit)}. {words.beside_words(trend.beside, unit)}"


def _newest(trend: Trend) -> SeriesPoint | None:
    """The newest measured value, be it only a sign that says why there is none."""
    return next((point for point in reversed(trend.points) if point.is_measured), None)


def _latest_words(trend: Trend, newest: SeriesPoint | None) -> str:
    if newest is None:
        return "No measured value"
    unit, before = trend.indicator.unit, trend.latest
    if newest.value is not None:
        return f"{words.figure(newest.value, unit)} ({newest.period})"
    text = f"{newest.symbol or Sign.NOT_AVAILABLE} {words.missing_words(newest)} ({newest.period})"
    if before is not None and before.value is not None:
        text += f"; before: {words.figure(before.value, unit)} ({before.period})"
    return text


def _source(trend: Trend, newest: SeriesPoint | None, imports: dict[int, Import]) -> Source | None:
    brought = imports.get(newest.brought_by_id) if newest and newest.brought_by_id else None
    if brought is None:
        return None
    published = f"published {date_words(brought.published)}"
    when = published if brought.published else f"imported {date_words(brought.decided_at)}"
    return Source(where=brought.producer or trend.indicator.producer or brought.title, when=when)


PANELS.add(indicators_here)
