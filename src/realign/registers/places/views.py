"""Places: where the partnership’s children live, and one area in full."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.tables import CHOSEN, Compared, beside_page, render_table, table_page
from realign.foundations.design.types import Link, SummaryRow
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.places import presenters, queries
from realign.registers.places.formats.zones import EDITIONS
from realign.registers.places.models import Area, Population
from realign.registers.places.panels import AreaReader, panels_for


@access("places.view")
def area_list(request: MemberRequest) -> HttpResponseBase:
    """Every area, with a map of children by council."""
    partnership = request.partnership
    councils = list(queries.with_children(Area.Kind.COUNCIL))
    own = [area for area in councils if area.code in partnership.council_codes]
    lead = presenters.lead(own)
    codes = [area.code for area in own]
    context = {
        "lead": lead,
        "map": presenters.children_map(councils, queries.outlines(Area.Kind.COUNCIL), codes, lead),
        "may_import": request.actor.may("places.import") and request.actor.may("files.upload"),
        "breadcrumbs": [Link("Places")],
    }
    # thousands of small areas come only when they are asked for
    search = request.GET.get("q") or request.GET.get("kind")
    rows = queries.with_children() if search else queries.large_areas()
    page = table_page(request, presenters.areas_table(partnership.slug), rows)
    return render_table(request, "places/list.html", page, context)


@access("places.view")
def area_compare(request: MemberRequest) -> HttpResponseBase:
    """Set councils and health boards side by side: who lives there and how deprived they are."""
    slug = request.partnership.slug

    def things(keys: list[str]) -> list[Compared]:
        return [_beside(queries.area(key), slug) for key in keys]

    choices = list(queries.large_areas().order_by("name").values_list("code", "name"))
    way = Link("Places", reverse("places:list", args=[slug]))
    return beside_page(request, noun="areas", choices=choices, things=things, breadcrumbs=[way])


def _beside(area: Area, slug: str) -> Compared:
    newest: dict[tuple[int, int], Population] = {}
    for row in queries.populations([area]):
        ages = (row.age_from, row.age_to)
        if ages not in newest or newest[ages].year < row.year:
            newest[ages] = row
    url = reverse("places:area", args=[slug, area.code])
    return presenters.beside(area, url, _facts(area), list(newest.values()))


def _facts(area: Area) -> list[SummaryRow]:
    deprived = {edition: queries.most_deprived(area, edition) for _, edition in EDITIONS}
    return presenters.facts(area, list(queries.codes(area)), list(queries.family_groups(area)), deprived)


@access("places.view")
def area_page(request: MemberRequest, code: str) -> HttpResponseBase:
    """Show the profile of one area: everything that this member may see of it."""
    reader = AreaReader(request.partnership, request.actor.at.date(), request.actor)
    way = Link("Places", reverse("places:list", args=[request.partnership.slug]))
    return _profile(request, _area_or_404(code), reader, way)


@access("public")
def public_list(request: PartnershipRequest) -> HttpResponseBase:
    """List the areas that the partnership plans for, each with its profile."""
    spec = presenters.areas_table(request.partnership.slug, is_public=True)
    page = table_page(request, spec, queries.areas_of(request.partnership))
    return render_table(request, "places/public_list.html", page)


@access("public")
def public_area(request: PartnershipRequest, code: str) -> HttpResponseBase:
    """Show the profile of one area: everything of it that is public."""
    today = timezone.localdate()
    way = Link("Places", reverse("places:public-list", args=[request.partnership.slug]))
    return _profile(request, _area_or_404(code), AreaReader(request.partnership, today), way)


def _area_or_404(code: str) -> Area:
    try:
        return queries.area(code)
    except Area.DoesNotExist as missing:
        raise Http404(str(missing)) from missing


def _profile(request: PartnershipRequest, area: Area, reader: AreaReader, way: Link) -> HttpResponseBase:
    slug = request.partnership.slug
    panels = panels_for(reader, area)
    population = queries.population(area)
    parts = presenters.areas_table(slug, "parts", f"Areas in {area.name}", is_public=reader.is_public)
    context = {
        "area": area,
        "lead": presenters.profile_lead(area, population, panels),
        "facts": _facts(area),
        "panels": panels,
        "family": [
            Link(council.name, presenters.profile_url(slug, council.code, is_public=reader.is_public))
            for council in queries.family_of(area)
        ],
        "other_page": _other_page(request, area, reader),
        "compare": ""
        if reader.is_public or area.kind in presenters.SMALL
        else f"{reverse('places:compare', args=[slug])}?{CHOSEN}={area.code}",
        "parts": table_page(request, parts, queries.parts(area)),
        "breadcrumbs": [way, Link(area.name)],
    }
    page = table_page(request, presenters.POPULATIONS, queries.populations([area]))
    return render_table(request, "places/area.html", page, context)


def _other_page(request: PartnershipRequest, area: Area, reader: AreaReader) -> Link | None:
    """For members: the same profile as the public reads it, and back."""
    slug = request.partnership.slug
    if not reader.is_public:
        url = reverse("places:public", args=[slug, area.code])
        return Link("Public page of this area", url) if request.partnership.is_public else None
    if request.actor is not None and request.actor.may("places.view"):
        return Link("Profile for members", reverse("places:area", args=[slug, area.code]))
    return None
