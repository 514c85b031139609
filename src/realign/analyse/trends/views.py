"""Trends: every series with its sentence, one in full, its marks, and what the public sees of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from realign.analyse.trends import actions, ahead, funnels, money, pictures, queries, words
from realign.analyse.trends.forms import MarkForm, TakeOffForm
from realign.analyse.trends.judging import charts_for
from realign.analyse.trends.models import Mark
from realign.analyse.trends.presenters import listing, pages, parts
from realign.analyse.trends.presenters.pages import address
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.wider import Wider, wider
from realign.foundations.design.editing import edit_page
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Caveat, Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import how_published
from realign.foundations.publishing.views import withdrawn_or_404
from realign.methods.cells import CsvWriter
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.presenters.words import story_of
from realign.registers.indicators.types import INDICATOR


@access("trends.view")
def trend_list(request: MemberRequest) -> HttpResponseBase:
    """Every series, those that need attention first."""
    slug = request.partnership.slug
    trends = queries.trends(request.partnership)
    rows = listing.rows(slug, trends)
    spec = listing.list_table(slug, rows)
    context = {
        "lead": listing.list_lead(trends, queries.unmeasured(request.partnership, request.actor.at.date())),
        "breadcrumbs": [Link("Trends")],
    }
    return render_table(request, "trends/list.html", table_page(request, spec, rows), context)


@access("trends.view")
def trend_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the trend of an indicator in one place, and for which groups it gets better."""
    partnership = request.partnership.slug
    full = _asked_for(request, slug)
    indicator = full.trend.indicator
    lines = [points for _, points in full.lines]
    drawn, beside = (
        pages.source(partnership, indicators.provenance(indicator, imports=pages.brought_by(*those)))
        for those in ([full.trend.points], lines)
    )
    sentence, together = pages.beside_chart(full)
    query = {name: request.GET[name] for name in ("chart", "rules", "screen") if name in request.GET}
    may_edit = request.actor.may("indicators.edit")
    marks, taken_off = pages.mark_entries(partnership, full, may_edit=may_edit)
    context = {
        "full": full,
        "indicator": indicator,
        "lead": pages.lead(full),
        "verdict": pages.verdict(full),
        "places": pages.place_links(partnership, full, **query),
        "run": pictures.run_picture(full),
        "ways": pages.chart_links(partnership, full),
        "marks": marks,
        "taken_off": taken_off,
        "may_edit": may_edit,
        "beside": sentence,
        "together": together,
        "family": pages.family_chart(full),
        "family_source": pages.family_source(full),
        "facts": pages.facts(partnership, full, may_see_priorities=request.actor.may("priorities.view")),
        "story": story_of(indicator),
        "caveats": pages.caveats(full),
        "source": drawn,
        "together_source": beside,
        "files": {name: _file(partnership, full, name, query) for name in parts.FILES},
        "is_public": request.partnership.is_public
        and indicators.public_indicator(request.partnership, slug) is not None,
        "breadcrumbs": [*_crumbs(partnership), Link(indicator.title)],
        **_wider_context(full, wider(full), drawn),
    }
    return render(request, "trends/trend.html", context)


def _wider_context(full: InFull, more: Wider, source: Any) -> dict[str, Any]:
    unit = full.trend.indicator.unit
    projection = more.ahead if isinstance(more.ahead, ahead.ProjectedTrend) else None
    return {
        "gradient": parts.gradient_picture(full, more),
        "gradient_source": pages.gradient_source(more.gradient, source),
        "indices": parts.indices_table(more),
        "funnel": parts.funnel_picture(full, more),
        "funnel_source": pages.funnel_source(source),
        "no_funnel": more.funnel.reason if isinstance(more.funnel, funnels.NoFunnel) else "",
        "ahead": parts.ahead_picture(full, more),
        "projected": [Caveat.PROJECTED.value],
        "ahead_tested": ahead.tested_sentence(projection, unit) if projection else "",
        "no_ahead": more.ahead.reason if isinstance(more.ahead, ahead.NoAhead) else "",
        "real": parts.real_picture(full, more),
        "no_real": more.real.reason if isinstance(more.real, money.NoReal) else "",
    }


