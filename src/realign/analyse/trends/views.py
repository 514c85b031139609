"""Trends: every series with its sentence, one in full, and what the public sees of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from realign.analyse.trends import listing, pictures, presenters, queries, words
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.rules import is_public
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator


@access("trends.view")
def trend_list(request: HttpRequest) -> HttpResponseBase:
    """Every series, those that need attention first."""
    slug = request.partnership.slug
    trends = queries.trends(request.partnership)
    rows = listing.rows(slug, trends)
    may_import = request.actor.may("indicators.import") and request.actor.may("files.upload")
    spec = listing.list_table(slug, rows, may_import=may_import)
    context = {
        "lead": listing.list_lead(trends, queries.unmeasured(request.partnership, request.actor.at.date())),
        "breadcrumbs": [Link("Trends")],
    }
    return render_table(request, "trends/list.html", table_page(request, spec, rows), context)


@access("trends.view")
def trend_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator in one place: is it getting better, and for whom?"""
    partnership = request.partnership.slug
    chart = _chosen(request, "chart", ChartKind.RUN)
    rules = _chosen(request, "rules", RuleSet.SCOTLAND)
    full = _full_or_404(request, slug, chart, rules)
    indicator = full.trend.indicator
    source = presenters.source(partnership, indicators.provenance(indicator))
    sentence, together = presenters.beside_chart(full)
    asked = {name: request.GET[name] for name in ("chart", "rules") if name in request.GET}
    context = {
        "full": full,
        "lead": presenters.lead(full),
        "verdict": words.VERDICTS[full.trend.checked.verdict],
        "places": presenters.place_links(partnership, full, **asked),
        "run": pictures.run_picture(full),
        "ways": presenters.chart_links(partnership, full, chart, rules),
        "beside": sentence,
        "together": together,
        "family": presenters.family_chart(full),
        "family_source": presenters.family_source(full),
        "gradient": presenters.gradient_chart(full),
        "gradient_source": presenters.gradient_source(full, source),
        "facts": presenters.facts(partnership, full, may_see_priorities=request.actor.may("priorities.view")),
        "caveats": presenters.caveats(full),
        "source": source,
        "is_public": is_public(indicator, in_plan=bool(full.uses)) and request.partnership.is_public,
        "breadcrumbs": [
            Link("Trends", reverse("trends:list", args=[partnership])),
            Link(indicator.title),
        ],
    }
    return render(request, "trends/trend.html", context)


@access("public")
def public_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One indicator for everybody: the sentence, the chart, the source."""
    full = _full_or_404(request, slug)
    indicator = full.trend.indicator
    if not is_public(indicator, in_plan=bool(full.uses)):
        raise Http404("these figures are not public")
    context = {
        "full": full,
        "lead": presenters.lead(full),
        "verdict": words.VERDICTS[full.trend.checked.verdict],
        "run": pictures.run_picture(full),
        "places": [
            Link(place.name, "" if place == full.trend.place else f"?area={place.area.code}")
            for place in full.places
        ],
        "source": presenters.source(request.partnership.slug, indicators.provenance(indicator), public=True),
        "breadcrumbs": [Link(indicator.title)],
    }
    return render(request, "trends/public.html", context)


def _full_or_404(
    request: HttpRequest,
    slug: str,
    chart: ChartKind = ChartKind.RUN,
    rules: RuleSet = RuleSet.SCOTLAND,
) -> InFull:
    try:
        return queries.in_full(
            request.partnership, slug, request.GET.get("area", ""), chart=chart, rules=rules
        )
    except Indicator.DoesNotExist as missing:
        raise Http404(str(missing)) from missing


def _chosen(request: HttpRequest, name: str, usual: Any) -> Any:
    """The kind of chart or the rules that the address asks for; what does not exist is left aside."""
    kinds = [one for one in type(usual) if not isinstance(one, ChartKind) or one in presenters.CHART_WORDS]
    return next((one for one in kinds if one.value == request.GET.get(name)), usual)
