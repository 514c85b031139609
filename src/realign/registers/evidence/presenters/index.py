"""The index of what is published: every released table and every public indicator, in one list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence.models import Release
from realign.registers.evidence.queries import dimensions
from realign.registers.evidence.rules import HOW_TABLES
from realign.registers.evidence.types import COUNCIL
from realign.registers.indicators.types import IndicatorCoverage, PublicIndicator

TABLE, INDICATOR = "Survey table", "Indicator"
YEAR = re.compile(r"(?:19|20)\d\d")
MOST_AREAS = 4


@dataclass(frozen=True)
class PublishedEntry:
    """One line of the index: a released table or a public indicator, with what it can be found by."""

    title: str
    url: str
    kind: str
    about: str
    areas: tuple[str, ...]
    years: tuple[int, ...]
    source: str
    themes: tuple[str, ...]
    invented: bool
    released: datetime | None = None
    withdrawn: bool = False

    @property
    def newest(self) -> int | None:
        """The last year that it is about."""
        return max(self.years, default=None)

    @property
    def years_words(self) -> str:
        """From which year to which."""
        if not self.years:
            return "Not recorded"
        first, last = min(self.years), max(self.years)
        return str(last) if first == last else f"{first} to {last}"

    @property
    def areas_words(self) -> str:
        """The areas by name; how many there are where there are more than a line holds."""
        if len(self.areas) <= MOST_AREAS:
            return ", ".join(self.areas)
        return f"{', '.join(self.areas[:MOST_AREAS])} and {len(self.areas) - MOST_AREAS} more"

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader must know before opening it."""
        return ("Invented data",) if self.invented else ()


def published_entries(
    partnership: Partnership,
    tables: Sequence[Release],
    indicators: Sequence[PublicIndicator],
    coverage: dict[int, IndicatorCoverage],
    *,
    for_members: bool,
) -> list[PublishedEntry]:
    """Every table and indicator as a line; members are led to their own page of an indicator."""
    page = "indicators:indicator" if for_members else "trends:public"
    return [
        *(_of_table(partnership, table) for table in tables),
        *(
            PublishedEntry(
                title=indicator.row.title,
                url=reverse(page, args=[partnership.slug, indicator.row.slug]),
                kind=INDICATOR,
                about=indicator.row.definition,
                areas=known.areas,
                years=known.years,
                source=indicator.row.producer or "Not recorded",
                themes=indicator.themes,
                invented=indicator.row.invented or known.invented,
            )
            for indicator in indicators
            for known in [coverage.get(indicator.row.pk, IndicatorCoverage())]
        ),
    ]


def _of_table(partnership: Partnership, table: Release) -> PublishedEntry:
    councils = [dim for dim in dimensions(table) if dim.column == COUNCIL]
    areas = sorted(name for dim in councils for _, name in dim.levels if name != "Not known")
    themes = {tag.label for finding in table.findings.all() for tag in finding.tags.all()}
    return PublishedEntry(
        title=table.title,
        url=reverse("evidence:release", args=[partnership.slug, table.slug]),
        kind=TABLE,
        about=f"{table.measure} {table.population}",
        areas=tuple(areas) or (f"All of {partnership.known_as}",),
        years=tuple(sorted({int(year) for year in YEAR.findall(table.collected)})),
        source=table.survey_title,
        themes=tuple(sorted(themes)),
        invented=table.invented,
        released=table.released_at,
        withdrawn=not table.stands,
    )


def index_table(entries: Sequence[PublishedEntry], *, for_members: bool) -> TableSpec:
    """The index to search, filter, page and download; members also see which tables were withdrawn."""

    def state(entry: PublishedEntry) -> Status:
        return Status("Withdrawn", Tone.BAD) if entry.withdrawn else Status("Published", Tone.GOOD)

    marks = (
        (Column("marks", "Note", kind=Kind.TAGS, sortable=False),)
        if any(entry.marks for entry in entries)
        else ()
    )
    states = (Column("state", "State", kind=Kind.STATUS, value=state, sortable=False),) if for_members else ()
    return TableSpec(
        name="published",
        noun="table or indicator,tables and indicators",
        caption="Released tables and public indicators",
        search_fields=("title", "about", "source", "areas_words"),
        default_sort="title",
        columns=(
            Column("title", "Title", link=lambda entry: entry.url),
            Column("kind", "Kind"),
            Column(
                "areas", "Area", value=lambda entry: entry.areas_words, csv=_listed("areas"), sortable=False
            ),
            Column("newest", "Years", value=lambda entry: entry.years_words, sortable="newest"),
            Column("source", "Source"),
            Column("themes", "Theme", value=lambda entry: "; ".join(entry.themes), sortable=False),
            *marks,
            *states,
        ),
        filters=(
            Filter("theme", "Theme or wellbeing indicator", choices=_choices(entries, "themes"), apply=_has("themes")),
            Filter("kind", "Kind", choices=[(TABLE, TABLE), (INDICATOR, INDICATOR)], field="kind"),
            Filter("area", "Area", choices=_choices(entries, "areas"), apply=_has("areas")),
            Filter("year", "Year", choices=_choices(entries, "years", newest_first=True), apply=_has("years")),
            Filter("source", "Source", choices=_choices(entries, "source"), field="source"),
        ),
        empty_title="No tables or indicators published yet",
        empty_help=f"{HOW_TABLES} An indicator stands here once its values and its definition are published.",
    )  # fmt: skip


def _listed(field: str) -> Callable[[PublishedEntry], str]:
    return lambda entry: "; ".join(str(value) for value in getattr(entry, field))


def _choices(
    entries: Sequence[PublishedEntry], field: str, *, newest_first: bool = False
) -> list[tuple[str, str]]:
    values = {
        str(value)
        for entry in entries
        for value in (getattr(entry, field) if field != "source" else (entry.source,))
    }
    return [(value, value) for value in sorted(values, reverse=newest_first)]


def _has(field: str) -> Callable[[Sequence[PublishedEntry], str], list[PublishedEntry]]:
    def keep(rows: Sequence[PublishedEntry], value: str) -> list[PublishedEntry]:
        return [row for row in rows if value in {str(known) for known in getattr(row, field)}]

    return keep
