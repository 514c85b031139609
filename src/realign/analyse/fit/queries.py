"""Reading needs, and how well the services matched with them fit, for the partnership and for each council."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Prefetch

from realign.analyse.fit import working
from realign.analyse.fit.models import Match, Need
from realign.analyse.fit.types import EVERYWHERE, Children, Contribution, Grid, GridCell, GridRow, NeedFit
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import all_words, why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import TOTAL
from realign.registers.evidence.models import ReleasedCell
from realign.registers.evidence.queries import dimensions
from realign.registers.evidence.types import COUNCIL
from realign.registers.places import queries as places
from realign.registers.places.models import Area
from realign.registers.services import queries as services
from realign.registers.services.models import TIERS, Service
from realign.registers.services.rules import areas_served, is_provided


def needs(partnership: Partnership) -> models.QuerySet[Need]:
    """Every need with its evidence, and the services matched with it and their latest figures."""
    matched = Match.objects.prefetch_related(Prefetch("service", queryset=services.services(partnership)))
    return (
        Need.objects.filter(partnership=partnership)
        .select_related("partnership", "finding", "release", "changed_by")
        .prefetch_related("release__cells", "tags", Prefetch("matches", queryset=matched.order_by("pk")))
    )


def need(partnership: Partnership, slug: str) -> Need:
    """One need; raises Need.DoesNotExist."""
    return needs(partnership).get(slug=slug)


def match(partnership: Partnership, slug: str, pk: int) -> Match:
    """One match of a need; raises Match.DoesNotExist."""
    return Match.objects.select_related("need", "service", "changed_by").get(
        partnership=partnership, need__slug=slug, pk=pk
    )


def fits(partnership: Partnership, on: date) -> list[NeedFit]:
    """The fit of every need in the whole partnership, most children missed first, unknown ones last."""
    ground = _ground(partnership)
    return _most_missed_first(_fit(need, None, ground, on) for need in needs(partnership))


def fit(partnership: Partnership, need: Need, on: date) -> NeedFit:
    """The fit of one need in the whole partnership."""
    return _fit(need, None, _ground(partnership), on)


def fits_in(partnership: Partnership, area: Area, on: date) -> list[NeedFit]:
    """The fit of every need in one council, most children missed first, unknown ones last."""
    ground = _ground(partnership)
    return _most_missed_first(_fit(need, area, ground, on) for need in needs(partnership))


def fit_by_council(partnership: Partnership, need: Need, on: date) -> list[NeedFit]:
    """The fit of one need in each council, most children missed first."""
    ground = _ground(partnership)
    by_council = [_fit(need, area, ground, on) for area in ground.councils]
    return sorted(by_council, key=lambda place: -(place.missed.estimate if place.missed else -1))


def cells_by_group(need: Need) -> list[tuple[str, list[tuple[str, ReleasedCell]]]]:
    """How common the need is in each group of its released table, one breakdown at a time, places left out.

    Nothing where the table was withdrawn.
    """
    if need.release is None or not need.release.stands:
        return []
    by_group = []
    for dim in dimensions(need.release):
        if dim.column == COUNCIL:
            continue
        cells = [
            (dim.name_of(cell.key[dim.column]), cell)
            for cell in need.release.cells.all()
            if cell.key[dim.column] != TOTAL
            and all(level == TOTAL for column, level in cell.key.items() if column != dim.column)
        ]
        by_group.append((dim.title, cells))
    return by_group


def grid(partnership: Partnership, on: date) -> Grid:
    """Every need by every level of help: services, places and reach, with the gaps."""
    rows, matched = [], set()
    tiers, ground = all_words(partnership.pk, TIERS), _ground(partnership)
    for need in needs(partnership):
        given = _contributions(need, None, ground, on)
        matched |= {contribution.service.pk for contribution in given}
        rows.append(GridRow(need, tuple(_cell_of(tier, given) for tier, _ in tiers)))
    return Grid(
        tiers=tuple(tiers),
        rows=tuple(rows),
        unmatched=tuple(
            service for service in services.running(partnership, on) if service.pk not in matched
        ),
    )


def _cell_of(tier: str, given: Sequence[Contribution]) -> GridCell:
    here = [contribution for contribution in given if contribution.service.tier == tier]
    return GridCell(
        tier=tier,
        services=len(here),
        capacity=working.added(contribution.capacity for contribution in here),
        reached=working.added(contribution.reached for contribution in here),
    )


@dataclass(frozen=True)
class _Ground:
    """The councils of a partnership, and how many children of which ages live in each."""

    councils: tuple[Area, ...]
    populations: Mapping[int, Mapping[tuple[int, int], tuple[int, str]]]

    def children(self, area: Area | None, ages: tuple[int, int]) -> Children | None:
        """Children of some ages in one council, or in all of them."""
        if area is not None:
            return working.children_of(self.populations.get(area.pk, {}), ages)
        return working.total([self.children(council, ages) for council in self.councils])

    def read_for(self, area: Area | None) -> Area | None:
        """The place whose figures are read for an area: where there is one council, it is the whole partnership."""
        return None if area is not None and self.councils == (area,) else area

    def part_here(self, service: Service, area: Area | None, ages: tuple[int, int]) -> float:
        """The part of a service that a council may count on: shared out by children of the ages of the need."""
        if area is None:
            return 1.0
        served = areas_served((place.code for place in service.areas.all()), (c.code for c in self.councils))
        if area.code not in served:
            return 0.0
        numbers = {c.pk: self.children(c, ages) for c in self.councils if c.code in served}
        whole = sum(number.number for number in numbers.values() if number is not None)
        here = numbers.get(area.pk)
        return here.number / whole if here is not None and whole else 1 / len(served)


def _ground(partnership: Partnership) -> _Ground:
    councils = tuple(places.councils_of(partnership))
    populations: dict[int, dict[tuple[int, int], tuple[int, str]]] = {}
    for row in places.populations(councils):
        # latest year first, so the first of each range is the one to use
        populations.setdefault(row.area_id, {}).setdefault(
            (row.age_from, row.age_to), (row.persons, row.source)
        )
    return _Ground(councils, populations)


def _fit(need: Need, area: Area | None, ground: _Ground, on: date) -> NeedFit:
    ages = (need.age_from, need.age_to)
    read_for = ground.read_for(area)
    population = ground.children(read_for, ages)
    cell, why = _cell(need, read_for)
    prevalence = working.prevalence_of(cell) if cell is not None else None
    if cell is not None and prevalence is None:
        why = cell.why_hidden or "The released table shows no estimate with an interval for this place."
    if prevalence is not None and population is None:
        why = f"No population figures have been imported for children aged {ages[0]} to {ages[1]} here."
    children = working.need_in(prevalence, population) if prevalence and population else None
    given = _contributions(need, read_for, ground, on)
    # without a matched service nobody is reached; with one whose figures nobody recorded, it is not known
    reached, capacity = (
        working.added(getattr(contribution, name) for contribution in given) if given else 0.0
        for name in ("reached", "capacity")
    )
    return NeedFit(
        need=need,
        place=area.name if area else need.partnership.short_name,
        code=area.code if area else EVERYWHERE,
        population=population,
        prevalence=prevalence,
        children=children,
        why_unknown=why if children is None else "",
        contributions=given,
        capacity=capacity,
        reached=reached,
        waiting=working.added(contribution.waiting for contribution in given),
        spend=working.added(contribution.spend for contribution in given),
        coverage=working.compared(children, reached),
        capacity_fit=working.compared(children, capacity),
        hidden=cell is not None and cell.estimate is None,
    )


def _cell(need: Need, area: Area | None) -> tuple[ReleasedCell | None, str]:
    """The released cell that speaks for a place, or why there is none. Nothing but released cells is ever read."""
    release = need.release
    if release is None:
        return None, "No released table says how many children have this need."
    if not release.stands:
        return None, f"The table it used was withdrawn: {release.withdrawn_because}"
    columns = [dim.column for dim in dimensions(release)]
    if area is not None and COUNCIL not in columns:
        return None, "The released table is not broken down by council."
    wanted = dict.fromkeys(columns, TOTAL) | ({COUNCIL: area.code} if area else {})
    released = next((cell for cell in release.cells.all() if cell.key == wanted), None)
    return released, "" if released else "The released table has no row for this place."


def _contributions(need: Need, area: Area | None, ground: _Ground, on: date) -> tuple[Contribution, ...]:
    given = []
    for match in need.matches.all():
        here = ground.part_here(match.service, area, (need.age_from, need.age_to))
        if here == 0 or not is_provided(match.service, on):
            continue
        figures = services.figures(match.service)
        numbers = {
            name: working.part_of(getattr(figures, name) if figures else None, match.share, here)
            for name in ("capacity", "reached", "waiting", "spend")
        }
        given.append(
            Contribution(
                service=match.service,
                match_id=match.pk,
                share=match.share,
                reason=match.reason,
                year=figures.year if figures else "",
                part_here=here,
                **numbers,
            )
        )
    return tuple(given)


def _most_missed_first(fits: Iterable[NeedFit]) -> list[NeedFit]:
    return sorted(
        fits,
        key=lambda fit: (fit.missed is None, -(fit.missed.estimate if fit.missed else 0), fit.need.name),
    )


def why_need_stays(need: Need) -> Refusal | None:
    """Why a need cannot be removed: a service is matched with it, a priority names it, or something else uses it."""
    return why_it_stays(need, "Take those links away first, or change the need instead.")
