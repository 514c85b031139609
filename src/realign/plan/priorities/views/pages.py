"""Pages to read: the priorities, one priority, its checks, commitments and actions."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from realign.analyse.voices import queries as voices
from realign.foundations.design.history import entries
from realign.foundations.design.links import address, shortened
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Priority
from realign.plan.priorities.presenters import rows, words
from realign.plan.priorities.rules import ROLL_UP, number_warning
from realign.plan.priorities.types import going_status, rolled_up_status
from realign.registers.gaps.panels import gaps_about
from realign.registers.thread.presenters import strip_of


@access("priorities.view")
def priority_list(request: MemberRequest) -> HttpResponse:
    """List the priorities under their vision."""
    priorities = list(queries.priorities_in_full(request.partnership))
    return render(
        request,
        "priorities/list.html",
        {
            "vision": queries.vision(request.partnership, timezone.localdate()),
            "visions": queries.visions(request.partnership),
            "summary": words.summary(priorities),
            "cards": [rows.card(priority) for priority in priorities],
            "number_warning": number_warning(len(priorities)),
            "prevention": words.prevention_words(priorities),
        },
    )


@access("priorities.view")
def priority_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a priority: what is to change, why, and with what."""
    priority = priority_or_404(request, slug)
    targets = queries.targets_of(priority)
    work = list(priority.actions.all())
    measures = [target.indicator_id for target in targets] if request.actor.may("evidence.view") else []
    stories = voices.stories_by_measure(request.partnership, measures)
    return render(
        request,
        "priorities/page.html",
        {
            "priority": priority,
            "citations": rows.citation_rows(priority),
            "needs": rows.need_links(priority),
            "outcomes": rows.outcome_rows(
                priority, queries.newest_observations(request.partnership, targets), stories
            ),
            "actions": [rows.action_row(action) for action in work],
            "commitments": rows.commitment_rows(priority),
            "money": rows.money_table(queries.money_of(r for action in work for r in action.money.all())),
            "money_invented": any(row.invented for action in work for row in action.money.all()),
            "differences": queries.differences([priority]),
            "owners": queries.owners(priority),
            "decisions": rows.decision_rows(priority),
            "gaps": gaps_about(request, "priority", priority.slug, also=rows.gap_keys(priority, targets)),
            "status": rolled_up_status(queries.priority_rolled(priority)),
            "rules": ROLL_UP,
            "thread": strip_of(request.partnership, "priority", priority.slug, request.actor),
            "history": entries(
                request.partnership.slug,
                priority,
                priority.citations.all(),
                priority.outcomes.all(),
                queries.targets_under(priority),
                priority.commitments.all(),
                priority.actions.all(),
            ),
            "breadcrumbs": words.crumbs(request.partnership, Link(priority.title)),
        },
    )


@access("priorities.view")
def checks(request: MemberRequest) -> HttpResponse:
    """Show where the priorities do not hold together: two wordings, overlaps, dates, gaps in ownership."""
    priorities = list(queries.priorities_in_full(request.partnership))
    actions = list(queries.actions(request.partnership))
    return render(
        request,
        "priorities/checks.html",
        {
            "number_warning": number_warning(len(priorities)),
            "count": len(priorities),
            "prevention": words.prevention_words(priorities),
            "differences": queries.differences(priorities),
            "overlaps": queries.overlaps(request.partnership),
            "out_of_period": queries.date_warnings(actions),
            "without_aim": queries.without_aim(actions),
            "strategies": rows.unfollowed_strategies(priorities),
            "ownership": rows.ownership_table(priorities),
            "not_smart": [
                (action, marks) for action in actions if not (marks := queries.smart(action)).is_whole
            ],
            "breadcrumbs": words.crumbs(request.partnership, Link("Checks")),
        },
    )


@access("priorities.view")
def commitment_list(request: MemberRequest) -> HttpResponseBase:
    """List commitments with who leads each."""
    spec = words.commitments_table(request.partnership, request.actor.may("priorities.edit"))
    page = table_page(request, spec, queries.commitments(request.partnership))
    return render_table(request, "priorities/commitments.html", page)


@access("priorities.view")
def action_list(request: MemberRequest) -> HttpResponseBase:
    """List actions with who does each, by when and with which money."""
    spec = words.actions_table(request.partnership)
    page = table_page(request, spec, queries.actions(request.partnership))
    return render_table(request, "priorities/actions.html", page)


@access("priorities.view")
def action_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show an action: who does it, by when, how its result is known and how it is going."""
    action = action_or_404(request, slug)
    priority = priority_or_404(request, action.priority.slug)
    return render(
        request,
        "priorities/action.html",
        {
            "action": action,
            "lead": rows.action_lead(action),
            "smart": queries.smart(action),
            "smart_status": words.smart_status(queries.smart(action)),
            "status": going_status(queries.going(action), rows.newest_reason(action)),
            "date_warning": queries.date_warning(action),
            "money": rows.money_table(queries.money_of(action.money.all())),
            "milestones": rows.milestone_rows(action, timezone.localdate()),
            "updates": rows.update_rows(action),
            "thread": strip_of(request.partnership, "action", action.slug, request.actor),
            "decisions": rows.decision_links(action),
            "history": entries(
                request.partnership.slug,
                action,
                action.money.all(),
                action.milestones.all(),
                action.updates.all(),
            ),
            "progress_url": address("progress:update", request.partnership.slug, action.slug),
            "milestone_url": address("progress:milestone-add", request.partnership.slug, action.slug),
            "breadcrumbs": words.crumbs(request.partnership, priority, Link(shortened(action.title))),
        },
    )


def priority_or_404(request: PartnershipRequest, slug: str) -> Priority:
    """The priority in full, or 404."""
    try:
        return queries.priority(request.partnership, slug)
    except Priority.DoesNotExist as absent:
        raise Http404 from absent


def action_or_404(request: PartnershipRequest, slug: str) -> Action:
    """The action, or 404."""
    try:
        return queries.action(request.partnership, slug)
    except Action.DoesNotExist as absent:
        raise Http404 from absent
