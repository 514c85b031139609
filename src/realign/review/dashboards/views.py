"""The front pages: the site’s, a partnership’s for the public, and each person’s own."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from realign.foundations.administration.rules import nobody_has_an_account
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.work import queries as work
from realign.review.dashboards import presenters, queries


@access("public")
def front(request: PartnershipRequest) -> HttpResponse:
    """List the public partnerships; where nobody has an account yet, lead to the first."""
    listed = list(partnerships.public_partnerships())
    context = {"partnerships": listed, "nobody_yet": not listed and nobody_has_an_account()}
    return render(request, "dashboards/front.html", context)


@access("signed-in")
def landing(request: HttpRequest) -> HttpResponse:
    """After signing in: straight to the one partnership, or a choice of several."""
    mine = list(partnerships.partnerships_of(request.user))
    if len(mine) == 1:
        return redirect("dashboards:work", mine[0].slug)
    return render(request, "dashboards/choose.html", {"partnerships": mine})


@access("public")
def home(request: PartnershipRequest) -> HttpResponse:
    """Show everybody each priority with how its measures and its actions are going."""
    today = timezone.localdate()
    front_page = queries.home(request.partnership, today)
    slug = request.partnership.slug
    lines = [presenters.line(slug, row.priority, row.moved, row.progress) for row in front_page.priorities]
    rows = [(row.priority, row.moved) for row in front_page.priorities]
    context = {
        "home": front_page,
        "lines": lines,
        "lead": presenters.home_lead(lines),
        # only for members: a visitor is told on the line itself that nothing is published
        "unpublished": presenters.without_figures(rows) if request.actor is not None else [],
    }
    return render(request, "dashboards/home.html", context)


@access("member")
def my_work(request: MemberRequest) -> HttpResponseBase:
    """Show what needs this person today, what happened, and the meetings ahead."""
    now = timezone.now()
    today = timezone.localdate(now)
    items = work.my_work(request.actor, today)
    page = table_page(request, presenters.work_table(items), items)
    context = {
        "lead": presenters.lead(items, today),
        "stretches": presenters.stretches(items, today),
        "named_in": work.named_in(request.actor, today),
        "happened": queries.happened(request.actor, now),
        "meetings": queries.meetings_ahead(request.actor, today),
    }
    return render_table(request, "dashboards/work.html", page, context)
