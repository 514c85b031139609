"""Places: where the partnership’s children live, and one area in full."""

from django.http import Http404, HttpResponseBase
from django.urls import reverse

from realign.foundations.design.tables import Compared, beside_page, render_table, table_page
from realign.foundations.design.types import Link, SummaryRow
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.registers.places import presenters, queries
from realign.registers.places.formats.zones import EDITIONS
from realign.registers.places.models import Area, Population


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
    """One area: its codes, its people, its deprivation, its parts and whom it is compared with."""
    try:
        area = queries.area(code)
    except Area.DoesNotExist as missing:
        raise Http404(str(missing)) from missing
    slug = request.partnership.slug
    facts = _facts(area)
    parts = presenters.areas_table(slug, "parts", f"Areas in {area.name}")
    context = {
        "area": area,
        "facts": facts,
        "family": queries.family_of(area),
        "parts": table_page(request, parts, queries.parts(area)),
        "breadcrumbs": [Link("Places", reverse("places:list", args=[slug])), Link(area.name)],
    }
    page = table_page(request, presenters.POPULATIONS, queries.populations([area]))
    return render_table(request, "places/area.html", page, context)
