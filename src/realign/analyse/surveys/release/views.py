"""Requests to let tables out: asked, checked by two, and let out by a third."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import actions, presenters, queries, rules
from realign.analyse.surveys.release.forms import LetOutForm, ReturnForm, ReworkForm, ViewForm
from realign.analyse.surveys.release.types import TakenPart
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.forms import TableForm, TableSetForm
from realign.analyse.surveys.tables.presenters import tables as table_presenters
from realign.analyse.surveys.tables.presenters.cross import answers_tables
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.work import queries as work
from realign.foundations.work.actions import start_job
from realign.foundations.work.models import Job
from realign.methods.disclosure import profile, rules_in_words

State = ReleaseRequest.State
REQUEST = "surveys/request.html"


@access("surveys.view")
def request_list(request: MemberRequest) -> HttpResponseBase:
    """List the release requests: those that wait for a check, and what became of the rest."""
    page = table_page(
        request, presenters.request_table(request.partnership.slug), queries.requests(request.partnership)
    )
    return render_table(request, "surveys/requests.html", page)


@access("surveys.view")
def request_page(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a release request: its tables as they would be published, what the checkers said and what may be done."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    return render(request, REQUEST, _page_of(request, release_request))


def _page_of(
    request: MemberRequest, release_request: ReleaseRequest, **filled: forms.Form
) -> dict[str, object]:
    """All that the page of a request shows, with the form that was filled in and refused, if one was."""
    views = queries.views_of(release_request)
    taken_part = queries.taken_part(request.partnership, [release_request])[release_request.pk]
    unprotected = _unprotected(release_request)
    may_move = partial(rules.can_move, request.actor, release_request)
    slug = slugify(f"{release_request.title} {release_request.survey.wave}")[:50]
    rework = {"profile": release_request.profile, "rounding": release_request.rounding}
    return {
        "release_request": release_request,
        "state": presenters.state(release_request),
        "views": views if rules.can_see_views(views) else [],
        "spoken": len(views),
        "can_review": rules.can_review(
            request.actor, release_request, [view.checker_id for view in views], taken_part
        ),
        "history": entries(request.partnership.slug, release_request),
        "breadcrumbs": room_presenters.crumbs(
            request.partnership.slug,
            Link("Release requests", reverse("surveys:requests", args=[request.partnership.slug])),
            Link(release_request.title),
        ),
        "waiting": release_request.state == State.ESTIMATING,
        **work.progress(release_request.job, request.actor.at),
        "can_submit": may_move(State.SUBMITTED, "release.request") and not unprotected,
        "can_rework": may_move(State.ESTIMATING, "release.request"),
        "can_withdraw": may_move(State.WITHDRAWN, "release.request"),
        "unprotected": unprotected,
        "review_form": ViewForm(),
        "rework_form": ReworkForm(initial=rework),
        "let_out_form": LetOutForm(initial={"slug": slug}),
        "return_form": ReturnForm(),
        **_letting_out(request, release_request, taken_part),
        **_protected(release_request),
        **filled,
        **{f"{name}_refused": True for name in filled},
    }


def _letting_out(
    request: MemberRequest, release_request: ReleaseRequest, taken_part: TakenPart
) -> dict[str, object]:
    """Whether this person may let the table out, why not, and who may."""
    if release_request.state != State.REVIEWED:
        return {}
    may = request.actor.may("release.publish")
    return {
        "reviewed": True,
        "can_let_out": rules.can_let_out(request.actor, release_request, taken_part),
        "why_not_let_out": rules.why_not_let_out(request.actor, release_request, taken_part) if may else "",
        "who_lets_out": rules.who_lets_out(),
        "who_may_let_out": queries.may_let_out(request.partnership, taken_part),
    }


def _unprotected(release_request: ReleaseRequest) -> dict[str, object]:
    """Why no table could be made under these rules, and what would help; empty where there is one."""
    return release_request.protected if "refused" in release_request.protected else {}


def _protected(release_request: ReleaseRequest) -> dict[str, object]:
    """The tables as they were worked out and protected, with what an attacker could know of them."""
    if "tables" not in release_request.protected or release_request.state in {
        State.RELEASED,
        State.WITHDRAWN,
        State.REJECTED,
    }:
        return {}
    wanted = queries.asked_by(release_request)
    tables = [
        ProtectedTable.kept(this, kept)
        for this, kept in zip(wanted, release_request.protected["tables"], strict=True)
    ]
    attack = release_request.protected.get("attack", [])
    return {
        "panels": [table_presenters.panel(this, [other.wanted for other in tables]) for this in tables],
        "answers": answers_tables(tables),
        "hidden": sum(this.hidden for this in tables),
        "attack": presenters.attack_table(attack, tables),
        "narrow": sum(finding["too_narrow"] for finding in attack),
        "rules": profile(release_request.profile),
        "rules_in_words": rules_in_words(profile(release_request.profile)),
        "earlier": table_queries.earlier_releases(release_request.survey),
    }


@access("release.request")
@require_POST
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand it to the checkers."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    actions.submit_request(by=request.actor, request=release_request)
    messages.success(request, "Sent for checking by two other people.")
    return redirect("surveys:request", request.partnership.slug, pk)


@access("release.request")
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take it back."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    actions.withdraw_request(by=request.actor, request=release_request)
    messages.success(request, "The request has been withdrawn.")
    return redirect("surveys:request", request.partnership.slug, pk)


@access("release.check")
@require_POST
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a checker’s view."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = ViewForm(request.POST)
    return edit_page(
        request,
        form,
        lambda values: actions.give_view(by=request.actor, request=release_request, **values),
        back=release_request.get_absolute_url(),
        done="Your decision is recorded. Each checker sees the other’s once both have decided.",
        template=REQUEST,
        context=_page_of(request, release_request, review_form=form),
    )


@access("release.request")
@require_POST
def rework(request: MemberRequest, pk: int) -> HttpResponse:
    """Work a table that came back out again, with other rules."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = ReworkForm(request.POST)
    return edit_page(
        request,
        form,
        lambda values: actions.rework_request(by=request.actor, request=release_request, **values),
        back=release_request.get_absolute_url(),
        done="The table is being recalculated. Check it, then send it for checking.",
        template=REQUEST,
        context=_page_of(request, release_request, rework_form=form),
    )