@access("trends.view")
def trend_file(request: MemberRequest, slug: str, part: str) -> HttpResponse:
    """The numbers of one figure of a trend’s page as CSV."""
    if part not in parts.FILES:
        raise Http404(f"no figure {part}")
    full = _asked_for(request, slug)
    table = parts.FILES[part](full, wider(full))
    if table is None:
        raise Http404(f"{slug} has no figure {part}")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    place = full.trend.place.area.code
    response["Content-Disposition"] = f'attachment; filename="{slug}-{place}-{part}.csv"'
    response.write("\ufeff")
    rows = CsvWriter(response)
    head, mark = (["Invented data"], ["yes"]) if full.trend.invented else ([], [])
    rows.row(["Indicator", "Place", *table[0], *head])
    rows.rows((full.trend.indicator.title, full.trend.place.name, *row, *mark) for row in table[1])
    return response


@access("indicators.edit")
def mark_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Record something about a chart, with its reason."""
    full = _asked_for(request, slug)
    trend = full.trend
    form = MarkForm(trend.checked.points, charts_for(trend.checked.points), request.POST or None)
    back = address(request.partnership.slug, slug, trend.place.area.code)
    return edit_page(
        request,
        form,
        lambda _: actions.mark_chart(
            by=request.actor, indicator=trend.indicator, area=trend.place.area, **form.chosen
        ),
        title="Add an annotation",
        lead=f"{trend.indicator.title}: {trend.place.name}. All readers of the chart will see it, with your name.",
        back=back,
        done="The annotation has been added.",
        breadcrumbs=[*_crumbs(request.partnership.slug), Link(trend.indicator.title, back)],
    )


@access("indicators.edit")
def mark_take_off(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a mark off a chart."""
    try:
        mark = queries.mark(request.partnership, pk)
    except Mark.DoesNotExist as missing:
        raise Http404(str(missing)) from missing
    back = address(request.partnership.slug, mark.indicator.slug, mark.area.code)
    return edit_page(
        request,
        TakeOffForm(request.POST or None, initial={"revision": mark.revision}),
        lambda data: actions.take_mark_off(by=request.actor, mark=mark, **data),
        title="Remove this annotation?",
        lead=f"{pages.mark_words(mark)}. Reason given: {mark.reason}",
        submit="Remove",
        back=back,
        done="The annotation has been removed. It is listed below the chart with your reason.",
        breadcrumbs=[*_crumbs(request.partnership.slug), Link(mark.indicator.title, back)],
    )


@access("public")
def public_page(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One indicator for everybody: the sentence, the chart, the source; in the words that were published."""
    published = indicators.public_indicator(request.partnership, slug)
    if published is None:
        newest = publishing.newest_at(request.partnership, INDICATOR, slug)
        back = Link("Tables and indicators", reverse("evidence:published", args=[request.partnership.slug]))
        return withdrawn_or_404(request, newest, back=back)
    full = _full_or_404(request, slug, public=True)
    indicator = full.trend.indicator
    context = {
        "full": full,
        "lead": pages.lead(full),
        "verdict": pages.verdict(full),
        "run": pictures.run_picture(full),
        "places": [
            Link(place.name, "" if place == full.trend.place else f"?area={place.area.code}")
            for place in full.places
        ],
        "source": pages.source(
            request.partnership.slug,
            indicators.provenance(indicator, public=True, imports=pages.brought_by(full.trend.points)),
            public=True,
        ),
        "how": how_published(published.version),
        "breadcrumbs": [Link(indicator.title)],
    }
    return render(request, "trends/public.html", context)


def _crumbs(partnership: str) -> list[Link]:
    return [Link("Trends", reverse("trends:list", args=[partnership]))]


def _file(partnership: str, full: InFull, part: str, query: dict[str, str]) -> str:
    return address(partnership, full.trend.indicator.slug, full.trend.place.area.code, part=part, **query)


def _asked_for(request: PartnershipRequest, slug: str) -> InFull:
    return _full_or_404(
        request,
        slug,
        _chosen(request, "chart", ChartKind),
        _chosen(request, "rules", RuleSet),
        screen=pages.SCREENS.get(request.GET.get("screen", "")),
    )


def _full_or_404(
    request: PartnershipRequest,
    slug: str,
    chart: ChartKind | None = None,
    rules: RuleSet | None = None,
    *,
    screen: bool | None = None,
    public: bool = False,
) -> InFull:
    try:
        return queries.in_full(
            request.partnership,
            slug,
            request.GET.get("area", ""),
            chart=chart,
            rules=rules,
            screen=screen,
            public=public,
        )
    except Indicator.DoesNotExist as missing:
        raise Http404(str(missing)) from missing


def _chosen(request: HttpRequest, name: str, kind: Any) -> Any:
    """The kind of chart or the rules that the address asks for; what does not exist is left aside."""
    kinds = [member for member in kind if not isinstance(member, ChartKind) or member in words.CHART_WORDS]
    return next((member for member in kinds if member.value == request.GET.get(name)), None)
