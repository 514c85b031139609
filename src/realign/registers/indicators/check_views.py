"""The data-quality page, a decision on one finding, and the story behind an indicator."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from realign.foundations.design.editing import edit_page
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.indicators import actions, check_pages, check_queries, queries
from realign.registers.indicators.forms import CheckDecisionForm, StoryForm
from realign.registers.indicators.models import CheckDecision, Indicator
from realign.registers.indicators.stories import QUESTIONS, story_of


@access("indicators.view")
def quality_page(request: MemberRequest) -> HttpResponseBase:
    """Are the figures fit to be used?"""
    slug = request.partnership.slug
    found = check_queries.findings(request.partnership, request.actor.at.date())
    spec = check_pages.table(slug, found, may_edit=request.actor.may("indicators.edit"))
    past = table_page(
        request, check_pages.decisions_table(slug), check_queries.past_decisions(request.partnership)
    )
    context = {
        "lead": check_pages.lead(found),
        "decisions": past,
        "breadcrumbs": [_listed(request), Link("Data quality")],
    }
    return render_table(request, "indicators/quality.html", table_page(request, spec, found), context)


@access("indicators.edit")
def decide(request: MemberRequest, key: str) -> HttpResponse:
    """Decide what to do about one finding."""
    found = check_queries.finding(request.partnership, request.actor.at.date(), key)
    if found is None:
        raise Http404("the figures no longer give this finding")
    one, held = found.finding, found.decision
    back = reverse("indicators:quality", args=[request.partnership.slug])
    where = ", ".join(part for part in (one.indicator.title, one.place, one.period) if part)
    return edit_page(
        request,
        CheckDecisionForm(
            request.POST or None, initial={"verdict": held.verdict, "reason": held.reason} if held else None
        ),
        lambda data: actions.decide_on_check(by=request.actor, finding=one, **data),
        title="What should be done about this figure?",
        lead=f"{where}: {one.sentence} {one.todo}",
        back=back,
        to=lambda decision: _next(request, decision, back),
        done="The decision is on record, for as long as the figures stay as they are.",
        breadcrumbs=[_listed(request), Link("Data quality", back)],
        template="indicators/decide.html",
        context={"history": entries(request.partnership.slug, held) if held else []},
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
        added = actions.add_core_indicators(by=request.actor)
        messages.success(request, f"{counted(len(added), 'core indicator')} added.")
        return redirect(back)
    return render(
        request, "indicators/core.html", {"back": back, "breadcrumbs": [_listed(request), Link("Core")]}
    )


@access("indicators.edit")
def story_write(request: MemberRequest, slug: str) -> HttpResponse:
    """Tell the story behind an indicator as it is today."""
    try:
        indicator = queries.indicator(request.partnership, slug)
    except Indicator.DoesNotExist as missing:
        raise Http404(str(missing)) from missing
    latest = story_of(indicator).latest
    back = reverse("indicators:indicator", args=[request.partnership.slug, slug])
    return edit_page(
        request,
        StoryForm(
            request.POST or None,
            initial={name: getattr(latest, name) for name in QUESTIONS} if latest else None,
        ),
        lambda data: actions.write_story(by=request.actor, indicator=indicator, **data),
        title="What is the story behind the curve?",
        lead=f"{indicator.title}. What was written before stays, with its date.",
        back=back,
        done="The story is written.",
        breadcrumbs=[_listed(request), Link(indicator.title, back)],
    )


def _listed(request: PartnershipRequest) -> Link:
    return Link("Indicators", reverse("indicators:list", args=[request.partnership.slug]))
