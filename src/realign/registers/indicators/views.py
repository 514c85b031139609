"""Indicators: the list, one in full, what is said about it, and how far the figures are fit to be used."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify

from realign.foundations.design.editing import Values, edit_page, remove_page, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import Compared, beside_page, render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.files.models import Import
from realign.foundations.files.registry import exports
from realign.foundations.open_data.workbooks import MIME
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.indicators import actions, checks, pictures, queries
from realign.registers.indicators.forms import CheckDecisionForm, IndicatorForm, IndicatorStoryForm, ValueForm
from realign.registers.indicators.models import CheckDecision, Indicator
from realign.registers.indicators.panels import panels_for
from realign.registers.indicators.presenters import check_tables, value_tables, words
from realign.registers.indicators.presenters.words import story_of
from realign.registers.indicators.types import QUESTIONS, Recorded
from realign.registers.places import queries as places
from realign.registers.places.models import Area


@access("indicators.view")
def indicator_list(request: MemberRequest) -> HttpResponseBase:
    """Every indicator with its latest values in the partnership’s councils and Scotland."""
    areas = queries.comparison_areas(request.partnership)
    indicators = list(queries.indicators(request.partnership))
    rows = words.list_rows(indicators, queries.latest(indicators, areas))
    may_import = request.actor.may("indicators.import") and request.actor.may("files.upload")
    spec = words.list_table(request.partnership.slug, areas, rows)
    context = {
        "may_import": may_import,
        "may_edit": request.actor.may("indicators.edit"),
        "offers_core": may_import
        and request.actor.may("indicators.edit")
        and all(indicator.scheme != "core" for indicator in indicators),
        "exports": exports("indicators"),
        "breadcrumbs": [Link("Indicators")],
    }
    return render_table(request, "indicators/list.html", table_page(request, spec, rows), context)


@access("indicators.view")
def indicator_page(request: MemberRequest, slug: str) -> HttpResponseBase:
    """One indicator: its latest values, how they moved, what it is, how far to trust it, and every value."""
    indicator = _indicator_or_404(request, slug)
    areas = queries.comparison_areas(request.partnership)
    series = queries.series(indicator, areas)
    own = [line for line in series if line.area.kind != Area.Kind.COUNTRY]
    country = next((line for line in series if line.area.kind == Area.Kind.COUNTRY), None)
    lead = words.sentence(indicator, own, country)
    panels = panels_for(request, indicator)
    councils = list(places.areas(Area.Kind.COUNCIL))
    mine = [line.area for line in own]
    others = value_tables.compared_rows(
        councils, queries.latest([indicator], councils).get(indicator.pk, {}), mine, places.alike(mine)
    )
    partnership = request.partnership.slug
    values = value_tables.values_table(
        indicator, partnership, "values", "Our councils and Scotland", "No values have been imported yet."
    )
    replaced = list(queries.earlier_vintages(indicator, areas))
    now = queries.replacements_of(replaced)
    context = {
        "indicator": indicator,
        "lead": lead,
        "panels": panels,
        # a part without a picture, such as stories, does not take the chart's place
        "chart": None
        if any("rl_figure" in part for part in panels)
        else pictures.chart(indicator, own, country),
        "facts": words.facts(indicator),
        "story": story_of(indicator),
        "quality": words.quality(indicator, series),
        "provenance": [
            (words.provenance_words(row), row["brought_by"]) for row in queries.provenance(indicator)
        ],
        "earlier": table_page(
            request,
            value_tables.earlier_table(indicator, partnership, now),
            queries.earlier_vintages(indicator, areas),
        ),
        "revisions": value_tables.revisions_sentence(
            [(row, now.get(row.pk)) for row in replaced], indicator.unit
        )
        if replaced
        else "",
        "others": table_page(
            request, value_tables.comparison_table(indicator, request.partnership.slug), others
        ),
        "exports": exports("indicators"),
        "may_edit": request.actor.may("indicators.edit"),
        "waiting": queries.typed_values_waiting(indicator),
        "breadcrumbs": [_listed(request), Link(indicator.title)],
    }
    page = table_page(request, values, queries.values(indicator, areas))
    return render_table(request, "indicators/indicator.html", page, context)


@access("indicators.view")
def indicator_compare(request: MemberRequest) -> HttpResponseBase:
    """Set indicators side by side: their latest values in each place, and what each measures."""
    rows = queries.indicators(request.partnership)
    areas = queries.comparison_areas(request.partnership)

    def things(keys: list[str]) -> list[Compared]:
        by_slug = {indicator.slug: indicator for indicator in rows.filter(slug__in=keys)}
        latest = queries.latest(by_slug.values(), areas)
        return [words.beside(by_slug[key], areas, latest.get(by_slug[key].pk, {})) for key in keys]

    choices = list(rows.order_by("title").values_list("slug", "title"))
    return beside_page(
        request, noun="indicators", choices=choices, things=things, breadcrumbs=[_listed(request)]
    )


@access("indicators.edit")
def indicator_new(request: MemberRequest) -> HttpResponse:
    """Define an indicator of one’s own."""
    return edit_page(
        request,
        IndicatorForm(request.POST or None, partnership=request.partnership),
        lambda values: actions.create_indicator(
            by=request.actor, slug=slugify(values["title"])[:120], **without_revision(values)
        ),
        title="Add an indicator",
        lead="Say what is counted, out of whom, and which way is better. Its values are typed, or "
        "imported from a file.",
        back=reverse("indicators:list", args=[request.partnership.slug]),
        to=lambda indicator: indicator.get_absolute_url(),
        breadcrumbs=[_listed(request)],
    )


@access("indicators.edit")
def indicator_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what is said about an indicator."""
    indicator = _indicator_or_404(request, slug)
    back = indicator.get_absolute_url()
    return edit_page(
        request,
        IndicatorForm(request.POST or None, instance=indicator, partnership=request.partnership),
        lambda values: actions.change_indicator(by=request.actor, indicator=indicator, **values),
        title="Edit definition",
        lead=f"{indicator.title}. Its imported values are not changed.",
        back=back,
        breadcrumbs=[_listed(request), Link(indicator.title, back)],
    )


