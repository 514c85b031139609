"""Pages of the national lists. Anybody may read them."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.registers.frameworks import presenters, queries
from realign.registers.frameworks.models import Framework, FrameworkVersion


@access("public")
def framework_list(request: PartnershipRequest) -> HttpResponseBase:
    """Every list, with its version in force."""
    spec = presenters.FRAMEWORKS if _wants_csv(request) else presenters.FRAMEWORKS_PAGE
    page = table_page(request, spec, queries.frameworks())
    return render_table(request, "frameworks/list.html", page)


@access("public")
def framework_page(request: PartnershipRequest, slug: str, version: str = "") -> HttpResponseBase:
    """One list: what it is, where it comes from, its entries; the newest version unless another is asked for."""
    try:
        framework = queries.framework(slug)
        chosen = queries.version(slug, version) if version else queries.newest(slug)
    except (Framework.DoesNotExist, FrameworkVersion.DoesNotExist) as missing:
        raise Http404(str(missing)) from missing
    items = queries.entries(chosen)
    listed = list(items)
    spec = presenters.items_table(chosen, listed)
    if not _wants_csv(request):
        spec = presenters.page_columns(spec, listed)
    page = table_page(request, spec, items)
    context = {
        "framework": framework,
        "version": chosen,
        "facts": presenters.facts(chosen),
        "verified": presenters.verified(chosen.verified),
        "versions": framework.versions.all(),
        "breadcrumbs": [Link("Lists", reverse("frameworks:list")), Link(framework.name)],
    }
    return render_table(request, "frameworks/framework.html", page, context)


@access("public")
def glossary(request: PartnershipRequest) -> HttpResponseBase:
    """What words and abbreviations mean, those with two meanings with both."""
    entries = queries.glossary()
    spec = presenters.GLOSSARY if _wants_csv(request) else presenters.GLOSSARY_PAGE
    page = table_page(request, spec, presenters.glossary_rows(entries))
    others = table_page(request, presenters.OTHER_NAMES, queries.other_names())
    context = {"others": others, "ambiguous": sum(entry.is_ambiguous for entry in entries)}
    return render_table(request, "frameworks/glossary.html", page, context)


def _wants_csv(request: HttpRequest) -> bool:
    """Whether the file is asked for, which holds more columns than the page."""
    return request.GET.get("format") == "csv"
