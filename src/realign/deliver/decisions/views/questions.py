"""Pages about questions that wait for a decision."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from realign.deliver.decisions import actions, lists, presenters, queries
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
    spec = lists.questions_table(request.partnership, timezone.localdate())
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
    found = queries.questions(request.partnership).filter(slug=slug).first()
    if found is None:
        raise Http404("No such question.")
    return found


@access("meetings.edit")
def question_new(request: MemberRequest) -> HttpResponse:
    """Put a question on the list."""

    form = QuestionForm(request.partnership, request.POST or None)
    return _edit(
        request,
        form,
        lambda said: actions.raise_question(by=request.actor, **without_revision(said)),
        "Put a question",
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
        lambda said: actions.change_question(by=request.actor, question=question, **said),
        "Edit the question",
        presenters.question_address(question),
    )


def _edit(request: HttpRequest, form: QuestionForm, save: Save, title: str, back: str) -> HttpResponse:
    return edit_page(
        request,
        form,
        save,
        title=title,
        done="The question is saved.",
        back=back,
        to=presenters.question_address,
        breadcrumbs=[Link("Open questions", _back(request))],
    )