@access("indicators.edit")
def indicator_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove an indicator that was defined by mistake."""
    indicator = _indicator_or_404(request, slug)
    back = indicator.get_absolute_url()
    return remove_page(
        request,
        indicator,
        lambda values: actions.remove_indicator(by=request.actor, indicator=indicator, **values),
        called=f"the indicator “{indicator.title}”",
        why_it_stays=queries.why_indicator_stays(indicator),
        back=back,
        to=_listed(request).url,
        breadcrumbs=[_listed(request), Link(indicator.title, back)],
    )


@access("indicators.edit")
def value_add(request: MemberRequest) -> HttpResponse:
    """Type one value, which somebody else then looks at and takes in."""
    asked_for = request.GET.get("indicator", "")
    form = ValueForm(
        request.POST or None,
        partnership=request.partnership,
        areas=queries.areas_of_values(request.partnership),
        initial={"indicator": asked_for},
    )

    def save(values: Values) -> Import:
        about = {name: values.pop(name) for name in ("indicator", "source", "published", "note", "reason")}
        return actions.propose_value(by=request.actor, row=Recorded(**values), **about)

    return edit_page(
        request,
        form,
        save,
        title="Type one value",
        lead="Another person checks it before it is shown. Many values come in faster as a file.",
        submit="Check and save",
        back=reverse("indicators:list", args=[request.partnership.slug]),
        to=lambda record: record.get_absolute_url(),
        done="The value waits for a second person.",
        breadcrumbs=[_listed(request)],
    )


@access("indicators.view")
def indicator_export(request: MemberRequest, format: str) -> HttpResponse:
    """Every current value as a file in one of the open conventions."""
    return _export(request, format, {"areas": "own"} | _export_choices(request), "indicators")


@access("public")
def public_export(request: PartnershipRequest, slug: str, format: str) -> HttpResponse:
    """Every value of one public indicator as a file in one of the open conventions."""
    if queries.public_indicator(request.partnership, slug) is None:
        raise Http404(f"no public indicator {slug}")
    return _export(request, format, {"areas": "all", "indicator": slug, "values": "public"}, slug)


def _export(request: PartnershipRequest, format: str, choices: dict[str, str], name: str) -> HttpResponse:
    export_format = next((export for export in exports("indicators") if export.slug == format), None)
    if export_format is None:
        raise Http404(f"no export format {format}")
    kinds = {".xlsx": MIME, ".json": "application/json"}
    response = HttpResponse(content_type=kinds.get(export_format.suffix, "text/csv; charset=utf-8"))
    response["Content-Disposition"] = (
        f'attachment; filename="{name}-{export_format.slug}{export_format.suffix}"'
    )
    # a response is written to as a file is
    export_format.write(request.partnership, choices, cast(BinaryIO, response))
    return response


def _export_choices(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("indicator", "scheme", "areas") if request.GET.get(name)}


def _indicator_or_404(request: PartnershipRequest, slug: str) -> Indicator:
    try:
        return queries.indicator(request.partnership, slug)
    except Indicator.DoesNotExist as missing:
        raise Http404(str(missing)) from missing


def _listed(request: PartnershipRequest) -> Link:
    return Link("Indicators", reverse("indicators:list", args=[request.partnership.slug]))


@access("indicators.view")
def quality_page(request: MemberRequest) -> HttpResponseBase:
    """List what the checks say against the figures, and what was decided about it."""
    slug = request.partnership.slug
    findings = checks.findings(request.partnership, request.actor.at.date())
    spec = check_tables.table(slug, findings, may_edit=request.actor.may("indicators.edit"))
    past = table_page(request, check_tables.decisions_table(slug), checks.past_decisions(request.partnership))
    context = {
        "lead": check_tables.lead(findings),
        "decisions": past,
        "breadcrumbs": [_listed(request), Link("Data quality")],
    }
    return render_table(request, "indicators/quality.html", table_page(request, spec, findings), context)


@access("indicators.edit")
def decide(request: MemberRequest, key: str) -> HttpResponse:
    """Decide what to do about one finding."""
    finding = checks.finding(request.partnership, request.actor.at.date(), key)
    if finding is None:
        raise Http404("the figures no longer give this finding")
    check, past_decision = finding.finding, finding.decision
    back = reverse("indicators:quality", args=[request.partnership.slug])
    where = ", ".join(part for part in (check.indicator.title, check.place, check.period) if part)
    return edit_page(
        request,
        CheckDecisionForm(
            request.POST or None,
            initial={"verdict": past_decision.verdict, "reason": past_decision.reason}
            if past_decision
            else None,
        ),
        lambda data: actions.decide_on_check(by=request.actor, finding=check, **data),
        title="Decision on this figure",
        lead=f"{where}: {check.sentence} {check.todo}",
        back=back,
        to=lambda decision: _next(request, decision, back),
        done="The decision has been saved. It applies until the figures change.",
        breadcrumbs=[_listed(request), Link("Data quality", back)],
        template="indicators/decide.html",
        context={"history": entries(request.partnership.slug, past_decision) if past_decision else []},
    )


def _next(request: MemberRequest, decision: CheckDecision, back: str) -> str:
    """A gap goes on to the register of what cannot be seen; everything else back to the list."""
    if decision.verdict == CheckDecision.Verdict.GAP and request.actor.may("evidence.edit"):
        about = urlencode({"about": f"indicator:{decision.indicator.slug}"})
        return f"{reverse('gaps:add', args=[request.partnership.slug])}?{about}"
    return back


@access("indicators.edit")
def core_add(request: MemberRequest) -> HttpResponse:
    """Put the core wellbeing indicators into the register, after asking."""
    back = reverse("indicators:list", args=[request.partnership.slug])
    if request.method == "POST":
        added = actions.create_core_indicators(by=request.actor)
        messages.success(request, f"{counted(len(added), 'core indicator')} added.")
        return redirect(back)
    return render(
        request, "indicators/core.html", {"back": back, "breadcrumbs": [_listed(request), Link("Core")]}
    )


@access("indicators.edit")
def story_write(request: MemberRequest, slug: str) -> HttpResponse:
    """Tell the story behind an indicator as it is today."""
    indicator = _indicator_or_404(request, slug)
    latest = story_of(indicator).latest
    back = indicator.get_absolute_url()
    return edit_page(
        request,
        IndicatorStoryForm(
            request.POST or None,
            initial={name: getattr(latest, name) for name in QUESTIONS} if latest else None,
        ),
        lambda data: actions.write_story(by=request.actor, indicator=indicator, **data),
        title="Commentary",
        lead=f"{indicator.title}. Earlier commentary stays, with its date.",
        back=back,
        done="The commentary has been saved.",
        breadcrumbs=[_listed(request), Link(indicator.title, back)],
    )
