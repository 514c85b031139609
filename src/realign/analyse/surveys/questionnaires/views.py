"""Questionnaires: in and out as XLSForms, and who is asked what."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import get_text_list

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.models import Questionnaire
from realign.analyse.surveys.questionnaires import actions, bank, presenters, queries
from realign.analyse.surveys.questionnaires.forms import QuestionnaireForm
from realign.analyse.surveys.questionnaires.xlsform.files import write_workbook
from realign.analyse.surveys.questionnaires.xlsform.form import Sheets
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _crumbs(request: PartnershipRequest, *more: Link) -> list[Link]:
    way = Link("Questionnaires", reverse("surveys:questionnaires", args=[request.partnership.slug]))
    return room_presenters.crumbs(request.partnership.slug, way, *more)


@access("surveys.view")
def question_bank(request: MemberRequest) -> HttpResponseBase:
    """Question bank"""
    page = table_page(request, bank.bank_table(), list(bank.bank()))
    context = {
        "keywords": bank.keywords_table(),
        "rules": bank.rules_table(),
        "bands": bank.bands_table(),
        "breadcrumbs": _crumbs(request, Link("Question bank")),
    }
    return render_table(request, "surveys/bank.html", page, context)


@access("surveys.view")
def questionnaire_list(request: MemberRequest) -> HttpResponseBase:
    """List the questionnaires."""
    spec = presenters.questionnaire_table(request.partnership.slug)
    page = table_page(request, spec, queries.questionnaires(request.partnership))
    return render_table(request, "surveys/questionnaires.html", page, {"breadcrumbs": _crumbs(request)[:1]})


@access("surveys.upload")
def questionnaire_new(request: MemberRequest) -> HttpResponse:
    """Upload a form; refused with every problem where anything is wrong."""
    form = QuestionnaireForm(
        request.POST or None, request.FILES or None, surveys=design_queries.surveys(request.partnership)
    )
    context: dict[str, object] = {"breadcrumbs": _crumbs(request, Link("Upload a form"))}

    def save(values: Values) -> Questionnaire:
        try:
            return actions.bring_questionnaire(
                by=request.actor,
                slug=values["slug"],
                title=values["title"],
                data=values["file"].read(),
                survey=values["survey"],
            )
        except actions.QuestionnaireRefused as refused:
            context["problems"] = presenters.problems_table(refused.problems)
            raise ValidationError({"file": "The form has problems; they are listed below."}) from refused

    return edit_page(
        request,
        form,
        save,
        to=Questionnaire.get_absolute_url,
        done="The questionnaire has been uploaded.",
        template="surveys/questionnaire_new.html",
        context=context,
    )


@access("surveys.view")
def questionnaire(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the questions of a questionnaire and of whom each is asked, or the questionnaire as a workbook."""
    questionnaire = get_object_or_404(queries.questionnaires(request.partnership), slug=slug)
    if request.GET.get("format") == "xlsx":
        workbook = write_workbook(Sheets.kept(questionnaire.content))
        response = HttpResponse(workbook, content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="{questionnaire.slug}.xlsx"'
        return response
    form = queries.form_of(questionnaire)
    all_questions = list(form.questions())
    context = {
        "questionnaire": questionnaire,
        "languages": get_text_list(form.languages, "and"),
        "not_asked": presenters.not_asked_table(form.not_asked()),
        "count": len(all_questions),
        "routing": presenters.routing_table(all_questions),
        "table": presenters.questions_table(all_questions),
        "history": entries(request.partnership.slug, questionnaire),
        "breadcrumbs": _crumbs(request, Link(questionnaire.title)),
    }
    return render(request, "surveys/questionnaire.html", context)
