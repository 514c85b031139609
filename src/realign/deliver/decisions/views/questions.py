"""Pages about questions that wait for a decision."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.deliver.decisions import actions, presenters, queries
from realign.deliver.decisions.forms import QuestionForm
from realign.deliver.decisions.models import OpenQuestion
from realign.foundations.design.editing import Save, edit_page, values_of, without_revision
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


def _back(request: PartnershipRequest) -> str:
    return reverse("decisions:questions", args=[request.partnership.slug])


@access("decisions.view")
def question_list(request: MemberRequest) -> HttpResponseBase:
    """What waits for a decision, and what was answered."""
    spec = presenters.questions_table(request.partnership, timezone.localdate())
    context = {
        "waiting": queries.waiting_questions(request.partnership).count(),
        "may_edit": request.actor.may("meetings.edit"),
    }
    page = table_page(request, spec, queries.questions(request.partnership))
    return render_table(request, "decisions/questions.html", page, context)


@access("decisions.view")
def question_page(request: MemberRequest, slug: str) -> HttpResponse:
    """One question: what it asks, who brings it back, and its answer when there is one."""
    question = _question_or_404(request, slug)
    context = {
        "question": question,
        "status": presenters.question_status(question, timezone.localdate()),
        "may_edit": request.actor.may("meetings.edit") and question.answered_by_id is None,
        "breadcrumbs": [Link("Open questions", _back(request)), Link(question.text)],
    }
    return render(request, "decisions/question.html", context)


def _question_or_404(request: PartnershipRequest, slug: str) -> OpenQuestion:
    return get_object_or_404(queries.questions(request.partnership), slug=slug)


@access("meetings.edit")
def question_new(request: MemberRequest) -> HttpResponse:
    """Put a question on the list."""

    form = QuestionForm(request.partnership, request.POST or None)
    return _edit(
        request,
        form,
        lambda data: actions.raise_question(by=request.actor, **without_revision(data)),
        "Add a question",
        _back(request),
    )


@access("meetings.edit")
def question_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a question that still waits."""
    question = _question_or_404(request, slug)
    form = QuestionForm(request.partnership, request.POST or None, initial=values_of(question, QuestionForm))
    return _edit(
        request,
        form,
        lambda data: actions.change_question(by=request.actor, question=question, **data),
        "Edit the question",
        question.get_absolute_url(),
    )


def _edit(request: PartnershipRequest, form: QuestionForm, save: Save, title: str, back: str) -> HttpResponse:
    return edit_page(
        request,
        form,
        save,
        title=title,
        done="The question has been saved.",
        back=back,
        to=OpenQuestion.get_absolute_url,
        breadcrumbs=[Link("Open questions", _back(request))],
    )
