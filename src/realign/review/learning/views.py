"""Pages of the measure of collaboration: whether it brings more focus and a greater pace."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion
from realign.review.learning import actions, presenters, queries, rules
from realign.review.learning.forms import LookForm, NextStepForm, QuestionCountsForm
from realign.review.learning.models import SelfAnswer, SelfLook


@access("assurance.view")
def collaboration(request: MemberRequest) -> HttpResponseBase:
    """Show whether working together brings more focus and a greater pace, by the groups’ own answers."""
    looks = list(queries.looks(request.partnership))
    if request.GET.get("format") == "csv":
        return rows_response("focus-and-pace", presenters.rows(looks))
    context: dict[str, object] = {"looks": looks, "lead": presenters.lead(looks)}
    if looks:
        context |= {
            "series": presenters.series(looks),
            "newest": presenters.newest_picture(looks[0]),
            "questions": [(presenters.short(answer), answer.item.label) for answer in looks[0].answers.all()],
            "table": presenters.table(looks),
            "caution": presenters.caution(looks[0]),
            "invented": any(answer.invented for answer in looks),
        }
    return render(request, "learning/collaboration.html", context)


@access("assurance.view")
def look(request: MemberRequest, pk: int) -> HttpResponse:
    """What the group answered on one day, and why."""
    group_look = _look(request, pk)
    context = {
        "look": group_look,
        "answers": [(answer, presenters.counts_in_words(answer)) for answer in group_look.answers.all()],
        "picture": presenters.newest_picture(group_look),
        "caution": presenters.caution(group_look),
        "history": entries(request.partnership.slug, group_look, group_look.answers.all()),
        "breadcrumbs": [*_crumbs(request), Link(str(group_look))],
    }
    return render(request, "learning/look.html", context)


@access("assurance.edit")
def look_add(request: MemberRequest) -> HttpResponse:
    """Write down a group's answers."""
    form = LookForm(
        request.partnership, _questions(), request.POST or None, initial={"on": timezone.localdate()}
    )
    return edit_page(
        request,
        form,
        lambda data: actions.create_look(
            by=request.actor, answers=form.answers(),
            **{name: data[name] for name in ("group", "on", "members", "next_step")},
        ),
        title="Add a self-assessment",
        lead="Three questions, answered by every member; only the counts are kept.",
        back=_home(request),
        to=lambda look: _page(request, look),
        done="The answers have been saved.",
        breadcrumbs=_crumbs(request),
    )  # fmt: skip


@access("assurance.edit")
def look_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what the group will do about its answers."""
    look = _look(request, pk)
    return edit_page(
        request,
        NextStepForm(request.POST or None, initial=values_of(look, NextStepForm)),
        lambda data: actions.change_look(by=request.actor, look=look, **data),
        title="Next steps",
        back=_page(request, look),
        breadcrumbs=[*_crumbs(request), Link(str(look), _page(request, look))],
    )


@access("assurance.edit")
def answer_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct the counts of one question."""
    try:
        answer = queries.answer(request.partnership, pk)
    except SelfAnswer.DoesNotExist as unknown:
        raise Http404 from unknown
    return edit_page(
        request,
        QuestionCountsForm(request.POST or None, initial=values_of(answer, QuestionCountsForm)),
        lambda data: actions.change_answer(by=request.actor, answer=answer, **data),
        title=answer.item.label,
        lead=f"{answer.look.group}, {answer.look.members} members",
        back=_page(request, answer.look),
        breadcrumbs=[*_crumbs(request), Link(str(answer.look), _page(request, answer.look))],
    )


def _look(request: PartnershipRequest, pk: int) -> SelfLook:
    return get_object_or_404(queries.looks(request.partnership), pk=pk)


def _questions() -> list[FrameworkItem]:
    try:
        return list(frameworks.entries(frameworks.newest(rules.QUESTIONS)))
    except FrameworkVersion.DoesNotExist as missing:
        raise Refusal(
            "The questions of the Strategic Group have not been loaded.",
            "Ask whoever runs this site to load them.",
        ) from missing


def _home(request: PartnershipRequest) -> str:
    return reverse("learning:collaboration", args=[request.partnership.slug])


def _page(request: PartnershipRequest, look: SelfLook) -> str:
    return reverse("learning:look", args=[request.partnership.slug, look.pk])


def _crumbs(request: PartnershipRequest) -> list[Link]:
    return [Link("Focus and pace", _home(request))]
