"""Surveys: which there are, how each was declared, how many answered, how good it is, and new weights."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.data import queries as data_queries
from realign.analyse.surveys.data.measures import design_said, dimensions_of, measures_of
from realign.analyse.surveys.data.types import DESIGN_FIELDS
from realign.analyse.surveys.designs import actions, presenters, queries
from realign.analyse.surveys.designs.checks import DesignRefused
from realign.analyse.surveys.designs.forms import RakingForm, ResponseForm, SurveyForm
from realign.analyse.surveys.designs.quality import quality_of
from realign.analyse.surveys.designs.raking import margins_of, raked
from realign.analyse.surveys.designs.types import stages_of
from realign.analyse.surveys.models import Survey
from realign.foundations.design.editing import Values, edit_page, without_revision
from realign.foundations.design.forms.steps import AT
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.files import queries as files
from realign.foundations.files.models import Dataset
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.methods.numbers import whole_number_of


@access("surveys.view")
def survey_list(request: MemberRequest) -> HttpResponseBase:
    """Surveys"""
    page = table_page(
        request, presenters.survey_table(request.partnership.slug), queries.surveys(request.partnership)
    )
    return render_table(request, "surveys/list.html", page)


@access("surveys.view")
def survey(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a survey: what was asked, of whom, and how pupils were drawn."""
    survey = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    measures = measures_of(survey.dataset) if survey.dataset else []
    context = {
        "survey": survey,
        "named": [measure for measure in measures if measure.listed],
        "answers": len({measure.column for measure in measures if not measure.listed}),
        "dims": dimensions_of(survey.dataset).values() if survey.dataset else [],
        "requests": survey.requests.all()[:20],
        "design": presenters.design_rows(survey),
        "made_from": data_queries.made_from(survey.dataset) if survey.dataset else None,
        "versions": data_queries.versions(survey.dataset) if survey.dataset else [],
        "questionnaires": survey.questionnaires.all(),
        "history": entries(request.partnership.slug, survey),
        "breadcrumbs": room_presenters.crumbs(
            request.partnership.slug, Link(f"{survey.title}, {survey.wave}")
        ),
    }
    return render(request, "surveys/survey.html", context)


def _form(request: PartnershipRequest, survey: Survey | None = None) -> SurveyForm:
    initial = {"revision": survey.revision} if survey else _initial(request)
    form = SurveyForm(
        (_with_design_said(request) if survey is None else request.POST) or None,
        instance=survey,
        initial=initial,
        datasets=files.datasets(request.partnership),
        surveys=queries.surveys(request.partnership),
    )
    form.instance.partnership = request.partnership
    return form


def _initial(request: PartnershipRequest) -> Values:
    """The data asked for in the address, and the design that a person said their columns are."""
    dataset = _dataset(request, request.GET)
    return {"dataset": dataset, **design_said(dataset)} if dataset else {}


def _with_design_said(request: PartnershipRequest) -> QueryDict:
    """What was sent, and after the step in which the data are chosen the design that a person said their columns are."""
    sent: QueryDict = request.POST
    if sent.get(AT) != "0" or any(sent.get(name) for name in (*DESIGN_FIELDS.values(), "replicates")):
        return sent
    if (dataset := _dataset(request, sent)) is None:
        return sent
    filled = sent.copy()
    for name, column in design_said(dataset).items():
        filled[name] = column
    return filled


def _dataset(request: PartnershipRequest, sent: QueryDict) -> Dataset | None:
    number = whole_number_of(sent.get("dataset", ""))
    return None if number is None else files.datasets(request.partnership).filter(pk=number).first()


def _at_fields(refused: DesignRefused) -> ValidationError:
    """Each problem of a design beside the field in which it was declared."""
    problems: dict[str, list[str]] = {}
    for problem in refused.problems:
        problems.setdefault(problem.field, []).append(problem.words)
    return ValidationError(problems)


