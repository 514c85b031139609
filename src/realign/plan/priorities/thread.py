"""The golden thread as one priority or one action sees it: what is joined, and what is missing."""

from collections.abc import Iterable
from typing import Any

from realign.foundations.design.links import link_to, shortened
from realign.foundations.design.types import Link, ThreadNode, thread_strip
from realign.foundations.design.words import money
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Outcome, Priority
from realign.plan.priorities.presenters import action_page, page_of

MOST_SERVICES = (
    4  # more would push the rest of the strip off a small screen; the priority's needs list them all
)


def thread_of_priority(one: Priority, results: list[Link]) -> tuple[ThreadNode, ...]:
    """The eight stages of a priority that was read in full."""
    rows = list(one.actions.all())
    joined = _joined(one, rows, list(one.outcomes.all()), one.proposals.all())  # type: ignore[attr-defined]
    actions = [Link(shortened(action.title), action_page(action)) for action in rows]
    return thread_strip(**joined, action=actions, result=results)


def thread_of_action(one: Action, priority: Priority, results: list[Link]) -> tuple[ThreadNode, ...]:
    """The eight stages of an action: its own money, proposals and results, its priority's needs and services."""
    outcomes = [one.outcome] if one.outcome else []
    joined = _joined(priority, [one], outcomes, one.proposals.all())  # type: ignore[attr-defined]
    return thread_strip(current="action", **joined, result=results)


def _joined(
    priority: Priority, rows: list[Action], outcomes: list[Outcome], proposals: Iterable[Any]
) -> dict[str, list[Link]]:
    slug = priority.partnership.slug
    needs = list(priority.needs.all())
    services = {match.service_id: match.service for need in needs for match in need.matches.all()}
    total = queries.money_of(row for action in rows for row in action.money.all()).total
    return {
        "need": [link_to(shortened(need.name), "fit:need", slug, need.slug) for need in needs],
        "service": [
            link_to(shortened(service.name), "services:service", slug, service.slug)
            for service in list(services.values())[:MOST_SERVICES]
        ],
        "money": [Link(money(total), "#money")] if total else [],
        "outcome": [Link(shortened(one.statement), f"{page_of(priority)}#outcomes") for one in outcomes],
        "proposal": [link_to(shortened(one.title), "proposals:page", slug, one.slug) for one in proposals],
        "decision": [
            link_to(shortened(decision.title), "decisions:decision", slug, decision.slug)
            for one in proposals
            for decision in one.decisions.all()
        ],
    }
