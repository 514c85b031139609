"""Pages about questions that wait for a decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from realign.deliver.decisions import actions, presenters, queries
from realign.deliver.decisions.forms import QuestionForm
from realign.deliver.decisions.models import OpenQuestion
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.saving import save_form


def _back(request: HttpRequest) -> str:
    return reverse("decisions:questions", args=[request.partnership.slug])


@access("decisions.view")
def question_list(request: HttpRequest) -> HttpResponseBase:
    """What waits for a decision, and what was answered."""
    spec = presenters.questions_table(request.partnership, timezone.localdate())
    context = {
        "waiting": queries.waiting_questions(request.partnership).count(),
        "may_edit": request.actor.may("meetings.edit"),
    }
    page = table_page(request, spec, queries.questions(request.partnership))
    return render_table(request, "decisions/questions.html", page, context)


@access("decisions.view")
def question_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One question: what it asks, who brings it back, and its answer when there is one."""
    question = _question_or_404(request, slug)
    context = {
        "question": question,
        "status": presenters.question_status(question, timezone.localdate()),
        "may_edit": request.actor.may("meetings.edit") and question.answered_by_id is None,
        "breadcrumbs": [Link("Open questions", _back(request)), Link(question.text)],
    }
    return render(request, "decisions/question.html", context)


def _question_or_404(request: HttpRequest, slug: str) -> OpenQuestion:
    found = queries.questions(request.partnership).filter(slug=slug).first()
    if found is None:
        raise Http404("No such question.")
    return found


@access("meetings.edit")
def question_new(request: HttpRequest) -> HttpResponse:
    """Put a question on the list."""
    form = QuestionForm(request.partnership, request.POST or None)

    def save(said: dict[str, Any]) -> OpenQuestion:
        said.pop("revision", None)
        return actions.raise_question(by=request.actor, **said)

    return _answer(request, form, save, "Put a question")


@access("meetings.edit")
def question_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a question that still waits."""
    question = _question_or_404(request, slug)
    initial = {name: getattr(question, name) for name in QuestionForm.base_fields}
    form = QuestionForm(request.partnership, request.POST or None, initial=initial)
    return _answer(
        request,
        form,
        lambda said: actions.change_question(by=request.actor, question=question, **said),
        "Edit the question",
    )


def _answer(request: HttpRequest, form: QuestionForm, save: Any, title: str) -> HttpResponse:
    conflict = None
    if request.method == "POST":
        saved, conflict = save_form(form, save)
        if saved is not None:
            messages.success(request, "The question is saved.")
            return redirect("decisions:question", request.partnership.slug, saved.slug)
    context = {
        "form": form,
        "title": title,
        "submit": "Save",
        "cancel": _back(request),
        "conflict": conflict,
        "breadcrumbs": [Link("Open questions", _back(request)), Link(title)],
    }
    return render(request, "decisions/meeting_form.html", context)
