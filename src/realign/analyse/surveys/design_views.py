"""Declaring a survey and its design, recording the response, and the report on its quality."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from realign.analyse.surveys import actions, presenters, quality_presenters, queries
from realign.analyse.surveys.design_checks import DesignRefused
from realign.analyse.surveys.forms import ResponseForm, SurveyForm
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.quality import quality_of
from realign.analyse.surveys.response import stages_of
from realign.foundations.design.forms import conflict_of
from realign.foundations.design.types import Link
from realign.foundations.files import queries as files
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal


def _form(request: PartnershipRequest, one: Survey | None = None) -> SurveyForm:
    initial = {"revision": one.revision} if one else {"dataset": request.GET.get("dataset")}
    form = SurveyForm(
        request.POST or None,
        instance=one,
        initial=initial,
        datasets=files.datasets(request.partnership),
        surveys=queries.surveys(request.partnership),
    )
    form.instance.partnership = request.partnership
    return form


def _note(form: SurveyForm, refusal: Refusal) -> None:
    """Each problem beside the field in which it was declared."""
    if isinstance(refusal, DesignRefused):
        for problem in refusal.problems:
            form.add_error(problem.field, problem.words)
    else:
        form.add_error(None, f"{refusal.reason} {refusal.what_to_do}".strip())


@access("surveys.upload")
def survey_add(request: MemberRequest) -> HttpResponse:
    """Declare a wave and its design; checked against the data at once."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_survey(by=request.actor, **form.values)
        except Refusal as refusal:
            _note(form, refusal)
        else:
            messages.success(request, "The survey is declared, and its design fits the data.")
            return redirect("surveys:survey", request.partnership.slug, added.slug)
    context = {
        "form": form,
        "breadcrumbs": presenters.crumbs(request.partnership.slug, Link("Declare a survey")),
    }
    return render(request, "surveys/add.html", context)


@access("surveys.upload")
def survey_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct what is said of a survey; data and design stay once figures are out."""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    form, conflict = _form(request, one), None
    if request.method == "POST" and form.is_valid():
        held = queries.survey(request.partnership, slug)
        try:
            actions.change_survey(
                by=request.actor, survey=held, revision=form.cleaned_data["revision"], **form.values
            )
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
        except Refusal as refusal:
            _note(form, refusal)
        else:
            messages.success(request, "The survey is changed.")
            return redirect("surveys:survey", request.partnership.slug, held.slug)
    context = {
        "form": form,
        "survey": queries.survey(request.partnership, slug),
        "conflict": conflict,
        "breadcrumbs": presenters.survey_crumbs(one, "Change"),
    }
    return render(request, "surveys/add.html", context)


@access("surveys.upload")
def response(request: MemberRequest, slug: str) -> HttpResponse:
    """How many were asked, and how many took part?"""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    initial = {"revision": one.revision, **ResponseForm.initial_of(stages_of(one.response))}
    form, conflict = ResponseForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_response(
                by=request.actor, survey=one, revision=form.cleaned_data["revision"], stages=form.stages
            )
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
        else:
            messages.success(request, "The response is recorded.")
            return redirect("surveys:quality", request.partnership.slug, slug)
    context = {
        "form": form,
        "survey": one,
        "conflict": conflict,
        "breadcrumbs": presenters.survey_crumbs(one, "Response"),
    }
    return render(request, "surveys/response.html", context)


@access("surveys.view")
def quality(request: MemberRequest, slug: str) -> HttpResponse:
    """Can this survey be relied on?"""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    found = quality_of(one, queries.data_path(one, request.actor.at.date()))
    context = {
        "survey": one,
        "quality": found,
        "lead": quality_presenters.lead(one, found),
        "response": quality_presenters.response_table(one),
        "overall": quality_presenters.overall_words(one),
        "items": quality_presenters.items_table(found),
        "weights": quality_presenters.weights_rows(found),
        "weights_chart": quality_presenters.weights_chart(found),
        "drawn": quality_presenters.drawn_rows(one, found),
        "design": presenters.design_rows(one),
        "firmness": quality_presenters.firmness_table(found),
        "breadcrumbs": presenters.survey_crumbs(one, "Quality"),
    }
    return render(request, "surveys/quality.html", context)
