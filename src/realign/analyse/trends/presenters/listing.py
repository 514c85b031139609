"""The list of trends as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list

from realign.analyse.trends import words
from realign.analyse.trends.presenters.pages import address
from realign.analyse.trends.types import Trend
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Caveat, Status
from realign.foundations.design.words import plural
from realign.registers.indicators.schemes import scheme_of


@dataclass(frozen=True)
class TrendRow:
    """One line of the list of trends: an indicator in one place."""

    trend: Trend
    title: str
    place: str
    scheme: str
    tags: tuple[str, ...]
    verdict: Status
    address: str


def rows(slug: str, trends: Sequence[Trend]) -> list[TrendRow]:
    """The rows of the list, those that need attention first."""
    order = list(words.VERDICTS)
    listed = [
        TrendRow(
            trend=trend,
            title=trend.indicator.title,
            place=trend.place.name,
            scheme=trend.indicator.scheme,
            tags=tuple(tag.label for tag in trend.indicator.tags.all()),
            verdict=words.VERDICTS[trend.checked.trend],
            address=address(slug, trend.indicator.slug, trend.place.area.code),
        )
        for trend in trends
    ]
    return sorted(listed, key=lambda row: (order.index(row.trend.checked.trend), row.title, row.place))


def list_lead(trends: Sequence[Trend], unmeasured: Sequence[str]) -> str:
    """How many there are of every kind of trend, and what nothing measures."""
    if not trends:
        return "No indicator has values yet."
    lead = f"{words.in_verdicts((trend.checked.trend for trend in trends), 'series,series')}."
    if unmeasured:
        lead += f" No indicator covers {_themes(unmeasured)} yet."
    return lead


def _themes(labels: Sequence[str]) -> str:
    quoted = [f"“{label}”" for label in labels]
    theme = plural(len(labels), "the wellbeing theme,the wellbeing themes")
    return f"{theme} {get_text_list(quoted, 'or')}"


def list_table(slug: str, listed: Sequence[TrendRow]) -> TableSpec:
    """Every series with its verdict, sentence, latest value and distance from Scotland."""
    return TableSpec(
        name="trends",
        noun="series,series",
        caption="Trends of indicators",
        search_fields=("title", "place", "trend.indicator.code", "trend.indicator.definition"),
        columns=(
            Column("title", "Indicator", link=lambda row: row.address),
            Column("place", "Where"),
            Column("verdict", "Trend", kind=Kind.STATUS),
            Column(
                "headline", "Latest value, since the first, latest signal", value=_headline, sortable=False
            ),
            Column(
                "beside",
                "Compared with Scotland",
                value=lambda row: words.beside_words(row.trend.beside, row.trend.indicator.unit),
                sortable=False,
            ),
        ),
        filters=(
            Filter(
                "verdict",
                "Trend",
                choices=_choices(row.verdict.word for row in listed),
                apply=_with_verdict,
            ),
            Filter("place", "Where", choices=_choices(row.place for row in listed)),
            Filter(
                "tag",
                "Wellbeing theme",
                choices=_choices(tag for row in listed for tag in row.tags),
                apply=_with_tag,
            ),
            Filter(
                "scheme",
                "From",
                choices=[
                    (scheme, scheme_of(scheme).title) for scheme in sorted({row.scheme for row in listed})
                ],
            ),
        ),
        empty_title="No series yet",
        empty_help="Trends appear here as soon as indicators have values for this partnership’s "
        "councils or for Scotland.",
        empty_action="Import figures",
        empty_url=reverse("files:choose", args=[slug]),
    )


def _headline(row: TrendRow) -> str:
    line = words.headline(row.trend.checked, row.trend.indicator.unit)
    return f"{line}. {Caveat.INVENTED}" if row.trend.invented else line


def _choices(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in sorted(set(values))]


def _with_verdict(listed: Sequence[TrendRow], word: str) -> list[TrendRow]:
    return [row for row in listed if row.verdict.word == word]


def _with_tag(listed: Sequence[TrendRow], tag: str) -> list[TrendRow]:
    return [row for row in listed if tag in row.tags]
