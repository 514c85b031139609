"""Requests to let tables out: asked, checked by two, and let out by a third."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import actions, presenters, queries, rules
from realign.analyse.surveys.release.forms import LetOutForm, ReturnForm, ReworkForm, ViewForm
from realign.analyse.surveys.tables import presenters as table_presenters
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.forms import PublicationForm, TableForm
from realign.analyse.surveys.tables.protected import Seen
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.work.actions import start_job
from realign.methods.disclosure import profile, rules_in_words

State = ReleaseRequest.State


@access("surveys.view")
def request_list(request: MemberRequest) -> HttpResponse:
    """What waits for a check, and what came of the rest?"""
    page = table_page(
        request, presenters.request_table(request.partnership.slug), queries.requests(request.partnership)
    )
    return render_table(request, "surveys/requests.html", page)


@access("surveys.view")
def request_page(request: MemberRequest, pk: int) -> HttpResponse:
    """May this go out?"""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    views = queries.views_of(one)
    form = ViewForm()
    given = [view.checker_id for view in views]
    context = {
        "asked": one,
        "state": presenters.state(one),
        "views": views if rules.can_see_views(views) else [],
        "spoken": len(views),
        "can_review": rules.can_review(request.actor, one, given),
        "form": form,
        "let_out_form": LetOutForm(initial={"slug": slugify(f"{one.title} {one.survey.wave}")[:50]}),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": room_presenters.crumbs(
            request.partnership.slug,
            Link("Release requests", reverse("surveys:requests", args=[request.partnership.slug])),
            Link(one.title),
        ),
        "waiting": one.state == State.ESTIMATING,
        "can_submit": rules.can_move(request.actor, one, State.SUBMITTED, "release.request")
        and not _unprotected(one),
        "can_rework": rules.can_move(request.actor, one, State.ESTIMATING, "release.request"),
        "can_withdraw": rules.can_move(request.actor, one, State.WITHDRAWN, "release.request"),
        "rework_form": ReworkForm(initial={"profile": one.profile, "rounding": one.rounding}),
        "return_form": ReturnForm(),
        "unprotected": _unprotected(one),
    }
    return render(request, "surveys/request.html", context | _letting_out(request, one) | _protected(one))


def _letting_out(request: MemberRequest, one: ReleaseRequest) -> dict[str, object]:
    """Whether this person may let the table out, why not, and who may."""
    if one.state != State.REVIEWED:
        return {}
    taken_part = queries.taken_part(request.partnership, [one])[one.pk]
    may = request.actor.may("release.publish")
    return {
        "reviewed": True,
        "can_let_out": rules.can_let_out(request.actor, one, taken_part),
        "why_not_let_out": rules.why_not_let_out(request.actor, one, taken_part) if may else "",
        "who_lets_out": rules.who_lets_out(),
        "who_may_let_out": queries.may_let_out(request.partnership, taken_part),
    }


def _unprotected(one: ReleaseRequest) -> dict[str, object]:
    """Why no table could be made under these rules, and what would help; empty where there is one."""
    return one.protected if "refused" in one.protected else {}


def _protected(one: ReleaseRequest) -> dict[str, object]:
    """The tables as they were worked out and protected, with what an attacker could know of them."""
    if "tables" not in one.protected or one.state in {State.RELEASED, State.WITHDRAWN, State.REJECTED}:
        return {}
    asked = queries.asked_by(one)
    seen = [Seen.kept(this, held) for this, held in zip(asked, one.protected["tables"], strict=True)]
    attack = one.protected.get("attack", [])
    return {
        "panels": [table_presenters.panel(this) for this in seen],
        "hidden": sum(this.hidden for this in seen),
        "attack": presenters.attack_table(attack, seen),
        "narrow": sum(finding["too_narrow"] for finding in attack),
        "rules": profile(one.profile),
        "rules_in_words": rules_in_words(profile(one.profile)),
        "earlier": table_queries.earlier_releases(one.survey),
    }


@access("release.request")
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand it to the checkers."""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    actions.submit_request(by=request.actor, request=one)
    messages.success(request, "Two checkers who are not you will look at it.")
    return redirect("surveys:request", request.partnership.slug, pk)


