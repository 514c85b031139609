"""Surveys: which there are, how each was declared, how many answered, how good it is, and new weights."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.data import queries as data_queries
from realign.analyse.surveys.data.measures import dimensions_of, measures_of, usual_breakdowns
from realign.analyse.surveys.designs import actions, presenters, queries
from realign.analyse.surveys.designs.checks import DesignRefused
from realign.analyse.surveys.designs.forms import RakingForm, ResponseForm, SurveyForm
from realign.analyse.surveys.designs.quality import quality_of
from realign.analyse.surveys.designs.raking import margins_of, raked
from realign.analyse.surveys.designs.types import stages_of
from realign.analyse.surveys.models import Survey
from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.files import queries as files
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal


@access("surveys.view")
def survey_list(request: MemberRequest) -> HttpResponse:
    """Which surveys are there?"""
    page = table_page(
        request, presenters.survey_table(request.partnership.slug), queries.surveys(request.partnership)
    )
    return render_table(request, "surveys/list.html", page)


@access("surveys.view")
def survey(request: MemberRequest, slug: str) -> HttpResponse:
    """What was asked, of whom, and how were pupils drawn?"""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    measures = measures_of(one.dataset) if one.dataset else []
    context = {
        "survey": one,
        "named": [measure for measure in measures if measure.listed],
        "answers": len({measure.column for measure in measures if not measure.listed}),
        "dims": dimensions_of(one.dataset).values() if one.dataset else [],
        "usual_breakdowns": usual_breakdowns(),
        "requests": one.requests.all()[:20],
        "design": presenters.design_rows(one),
        "made_from": data_queries.made_from(one.dataset) if one.dataset else None,
        "versions": data_queries.versions(one.dataset) if one.dataset else [],
        "questionnaires": one.questionnaires.all(),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link(f"{one.title}, {one.wave}")),
    }
    return render(request, "surveys/survey.html", context)


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
        "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link("Declare a survey")),
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
        "breadcrumbs": room_presenters.survey_crumbs(one, "Change"),
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
        "breadcrumbs": room_presenters.survey_crumbs(one, "Response"),
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
        "lead": presenters.lead(one, found),
        "response": presenters.response_table(one),
        "overall": presenters.overall_words(one),
        "items": presenters.items_table(found),
        "weights": presenters.weights_rows(found),
        "weights_chart": presenters.weights_chart(found),
        "drawn": presenters.drawn_rows(one, found),
        "design": presenters.design_rows(one),
        "firmness": presenters.firmness_table(found),
        "breadcrumbs": room_presenters.survey_crumbs(one, "Quality"),
    }
    return render(request, "surveys/quality.html", context)


@access("surveys.upload")
def weights(request: MemberRequest, slug: str) -> HttpResponse:
    """Bring weights into line with known numbers: first seen, then kept."""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    initial = {"revision": one.revision, "slug": f"{one.slug}-weighted"[:50]}
    form = RakingForm(one, request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "survey": one,
        "form": form,
        "dims": dimensions_of(one.dataset) if one.dataset else {},
        "usual_breakdowns": usual_breakdowns(),
        "breadcrumbs": room_presenters.survey_crumbs(one, "New weights"),
    }
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            margins = margins_of(one, data["margins"])
            if "keep" in request.POST:
                actions.keep_raked_weights(
                    by=request.actor,
                    survey=one,
                    revision=data["revision"],
                    margins=margins,
                    column=data["column"],
                    slug=data["slug"],
                )
                messages.success(request, "The new weights are kept, and the survey uses them.")
                return redirect("surveys:quality", request.partnership.slug, slug)
            found = raked(one, queries.data_path(one, request.actor.at.date()), margins)
            context |= {
                "found": found,
                "multipliers": presenters.multipliers_table(one, found),
                "facts": presenters.raked_rows(found),
            }
        except Refusal as refusal:
            form.add_error("margins", f"{refusal.reason} {refusal.what_to_do}".strip())
    return render(request, "surveys/weights.html", context)