@access("release.publish")
@require_POST
def send_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Return for work what both checkers agreed to."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = ReturnForm(request.POST)
    return edit_page(
        request,
        form,
        lambda values: actions.return_request(by=request.actor, request=release_request, **values),
        back=release_request.get_absolute_url(),
        done="The request has been returned to the requester.",
        template=REQUEST,
        context=_page_of(request, release_request, return_form=form),
    )


@access("release.publish")
@require_POST
def let_out(request: MemberRequest, pk: int) -> HttpResponse:
    """Release what both checkers saw; a publication is let out by the worker."""
    release_request = get_object_or_404(queries.requests(request.partnership), pk=pk)
    form = LetOutForm(request.POST)

    def save(values: Values) -> str:
        if release_request.tables:
            job = _let_out_by_the_worker(request, release_request, values["slug"])
            return reverse("work:job", args=[request.partnership.slug, job.pk])
        (release,) = actions.let_out(by=request.actor, request=release_request, slug=values["slug"])
        return reverse("evidence:release", args=[request.partnership.slug, release.slug])

    return edit_page(
        request,
        form,
        save,
        to=str,
        done="" if release_request.tables else "The table has been published.",
        template=REQUEST,
        context=_page_of(request, release_request, let_out_form=form),
    )


def _let_out_by_the_worker(request: MemberRequest, release_request: ReleaseRequest, slug: str) -> Job:
    """Begin to let a publication out; whoever may not is refused at once, and not when the worker comes to it."""
    taken_part = queries.taken_part(request.partnership, [release_request])[release_request.pk]
    rules.check_may_let_out(request.actor, release_request, taken_part)
    return start_job(
        by=request.actor,
        kind="surveys.let_out",
        title=f"Releasing: {release_request.title}"[:200],
        arguments={"pk": release_request.pk, "slug": slug},
    )


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
            confirmed=values.get("confirmed", ()),
        )

    return edit_page(
        request,
        form,
        save,
        to=ReleaseRequest.get_absolute_url,
        done="The table is being calculated. You can send it for checking when it is ready.",
        template="surveys/builder.html",
        context={"survey": survey, "breadcrumbs": room_presenters.survey_crumbs(survey, "Make a table")},
    )


@access("release.request")
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask for every measure by every breakdown in one request."""
    survey = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    form = TableSetForm(survey, request.POST or None)

    def save(values: Values) -> ReleaseRequest:
        return actions.ask_for_publication(
            by=request.actor,
            survey=survey,
            measures=values["measures"],
            breakdowns=form.sets,
            profile=values["profile"],
            interval=values["interval"],
            rounding=values["rounding"],
            confirmed=values.get("confirmed", ()),
        )

    return edit_page(
        request,
        form,
        save,
        to=ReleaseRequest.get_absolute_url,
        done="The tables are being calculated together.",
        template="surveys/publication.html",
        context={
            "survey": survey,
            "breadcrumbs": room_presenters.survey_crumbs(survey, "Prepare a publication"),
        },
    )
