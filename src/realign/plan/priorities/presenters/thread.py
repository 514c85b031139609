"""The golden thread as one priority or one action sees it: what is joined, and what is missing."""

from collections.abc import Iterable
from typing import Any

from realign.foundations.design.links import link_to, shortened
from realign.foundations.design.types import Link, ThreadNode, thread_strip
from realign.foundations.design.words import money
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Outcome, Priority

# more would push the rest of the strip off a small screen; the priority's needs list them all
MOST_SERVICES = 4


def thread_of_priority(priority: Priority, results: list[Link]) -> tuple[ThreadNode, ...]:
    """The eight stages of a priority that was read in full."""
    actions = list(priority.actions.all())
    return _strip(
        priority,
        actions,
        list(priority.outcomes.all()),
        priority.proposals.all(),
        action=[Link(shortened(action.title), action.get_absolute_url()) for action in actions],
        result=results,
    )


def thread_of_action(action: Action, priority: Priority, results: list[Link]) -> tuple[ThreadNode, ...]:
    """The eight stages of an action: its own money, proposals and results, its priority's needs and services."""
    outcomes = [action.outcome] if action.outcome else []
    proposals = action.proposals.all()
    return _strip(priority, [action], outcomes, proposals, current="action", action=[], result=results)


def _strip(
    priority: Priority,
    actions: list[Action],
    outcomes: list[Outcome],
    proposals: Iterable[Any],
    *,
    action: list[Link],
    result: list[Link],
    current: str = "",
) -> tuple[ThreadNode, ...]:
    slug = priority.partnership.slug
    needs = list(priority.needs.all())
    services = {match.service_id: match.service for need in needs for match in need.matches.all()}
    total = queries.money_of(row for action in actions for row in action.money.all()).total
    return thread_strip(
        current,
        need=[link_to(shortened(need.name), "fit:need", slug, need.slug) for need in needs],
        service=[
            link_to(shortened(service.name), "services:service", slug, service.slug)
            for service in list(services.values())[:MOST_SERVICES]
        ],
        money=[Link(money(total), "#money")] if total else [],
        outcome=[
            Link(shortened(outcome.statement), f"{priority.get_absolute_url()}#outcomes")
            for outcome in outcomes
        ],
        proposal=[
            link_to(shortened(proposal.title), "proposals:page", slug, proposal.slug)
            for proposal in proposals
        ],
        decision=[
            link_to(shortened(decision.title), "decisions:decision", slug, decision.slug)
            for proposal in proposals
            for decision in proposal.decisions.all()
        ],
        action=action,
        result=result,
    )
