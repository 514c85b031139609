"""Plans at work, and the plan that everybody may read."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.design.editing import edit_page, remove_page, values_of, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.links import address
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import how_published
from realign.foundations.publishing.views import withdrawn_or_404
from realign.plan.plans import actions, forms, presenters, queries
from realign.plan.plans.models import Plan
from realign.plan.plans.rules import next_period, period_warnings
from realign.plan.plans.types import report_years
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.types import PRIORITY


@access("plans.view")
def plan_list(request: MemberRequest) -> HttpResponseBase:
    """List the plans, with warnings where their periods do not fit."""
    rows = queries.plans(request.partnership)
    page = table_page(request, presenters.PLANS, rows)
    return render_table(request, "plans/list.html", page, {"warnings": period_warnings(list(rows))})


@access("plans.view")
def plan_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a plan: its period and priorities, who prepares it, and who stays accountable where."""
    plan = _plan(request, slug)
    everyone = list(queries.plans(request.partnership))
    in_plan = list(queries.priorities_of(plan))
    lacks = presenters.missing(plan)
    return render(
        request,
        "plans/page.html",
        {
            "plan": plan,
            "status": presenters.status(plan),
            "period": presenters.period(plan),
            "years": report_years(plan.starts_on, plan.ends_on),
            "joint": queries.joint_words(plan, everyone),
            "warnings": [each for each in period_warnings(everyone) if each.plan.pk == plan.pk],
            "priorities": [presenters.priority_card(each) for each in in_plan],
            "promised": presenters.promised(in_plan),
            "is_draft": plan.status == Plan.Status.DRAFT,
            "lacks": lacks,
            "next_step": presenters.next_step(plan, lacks),
            "steps": presenters.steps(plan) if not lacks else [],
            "history": entries(request.partnership.slug, plan, plan.accountabilities.all()),
            "breadcrumbs": presenters.crumbs(request.partnership, Link(plan.title)),
        },
    )


@access("plans.edit")
def plan_add(request: MemberRequest) -> HttpResponse:
    """Begin a plan, for the period after the newest one."""
    newest = queries.plans(request.partnership).first()
    lead_bodies = partnerships.current_organisations(request.partnership).filter(is_lead_body=True)
    initial: dict[str, Any] = {"bodies": lead_bodies}
    if newest is not None:
        starts_on, ends_on = next_period(newest.ends_on)
        initial = {
            "starts_on": starts_on,
            "ends_on": ends_on,
            "previous": newest,
            "bodies": newest.bodies.all(),
        }
    form = forms.PlanForm(request.partnership, request.POST or None, initial=initial)
    return edit_page(
        request,
        form,
        lambda data: actions.create_plan(by=request.actor, **without_revision(data)),
        title="Add a plan",
        back=reverse("plans:list", args=[request.partnership.slug]),
        to=Plan.get_absolute_url,
        done="The plan has been added as a draft.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("plans.edit")
def plan_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a plan."""
    plan = _plan(request, slug)
    form = forms.PlanChangeForm(
        request.partnership, request.POST or None, initial=values_of(plan, forms.PlanForm), plan=plan
    )
    return edit_page(
        request,
        form,
        lambda data: actions.change_plan(by=request.actor, plan=plan, **data),
        title="Change the plan",
        back=plan.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, plan),
    )


@access("plans.edit")
def plan_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a draft that was begun by mistake."""
    plan = _plan(request, slug)
    return remove_page(
        request,
        plan,
        lambda data: actions.remove_plan(by=request.actor, plan=plan, **data),
        called=f"the plan “{plan}”",
        why_it_stays=queries.why_plan_stays(plan),
        lead="Its priorities stay. What is said here of local accountability goes with it.",
        back=plan.get_absolute_url(),
        to=reverse("plans:list", args=[request.partnership.slug]),
        breadcrumbs=presenters.crumbs(request.partnership, plan),
    )


@access("plans.publish")
def plan_move(request: MemberRequest, slug: str, status: str) -> HttpResponse:
    """Take a plan to its next state, after asking."""
    plan = _plan(request, slug)
    words = dict(presenters.steps(plan)).get(status)
    if words is None:
        raise Http404
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": plan.revision}),
        lambda data: actions.move_plan(by=request.actor, plan=plan, status=Plan.Status(status), **data),
        title=f"{words}?",
        lead=f"“{plan.title}” is now “{plan.get_status_display()}”. The public reads the change once a person "
        "who did not write it has published it.",
        submit=words,
        back=plan.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, plan),
    )


@access("plans.edit")
def accountability(request: MemberRequest, slug: str) -> HttpResponse:
    """Say who stays accountable for an area."""
    plan = _plan(request, slug)
    return edit_page(
        request,
        forms.AccountabilityForm(request.partnership, request.POST or None),
        lambda data: actions.change_accountability(by=request.actor, plan=plan, **data),
        title="Local accountability",
        lead="One plan may span several areas. Each community planning partnership remains "
        "accountable for its own area.",
        back=plan.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, plan),
    )


@access("public")
def public_plan(request: PartnershipRequest) -> HttpResponse:
    """Show everybody the plan as it was last published: what will change for children, priority by priority."""
    partnership, today = request.partnership, timezone.localdate()
    plan = queries.public_plan(partnership, today)
    context: dict[str, Any] = {"plan": plan}
    if plan is not None:
        everyone = queries.public_plans(partnership)
        context |= {
            "status": presenters.status(plan),
            "period": presenters.period(plan),
            "vision": priorities.public_vision(partnership, today),
            "priorities": [
                presenters.public_priority(partnership, *row)
                for row in queries.public_priorities(partnership, plan)
            ],
            "joint": queries.public_joint_words(plan, everyone),
            "others": [each for each in everyone if each.slug != plan.slug],
            "how": queries.how_the_plan_was_published(partnership, plan),
            "progress_url": address("progress:public", partnership.slug),
            "decisions_url": address("decisions:public-list", partnership.slug),
        }
    return render(request, "plans/public.html", context)


@access("public")
def public_priority(request: PartnershipRequest, slug: str) -> HttpResponse:
    """Show everybody a priority as it was last published: what will change, what will be done, and its targets."""
    partnership = request.partnership
    plan = queries.public_plan(partnership, timezone.localdate())
    row = queries.public_priority(partnership, plan, slug) if plan else None
    way = Link("Plan", reverse("plans:public", args=[partnership.slug]))
    newest = publishing.newest_at(partnership, PRIORITY, slug)
    if row is None or newest is None:
        return withdrawn_or_404(request, newest, back=way)
    priority, _ = row
    return render(
        request,
        "plans/public_priority.html",
        {
            "plan": plan,
            "priority": priority,
            "card": presenters.public_priority(partnership, *row),
            "targets": presenters.public_targets(priority),
            "findings": presenters.public_findings(
                partnership, queries.findings_behind(partnership, priority)
            ),
            "how": how_published(newest),
            "breadcrumbs": [way, Link(priority.plain_name)],
        },
    )


def _plan(request: PartnershipRequest, slug: str) -> Plan:
    try:
        return queries.plan(request.partnership, slug)
    except Plan.DoesNotExist as absent:
        raise Http404 from absent
