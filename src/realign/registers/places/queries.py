"""Reading areas: by code or name, with their populations, deprivation, outlines and comparators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.registers.places.models import (
    Area,
    AreaCode,
    AreaName,
    Boundary,
    Deprivation,
    FamilyGroup,
    Population,
)
from realign.registers.places.types import CHILDREN, SCOTLAND, AreaIndex


def areas(kind: str | None = None) -> models.QuerySet[Area]:
    """Every area, or those of one kind, by name."""
    every = Area.objects.select_related("parent", "health_board")
    return every if kind is None else every.filter(kind=kind)


def area(code: str) -> Area:
    """One area by a code that it has or had; raises Area.DoesNotExist."""
    return areas().get(codes__code=code.upper())


def area_index(*kinds: str) -> AreaIndex:
    """All areas of the kinds given (or of all kinds), to be found by code or name. Two queries, whatever is asked of it."""
    codes = AreaCode.objects.select_related("area")
    names = AreaName.objects.select_related("area")
    if kinds:
        codes, names = codes.filter(area__kind__in=kinds), names.filter(kind__in=kinds)
    return AreaIndex(
        by_code={code.code: code.area for code in codes},
        by_name={(name.folded, name.kind): name.area for name in names},
    )


def find_area(text: str, *kinds: str) -> Area | None:
    """The area of a code (present or former) or a name in any common spelling; nothing when none fits."""
    return area_index(*kinds).find(text, *kinds)


def scotland() -> Area:
    """The country; raises Area.DoesNotExist before any areas are loaded."""
    return Area.objects.get(code=SCOTLAND)


def councils_of(partnership: Partnership) -> models.QuerySet[Area]:
    """The council areas that a partnership covers, by name."""
    return areas(Area.Kind.COUNCIL).filter(code__in=partnership.council_codes)


def whole_of(partnership: Partnership) -> Area | None:
    """The area whose figures are those of the whole partnership, if there is one. One query.

    One council stands for itself. Several councils are the whole of the health board that holds just them: neither
    another board, nor one with more councils, is.
    """
    codes = set(partnership.council_codes)
    boards = Area.objects.filter(code__in=codes).values("health_board")
    councils = areas(Area.Kind.COUNCIL).filter(models.Q(code__in=codes) | models.Q(health_board__in=boards))
    council_of = {council.code: council for council in councils}
    if not codes or not codes <= set(council_of):
        return None
    if len(codes) == 1:
        return council_of[codes.pop()]
    boards_here = {council.health_board for council in council_of.values()}
    return boards_here.pop() if len(boards_here) == 1 and codes == set(council_of) else None


def is_ours(partnership: Partnership, area: Area) -> bool:
    """Whether an area is the whole partnership, one of its councils, or a zone within one of them."""
    above = (area, area.parent, area.parent.parent if area.parent else None)
    if any(place is not None and place.code in partnership.council_codes for place in above):
        return True
    return area.kind == Area.Kind.HEALTH_BOARD and area == whole_of(partnership)


def family_of(area: Area, scheme: str = "lgbf-people") -> models.QuerySet[Area]:
    """The other councils in the same family group, by name; none where the area has no group."""
    group = FamilyGroup.objects.filter(area=area, scheme=scheme).values("group")
    return areas().filter(family_groups__scheme=scheme, family_groups__group__in=group).exclude(pk=area.pk)


def alike(own: Sequence[Area], scheme: str = "lgbf-people") -> dict[int, list[str]]:
    """For every council in the family group of one of these, the names of those it is alike to; one query."""
    groups = list(FamilyGroup.objects.filter(scheme=scheme).select_related("area"))
    ours = {area.pk for area in own}
    families: dict[int, list[str]] = {}
    for mine in (group for group in groups if group.area_id in ours):
        for other in groups:
            if other.group == mine.group and other.area_id not in ours:
                families.setdefault(other.area_id, []).append(mine.area.name)
    return families


def family_groups(area: Area) -> models.QuerySet[FamilyGroup]:
    """The groups in which an area is compared."""
    return FamilyGroup.objects.filter(area=area).order_by("scheme")


def populations(areas: Sequence[Area] | models.QuerySet[Area]) -> models.QuerySet[Population]:
    """Every population figure of these areas, latest year first."""
    return (
        Population.objects.filter(area__in=areas)
        .select_related("area")
        .order_by("-year", "age_from", "-age_to")
    )


def population(area: Area, ages: tuple[int, int] = CHILDREN, year: int | None = None) -> Population | None:
    """The estimate for an age range in a year, or the latest; nothing when there is none."""
    counts = Population.objects.filter(area=area, age_from=ages[0], age_to=ages[1])
    return (counts if year is None else counts.filter(year=year)).order_by("-year").first()


def outlines(kind: str) -> dict[str, dict[str, Any]]:
    """The outline of every area of a kind that has one, by code."""
    boundaries = Boundary.objects.filter(area__kind=kind).values_list("area__code", "geometry")
    return dict(boundaries)


def large_areas() -> models.QuerySet[Area]:
    """Countries, boards and councils with their number of children: what a list begins with."""
    return with_children().exclude(kind__in=(Area.Kind.DATA_ZONE, Area.Kind.INTERMEDIATE_ZONE))


def with_children(kind: str | None = None) -> models.QuerySet[Area]:
    """Areas with their latest number of children, for lists."""
    latest = Population.objects.filter(
        area=models.OuterRef("pk"), age_from=CHILDREN[0], age_to=CHILDREN[1]
    ).order_by("-year")
    return areas(kind).annotate(
        aged_0_17=models.Subquery(latest.values("persons")[:1]),
        counted_in=models.Subquery(latest.values("year")[:1]),
    )


def codes(area: Area) -> models.QuerySet[AreaCode]:
    """Every code that an area has or had, the present one first."""
    return AreaCode.objects.filter(area=area).order_by(models.F("valid_to").desc(nulls_first=True))


def most_deprived(area: Area, edition: str, deciles: int = 2) -> tuple[int, int]:
    """How many of the data zones in an area are among the most deprived of Scotland, and how many there are."""
    zones = Deprivation.objects.filter(edition=edition).filter(
        models.Q(area__parent__parent=area)
        | models.Q(area__parent=area)
        | models.Q(area__health_board=area)
        | models.Q(area=area)
    )
    return zones.filter(decile__lte=deciles).count(), zones.count()


def areas_of(partnership: Partnership) -> models.QuerySet[Area]:
    """The areas that a partnership plans for, with their children: its councils, their health boards, and Scotland."""
    councils = models.Q(kind=Area.Kind.COUNCIL, code__in=partnership.council_codes)
    boards = models.Q(
        pk__in=Area.objects.filter(code__in=partnership.council_codes, health_board__isnull=False).values(
            "health_board"
        )
    )
    return with_children().filter(councils | boards | models.Q(kind=Area.Kind.COUNTRY))


def parts(area: Area) -> models.QuerySet[Area]:
    """The areas of which an area is made: its own parts, or the councils of a health board."""
    if area.kind == Area.Kind.HEALTH_BOARD:
        return with_children(Area.Kind.COUNCIL).filter(health_board=area)
    return with_children().filter(parent=area)


@dataclass(frozen=True)
class ZoneOfChildren:
    """A data zone: the zone above it, its decile of deprivation, and its children."""

    area: str
    decile: int
    children: int


def zones_with_deprivation(partnership: Partnership) -> list[ZoneOfChildren]:
    """Data zones of a partnership’s councils: decile in the latest edition, and the latest count of children."""
    newest = Deprivation.objects.order_by("-edition").values_list("edition", flat=True).first()
    children = Population.objects.filter(
        area=models.OuterRef("area"), age_from=CHILDREN[0], age_to=CHILDREN[1]
    ).order_by("-year")
    zones = (
        Deprivation.objects.filter(edition=newest, area__parent__parent__code__in=partnership.council_codes)
        .annotate(children=models.Subquery(children.values("persons")[:1]))
        .filter(children__isnull=False)
        .values_list("area__parent__name", "decile", "children")
    )
    return [ZoneOfChildren(*row) for row in zones.order_by("area__code")]
