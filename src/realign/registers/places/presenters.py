"""Areas as tables, facts and maps."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.charts.types import Unit
from realign.foundations.design.maps.boundaries import boundary_map
from realign.foundations.design.maps.tiles import tile_map
from realign.foundations.design.maps.types import AreaValue, Diagram
from realign.foundations.design.tables import Column, Compared, Filter, Kind, TableSpec
from realign.foundations.design.types import SummaryRow
from realign.foundations.design.words import counted, date_words, plural
from realign.registers.places.models import Area, AreaCode, FamilyGroup, Population
from realign.registers.places.panels import AreaPanel
from realign.registers.places.types import CHILDREN, EVERYBODY

CHILDREN_UNIT = Unit("Children aged 0 to 17")
SMALL = {Area.Kind.DATA_ZONE, Area.Kind.INTERMEDIATE_ZONE}
"""Areas that are not set side by side: there are thousands."""
SCHEMES = {"lgbf-people": "Family group by deprivation", "lgbf-places": "Family group by settlement"}


def areas_table(
    slug: str, name: str = "areas", caption: str = "Areas", *, is_public: bool = False
) -> TableSpec:
    """Areas with their kind and number of children."""
    return TableSpec(
        name=name,
        noun="area",
        caption=caption,
        search_fields=("name", "code"),
        default_sort="name",
        columns=(
            Column("name", "Area", link=lambda area: profile_url(slug, area.code, is_public=is_public)),
            Column("kind", "Kind", value=lambda area: area.get_kind_display()),
            Column("code", "Code"),
            Column(
                "parent",
                "Part of",
                value=lambda area: area.parent.name if area.parent else "",
                sortable="parent__name",
            ),
            Column("aged_0_17", "Children aged 0 to 17", kind=Kind.NUMBER),
            Column(
                "counted_in",
                "Counted in mid-year",
                csv=lambda area: area.counted_in,
                value=lambda area: str(area.counted_in or ""),
            ),
        ),
        filters=(Filter("kind", "Kind", choices=Area.Kind.choices),),
        empty_title="No areas yet",
        empty_help="Whoever runs this site loads Scotland’s councils and health boards; smaller "
        "areas are imported as files.",
    )


def profile_url(slug: str, code: str, *, is_public: bool = False) -> str:
    """The profile of an area: the public one, or that of members."""
    return reverse("places:public" if is_public else "places:area", args=[slug, code])


def profile_lead(area: Area, population: Population | None, panels: Sequence[AreaPanel]) -> str:
    """How many children live in an area, and what else is known of it, in two sentences."""
    if population is None:
        children = f"No population of {area.name} has been imported yet."
    else:
        many = counted(population.persons, "child,children")
        live = plural(population.persons, "lives,live")
        when = f"mid-{population.year}, {population.source}"
        children = f"{many} aged 0 to 17 {live} in {area.name} ({when})."
    known = [f"{panel.title.lower()} ({len(panel.facts)})" for panel in panels if panel.facts]
    return f"{children} This page also has {get_text_list(known, 'and')}." if known else children


def children_map(
    areas: Sequence[Any], outlines: Mapping[str, Any], own: Sequence[str], lead: str
) -> Diagram | None:
    """Councils by their number of children: outlines where they were brought in, tiles otherwise."""
    values = [
        AreaValue(area.code, area.aged_0_17, "" if area.aged_0_17 is not None else "not known")
        for area in areas
    ]
    if not any(value.value is not None for value in values):
        return None
    title = "Children aged 0 to 17 in each council area"
    if not outlines or any(area.code not in outlines for area in areas):
        return tile_map(title=title, sentence=lead, values=values, unit=CHILDREN_UNIT, highlight=own)
    features = [
        {"properties": {"code": area.code, "name": area.name}, "geometry": outlines[area.code]}
        for area in areas
    ]
    return boundary_map(
        title=title, sentence=lead, features=features, values=values, unit=CHILDREN_UNIT, focus=own
    )


def lead(own: Sequence[Any]) -> str:
    """How many children live in the partnership’s councils, in one sentence."""
    known = [area for area in own if area.aged_0_17 is not None]
    if not known:
        return "There are no population figures for this partnership’s councils yet."
    total = sum(area.aged_0_17 for area in known)
    counts = ", ".join(f"{area.aged_0_17:,} in {area.name}" for area in known)
    return f"{total:,} children live here (mid-{known[0].counted_in}): {counts}."


def facts(
    area: Area,
    codes: Sequence[AreaCode],
    groups: Sequence[FamilyGroup],
    deprived: Mapping[str, tuple[int, int]],
) -> list[SummaryRow]:
    """What is known of an area."""
    rows = [SummaryRow("Kind", area.get_kind_display()), SummaryRow("Code", area.code)]
    former = [code for code in codes if code.valid_to is not None]
    if former:
        earlier_codes = ", ".join(f"{code.code} until {date_words(code.valid_to)}" for code in former)
        rows.append(SummaryRow("Earlier codes", earlier_codes))
    if area.parent:
        rows.append(SummaryRow("Part of", area.parent.name))
    if area.health_board:
        rows.append(SummaryRow("Health board", area.health_board.name))
    rows += [
        SummaryRow(SCHEMES.get(group.scheme, group.scheme), f"{group.group} ({group.source})")
        for group in groups
    ]
    for edition, (many, zones) in deprived.items():
        if zones:
            words = f"{many} of {zones} data zones are among the most deprived fifth of Scotland"
            rows.append(SummaryRow(f"Deprivation, {edition}", words))
    return rows


def beside(area: Area, url: str, facts: Sequence[SummaryRow], people: Sequence[Population]) -> Compared:
    """How many people live in an area and what is known of it, to stand beside another."""
    counts = [SummaryRow(ages_words(row), f"{row.persons:,} (mid-{row.year})") for row in people]
    return Compared(area.name, url, [*counts, *facts])


def ages_words(row: Population) -> str:
    """The ages that a population counts, in words."""
    match (row.age_from, row.age_to):
        case ages if ages == EVERYBODY:
            return "Everybody"
        case ages if ages == CHILDREN:
            return "Children aged 0 to 17"
        case (low, 120):
            return f"Aged {low} and over"
        case (low, high):
            return f"Aged {low} to {high}"


POPULATIONS = TableSpec(
    name="population",
    noun="figure",
    caption="Population",
    columns=(
        Column("ages", "Who", value=ages_words, sortable="age_from"),
        Column("persons", "People", kind=Kind.NUMBER),
        Column("year", "Mid-year", value=lambda population: str(population.year), sortable="year"),
        Column("source", "Source", sortable=False),
    ),
    default_sort="-year",
    empty_title="No figures yet",
    empty_help="Populations are imported with the areas.",
)
