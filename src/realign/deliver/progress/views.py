"""Delivery at work, and the progress that everybody may read."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from realign.deliver.progress import actions, forms, presenters, queries
from realign.deliver.progress.models import Milestone
from realign.deliver.progress.rules import STALE_AFTER
from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import how_all_published
from realign.plan.plans.types import PROGRESS
from realign.plan.priorities import queries as plan
from realign.plan.priorities.models import Action
from realign.plan.priorities.rules import ROLL_UP
from realign.plan.priorities.types import rolled_up_status


@access("progress.view")
def overview(request: MemberRequest) -> HttpResponseBase:
    """List actions, the most urgent first, with those that need attention and the status of each priority."""
    today = timezone.localdate()
    standings = queries.priority_standings(request.partnership, today)
    rows = sorted((row for standing in standings for row in standing.actions), key=lambda row: row.urgency)
    page = table_page(request, presenters.overview_table(request.partnership), rows)
    context = {
        "lead": presenters.lead(rows),
        "attention": [
            (
                row,
                row.action.get_absolute_url(),
                presenters.update_url(row.action),
                presenters.attention(row),
            )
            for row in rows
            if row.needs_attention
        ],
        "priorities": [(standing, rolled_up_status(standing.rolled)) for standing in standings],
        "rules": ROLL_UP,
        "stale_after": STALE_AFTER,
    }
    return render_table(request, "progress/overview.html", page, context)


@access("progress.view")
def milestone_list(request: MemberRequest) -> HttpResponseBase:
    """List milestones with when each is due and who answers for it."""
    spec = presenters.milestones_table(
        request.partnership, timezone.localdate(), request.actor.may("progress.edit")
    )
    page = table_page(request, spec, queries.milestones(request.partnership))
    return render_table(request, "progress/milestones.html", page)


@access("progress.edit")
def update_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add an update that says how an action is going."""
    action = _action(request, slug)
    form = forms.UpdateForm(request.POST or None, initial={"on": timezone.localdate()})
    return edit_page(
        request,
        form,
        lambda data: actions.create_update(by=request.actor, action=action, **data),
        title="Status",
        lead=action.title,
        submit="Add this update",
        back=action.get_absolute_url(),
        done="The update has been added. It cannot be changed; you can correct it with a later update.",
        breadcrumbs=presenters.crumbs(request.partnership, action),
    )


@access("progress.edit")
def milestone_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add a milestone to an action."""
    action = _action(request, slug)
    return edit_page(
        request,
        forms.MilestoneForm(request.partnership, request.POST or None),
        lambda data: actions.create_milestone(
            by=request.actor, action=action, **{field: data[field] for field in data if field != "revision"}
        ),
        title="Add a milestone",
        lead=action.title,
        back=action.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, action),
    )


@access("progress.edit")
def milestone_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Move a milestone, or say that it was reached."""
    try:
        milestone = queries.milestone(request.partnership, pk)
    except Milestone.DoesNotExist as absent:
        raise Http404 from absent
    return edit_page(
        request,
        forms.MilestoneChangeForm(
            request.partnership,
            request.POST or None,
            initial=values_of(milestone, forms.MilestoneForm),
        ),
        lambda data: actions.change_milestone(by=request.actor, milestone=milestone, **data),
        title="Change the milestone",
        lead=milestone.action.title,
        back=milestone.action.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, milestone.action),
    )


@access("public")
def public(request: PartnershipRequest) -> HttpResponse:
    """Show everybody how each priority of the current plan is going."""
    today = timezone.localdate()
    current, rows = queries.public_standings(request.partnership, today)
    versions = publishing.standing(request.partnership, PROGRESS)
    return render(
        request,
        "progress/public.html",
        {
            "plan": current,
            "plan_url": reverse("plans:public", args=[request.partnership.slug]),
            "priorities": [presenters.public_priority(request.partnership, *row, today) for row in rows],
            "lead": presenters.public_lead([progress.rolled for _, progress in rows]),
            "how": how_all_published(
                [version for version in versions if current and version.key in current.priorities]
            ),
            "rules": ROLL_UP,
        },
    )


def _action(request: PartnershipRequest, slug: str) -> Action:
    try:
        return plan.action(request.partnership, slug)
    except Action.DoesNotExist as absent:
        raise Http404 from absent
