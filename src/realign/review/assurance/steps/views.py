"""Pages of the ten steps: how well partners plan, and whether that gets better."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.history import entries
from realign.foundations.design.types import Link
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkVersion
from realign.review.assurance import actions, queries
from realign.review.assurance.forms import StepForm, TenStepsForm
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.steps import presenters as step_presenters


@access("assurance.view")
def steps(request: MemberRequest) -> HttpResponse:
    """Show how well partners plan together by the ten steps, and compare two assessments."""
    assessments = list(queries.assessments(request.partnership))
    context: dict[str, object] = {
        "assessments": assessments,
        "lead": step_presenters.standing(assessments[0]) if assessments else "",
        "trend": step_presenters.trend(assessments),
        "breadcrumbs": [Link("Ten steps")],
    }
    if len(assessments) > 1:
        before, after = _chosen(request, assessments)
        rows = step_presenters.pairs(before, after)
        context |= {
            "before": before,
            "after": after,
            "chart": step_presenters.chart(before, after, rows),
            "table": step_presenters.table(before, after, rows),
            "invented": before.invented or after.invented,
        }
    return render(request, "assurance/steps.html", context)


def _chosen(request: HttpRequest, assessments: list[Assessment]) -> tuple[Assessment, Assessment]:
    """The two that the address names, otherwise the newest and the one before it; the earlier first."""
    known = {str(assessment.pk): assessment for assessment in assessments}
    first = known.get(request.GET.get("first", ""), assessments[1])
    second = known.get(request.GET.get("second", ""), assessments[0])
    before, after = sorted((first, second), key=lambda assessment: assessment.on)
    return before, after


@access("assurance.view")
def assessment_page(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what an assessment says of each step, and what stands behind it."""
    assessment = get_object_or_404(queries.assessments(request.partnership), pk=pk)
    context = {
        "assessment": assessment,
        "lead": step_presenters.standing(assessment),
        "history": entries(request.partnership.slug, assessment, assessment.scores.all()),
        "breadcrumbs": _crumbs(request, Link(assessment.title)),
    }
    return render(request, "assurance/assessment.html", context)


@access("assurance.edit")
def assessment_add(request: MemberRequest) -> HttpResponse:
    """Assess every step anew."""
    version = _steps_in_force()
    last = queries.assessments(request.partnership).first()
    earlier = list(last.scores.all()) if last else []
    form = TenStepsForm(
        request.partnership,
        list(frameworks.entries(version)),
        earlier,
        request.POST or None,
        initial={"on": timezone.localdate()},
    )
    lead = "A score needs evidence. Leave blank if not known; do not enter 0."
    return edit_page(
        request,
        form,
        lambda data: actions.create_assessment(
            by=request.actor, framework=version, on=data["on"], title=data["title"], steps=form.judged_steps()
        ),
        title="Assess the ten steps",
        lead=f"{lead} The scores of {date_words(last.on)} are filled in." if last else lead,
        submit="Save",
        back=_steps(request),
        to=Assessment.get_absolute_url,
        refused_at="on",
        done="The assessment has been saved.",
        breadcrumbs=_crumbs(request),
    )


@access("assurance.edit")
def step_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct what was said of one step."""
    try:
        step = queries.step(request.partnership, pk)
    except StepScore.DoesNotExist as unknown:
        raise Http404 from unknown
    assessment = step.assessment
    return edit_page(
        request,
        StepForm(request.partnership, request.POST or None, initial=values_of(step, StepForm)),
        lambda data: actions.change_step(by=request.actor, step=step, **data),
        title=f"{step.item.code}. {step.item.label}",
        lead=step.item.description,
        back=assessment.get_absolute_url(),
        refused_at="evidence",
        done="The step has been saved.",
        breadcrumbs=_crumbs(request, Link(assessment.title, assessment.get_absolute_url())),
    )


def _steps_in_force() -> FrameworkVersion:
    try:
        return frameworks.newest(queries.TEN_STEPS)
    except FrameworkVersion.DoesNotExist as missing:
        raise Refusal(
            "The list of the ten steps has not been loaded.",
            "Ask whoever runs this site to load it.",
        ) from missing


def _steps(request: PartnershipRequest) -> str:
    return reverse("assurance:steps", args=[request.partnership.slug])


def _crumbs(request: PartnershipRequest, *here: Link) -> list[Link]:
    return [Link("Ten steps", _steps(request)), *here]
