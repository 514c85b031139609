"""The golden thread as one priority or one action sees it: what is joined, and what is missing."""

from collections.abc import Iterable

from realign.foundations.design.links import link_to, shortened
from realign.foundations.design.types import Link, ThreadNode, thread_strip
from realign.foundations.design.words import money
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Priority
from realign.plan.priorities.presenters import action_page, page_of
from realign.registers.indicators.models import Observation


def thread_of_priority(one: Priority, newest: dict[int, Observation]) -> tuple[ThreadNode, ...]:
    """The eight stages of a priority that was read in full."""
    rows = list(one.actions.all())
    return _strip(one, rows, list(one.proposals.all()), newest)  # type: ignore[attr-defined]  # plan.proposals


def thread_of_action(
    one: Action, priority: Priority, newest: dict[int, Observation]
) -> tuple[ThreadNode, ...]:
    """The eight stages of an action: its own money, proposals and measures, its priority's needs and services."""
    return _strip(priority, [one], list(one.proposals.all()), newest, own=one)  # type: ignore[attr-defined]


def _strip(
    priority: Priority,
    rows: list[Action],
    proposals: list[object],
    newest: dict[int, Observation],
    own: Action | None = None,
) -> tuple[ThreadNode, ...]:
    slug = priority.partnership.slug
    needs = list(priority.needs.all())
    services = {match.service_id: match.service for need in needs for match in need.matches.all()}
    total = queries.money_of(row for action in rows for row in action.money.all()).total
    if own is None:
        outcomes = list(priority.outcomes.all())
        indicators = {target.indicator for outcome in outcomes for target in outcome.targets.all()}
    else:
        outcomes = [own.outcome] if own.outcome else []
        indicators = {target.indicator for target in own.measures.all()}
    decisions = [(proposal, decision) for proposal in proposals for decision in proposal.decisions.all()]
    return thread_strip(
        current="action" if own else "",
        need=_unique(link_to(shortened(need.name), "fit:need", slug, need.slug) for need in needs),
        service=_unique(
            link_to(service, "services:service", slug, service.slug) for service in services.values()
        )[:4],
        money=[Link(money(total), "#money")] if total else [],
        outcome=[Link(shortened(outcome.statement), f"{page_of(priority)}#outcomes") for outcome in outcomes],
        proposal=[link_to(shortened(p.title), "proposals:page", slug, p.slug) for p in proposals],
        decision=[link_to(shortened(d.title), "decisions:decision", slug, d.slug) for _, d in decisions],
        action=[] if own else [Link(shortened(action.title), action_page(action)) for action in rows],
        result=[
            link_to(_result(newest[one.pk], one.unit, one.title), "indicators:indicator", slug, one.slug)
            for one in sorted(indicators, key=lambda one: one.title)
            if one.pk in newest
        ],
    )


def _result(row: Observation, unit: str, title: str) -> str:
    return f"{shortened(title)}: {queries.with_unit(row.value or 0, unit)} ({row.period})"


def _unique(links: Iterable[Link]) -> list[Link]:
    return list(dict.fromkeys(links))