@access("release.request")
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it back."""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    actions.withdraw_request(by=request.actor, request=one)
    messages.success(request, "The request is withdrawn.")
    return redirect("surveys:request", request.partnership.slug, pk)


@access("release.check")
@require_POST
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a checker’s view."""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = ViewForm(request.POST)
    if form.is_valid():
        actions.give_view(by=request.actor, request=one, **form.cleaned_data)
        messages.success(request, "Your view is recorded. It is sealed until both checkers have spoken.")
        return redirect("surveys:request", request.partnership.slug, pk)
    context = {
        "asked": one,
        "state": presenters.state(one),
        "form": form,
        "can_review": True,
        "spoken": one.views.count(),
    }
    return render(request, "surveys/request.html", context | _protected(one))


@access("release.request")
@require_POST
def rework(request: MemberRequest, pk: int) -> HttpResponse:
    """Work a table that came back out again, with other rules."""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = ReworkForm(request.POST)
    if form.is_valid():
        actions.rework_request(by=request.actor, request=one, **form.cleaned_data)
        messages.success(request, "It is being worked out again. Submit it when you have looked at it.")
    return redirect("surveys:request", request.partnership.slug, pk)


@access("release.publish")
@require_POST
def send_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Return for work what both checkers agreed to."""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        actions.return_request(by=request.actor, request=one, **form.cleaned_data)
        messages.success(request, "It is returned to whoever asked for it.")
    else:
        messages.error(request, "Say why it goes back.")
    return redirect("surveys:request", request.partnership.slug, pk)


@access("release.publish")
@require_POST
def let_out(request: MemberRequest, pk: int) -> HttpResponse:
    """Release what both checkers saw; a publication is let out by the worker."""
    one = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = LetOutForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give it a short name of small letters, numbers and hyphens.")
        return redirect("surveys:request", request.partnership.slug, pk)
    slug = form.cleaned_data["slug"]
    if one.tables:
        taken_part = queries.taken_part(request.partnership, [one])[one.pk]
        rules.check_may_let_out(request.actor, one, taken_part)  # at once, not when the worker comes to it
        job = start_job(
            by=request.actor,
            kind="surveys.let_out",
            title=f"Letting out: {one.title}"[:200],
            arguments={"pk": pk, "slug": slug},
        )
        return redirect("work:job", request.partnership.slug, job.pk)
    (released,) = actions.let_out(by=request.actor, request=one, slug=slug)
    messages.success(request, "The table is out.")
    return redirect("evidence:release", request.partnership.slug, released.slug)


@access("release.request")
@require_POST
def ask(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask that a table be let out."""
    survey = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    form = TableForm(survey, request.POST)

    def save(values: Values) -> ReleaseRequest:
        return actions.ask_for_release(
            by=request.actor,
            survey=survey,
            measure=form.code,
            breakdown=values["by"],
            profile=values["profile"],
            interval=values["interval"],
            rounding=values["rounding"],
        )

    return edit_page(
        request,
        form,
        save,
        to=ReleaseRequest.get_absolute_url,
        done="The table is being worked out. You can submit it to two checkers when it is ready.",
        template="surveys/builder.html",
        context={"survey": survey, "breadcrumbs": room_presenters.survey_crumbs(survey, "Make a table")},
    )


@access("release.request")
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for every measure by every breakdown in one request."""
    survey = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    form = PublicationForm(survey, request.POST or None)

    def save(values: Values) -> ReleaseRequest:
        return actions.ask_for_publication(
            by=request.actor,
            survey=survey,
            measures=values["measures"],
            breakdowns=form.sets,
            profile=values["profile"],
            interval=values["interval"],
            rounding=values["rounding"],
        )

    return edit_page(
        request,
        form,
        save,
        to=ReleaseRequest.get_absolute_url,
        done="The tables are being worked out together.",
        template="surveys/publication.html",
        context={
            "survey": survey,
            "breadcrumbs": room_presenters.survey_crumbs(survey, "Prepare a publication"),
        },
    )