@access("surveys.upload")
def survey_add(request: MemberRequest) -> HttpResponse:
    """Declare a wave and its design; checked against the data at once."""
    form = _form(request)

    def save(values: Values) -> Survey:
        try:
            return actions.create_survey(by=request.actor, **without_revision(values))
        except DesignRefused as refused:
            raise _at_fields(refused) from refused

    return edit_page(
        request,
        form,
        save,
        to=Survey.get_absolute_url,
        done="The survey has been added, and its design fits the data.",
        template="surveys/add.html",
        context={
            "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link("Add a survey")),
        },
    )


@access("surveys.upload")
def survey_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct what is said of a survey; data and design stay once figures are out."""
    survey = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    # the form writes what was typed into the survey it is given, so another is kept for saving and for the page
    saved = queries.survey(request.partnership, slug)

    def save(values: Values) -> Survey:
        try:
            return actions.change_survey(
                by=request.actor,
                survey=queries.survey(request.partnership, slug),
                revision=values["revision"],
                **without_revision(values),
            )
        except DesignRefused as refused:
            raise _at_fields(refused) from refused

    return edit_page(
        request,
        _form(request, survey),
        save,
        to=Survey.get_absolute_url,
        done="The survey has been saved.",
        template="surveys/add.html",
        context={"survey": saved, "breadcrumbs": room_presenters.survey_crumbs(saved, "Change")},
    )


@access("surveys.upload")
def response(request: MemberRequest, slug: str) -> HttpResponse:
    """Response"""
    survey = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    initial = {"revision": survey.revision, **ResponseForm.initial_of(stages_of(survey.response))}
    form = ResponseForm(request.POST or None, initial=initial)

    def save(values: Values) -> Survey:
        return actions.record_response(
            by=request.actor, survey=survey, revision=values["revision"], stages=form.stages
        )

    return edit_page(
        request,
        form,
        save,
        back=reverse("surveys:quality", args=[request.partnership.slug, slug]),
        done="The response has been saved.",
        template="surveys/response.html",
        context={"survey": survey, "breadcrumbs": room_presenters.survey_crumbs(survey, "Response")},
    )


@access("surveys.view")
def quality(request: MemberRequest, slug: str) -> HttpResponse:
    """Quality of the survey"""
    survey = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    report = quality_of(survey, queries.data_path(survey, request.actor.at.date()))
    context = {
        "survey": survey,
        "quality": report,
        "lead": presenters.lead(survey, report),
        "response": presenters.response_table(survey),
        "overall": presenters.overall_words(survey),
        "items": presenters.items_table(report),
        "weights": presenters.weights_rows(report),
        "weights_chart": presenters.weights_chart(report),
        "drawn": presenters.drawn_rows(survey, report),
        "design": presenters.design_rows(survey),
        "firmness": presenters.firmness_table(report),
        "breadcrumbs": room_presenters.survey_crumbs(survey, "Quality"),
    }
    return render(request, "surveys/quality.html", context)


@access("surveys.upload")
def weights(request: MemberRequest, slug: str) -> HttpResponse:
    """Bring weights into line with known numbers: first seen, then kept."""
    survey = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    initial = {"revision": survey.revision, "slug": f"{survey.slug}-weighted"[:50]}

    def preview(values: Values) -> dict[str, object]:
        margins = margins_of(survey, values["margins"])
        weights = raked(survey, queries.data_path(survey, request.actor.at.date()), margins)
        return {
            "raked": weights,
            "multipliers": presenters.multipliers_table(survey, weights),
            "facts": presenters.raked_rows(weights),
        }

    def save(values: Values) -> Survey:
        return actions.keep_raked_weights(
            by=request.actor,
            survey=survey,
            revision=values["revision"],
            margins=margins_of(survey, values["margins"]),
            column=values["column"],
            slug=values["slug"],
        )

    return edit_page(
        request,
        RakingForm(survey, request.POST or None, initial=initial),
        save,
        preview=preview,
        refused_at="margins",
        back=reverse("surveys:quality", args=[request.partnership.slug, slug]),
        done="The new weights have been saved, and the survey uses them.",
        template="surveys/weights.html",
        context={
            "survey": survey,
            "dims": dimensions_of(survey.dataset) if survey.dataset else {},
            "breadcrumbs": room_presenters.survey_crumbs(survey, "New weights"),
        },
    )
