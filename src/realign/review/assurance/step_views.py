"""Pages of the ten steps: how well do we plan, and does that get better?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkVersion
from realign.review.assurance import actions, queries
from realign.review.assurance import steps as shown
from realign.review.assurance.forms import AssessmentForm, StepForm
from realign.review.assurance.models import Assessment, StepScore


@access("assurance.view")
def steps(request: MemberRequest) -> HttpResponse:
    """How well do we plan together, and is that getting better?"""
    held = list(queries.assessments(request.partnership))
    context = {
        "assessments": held,
        "lead": shown.standing(held[0]) if held else "",
        "trend": shown.trend(held),
        "breadcrumbs": [Link("Ten steps")],
    }
    if len(held) > 1:
        before, after = _chosen(request, held)
        rows = shown.pairs(before, after)
        context |= {
            "before": before,
            "after": after,
            "chart": shown.chart(before, after, rows),
            "table": shown.table(before, after, rows),
            "invented": before.invented or after.invented,
        }
    return render(request, "assurance/steps.html", context)


def _chosen(request: HttpRequest, held: list[Assessment]) -> tuple[Assessment, Assessment]:
    """The two that the address names, otherwise the newest and the one before it; the earlier first."""
    known = {str(one.pk): one for one in held}
    first = known.get(request.GET.get("first", ""), held[1])
    second = known.get(request.GET.get("second", ""), held[0])
    before, after = sorted((first, second), key=lambda one: one.on)
    return before, after


@access("assurance.view")
def assessment(request: MemberRequest, pk: int) -> HttpResponse:
    """What was said of each step, and what stands behind it?"""
    one = get_object_or_404(queries.assessments(request.partnership), pk=pk)
    context = {
        "assessment": one,
        "lead": shown.standing(one),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": _crumbs(request, one.title),
    }
    return render(request, "assurance/assessment.html", context)


@access("assurance.edit")
def assessment_add(request: MemberRequest) -> HttpResponse:
    """Assess every step anew."""
    version = _steps_in_force()
    last = queries.assessments(request.partnership).first()
    earlier = list(last.scores.all()) if last else []
    form = AssessmentForm(
        list(frameworks.entries(version)), earlier, request.POST or None, initial={"on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_assessment(
                by=request.actor,
                framework=version,
                on=form.cleaned_data["on"],
                title=form.cleaned_data["title"],
                said=form.said(),
            )
            messages.success(request, "The assessment is recorded.")
            return redirect("assurance:assessment", request.partnership.slug, made.pk)
        except Refusal as refusal:
            form.add_error("on", f"{refusal.reason} {refusal.what_to_do}")
    context = {"form": form, "last": last, "breadcrumbs": _crumbs(request, "Assess the steps")}
    return render(request, "assurance/assessment_add.html", context)


@access("assurance.edit")
def step_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct what was said of one step."""
    try:
        one = queries.step(request.partnership, pk)
    except StepScore.DoesNotExist as unknown:
        raise Http404 from unknown
    initial = {name: getattr(one, name) for name in StepForm.base_fields}
    form, conflict = StepForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_step(by=request.actor, step=one, **form.cleaned_data)
            messages.success(request, "The step is changed.")
            return redirect("assurance:assessment", request.partnership.slug, one.assessment_id)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
        except Refusal as refusal:
            form.add_error("evidence", f"{refusal.reason} {refusal.what_to_do}")
    context = {
        "form": form,
        "step": one,
        "conflict": conflict,
        "breadcrumbs": _crumbs(request, one.item.label),
    }
    return render(request, "assurance/step_edit.html", context)


def _steps_in_force() -> FrameworkVersion:
    try:
        return frameworks.newest(queries.TEN_STEPS)
    except FrameworkVersion.DoesNotExist as missing:
        raise Refusal(
            "The list of the ten steps is not loaded on this installation.",
            "Whoever runs it can load the lists; then the steps can be assessed.",
        ) from missing


def _crumbs(request: PartnershipRequest, here: str) -> list[Link]:
    return [Link("Ten steps", reverse("assurance:steps", args=[request.partnership.slug])), Link(here)]
