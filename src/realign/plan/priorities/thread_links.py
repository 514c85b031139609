"""Priorities, outcomes, measures, commitments, actions and their money, as records and links of the golden thread."""

from collections.abc import Iterable
from decimal import Decimal

from realign.foundations.design.links import shortened
from realign.foundations.design.words import date_words, money
from realign.plan.priorities import queries
from realign.plan.priorities.models import (
    Action,
    ActionMoney,
    Citation,
    Commitment,
    Outcome,
    Priority,
    Target,
)
from realign.registers.groups.models import Seat
from realign.registers.thread.registry import FILLERS, KINDS, LINKS, LOOSE_ENDS
from realign.registers.thread.types import (
    LinkKind,
    LooseEndCheck,
    MendingPage,
    RecordKind,
    StageFiller,
    ThreadReader,
    ThreadRow,
    ThreadStage,
)

VIEW, EDIT, EDIT_ACTIONS = "priorities.view", "priorities.edit", "actions.edit"
NEEDS = MendingPage("Add the needs it answers", "priorities:needs", EDIT, near="priority")
OUTCOME = MendingPage("Add an outcome", "priorities:outcome-add", EDIT, near="priority")
ACTION = MendingPage("Add an action", "priorities:action-add", EDIT_ACTIONS, near="priority")
MONEY = MendingPage("Add funding to an action", "priorities:action-money", EDIT_ACTIONS, near="action")
TARGET = MendingPage("Add a target", "priorities:target-add", EDIT, near="outcome")
CITE = MendingPage("Cite a finding", "priorities:cite", EDIT, near="priority")
SERVES = MendingPage("Choose its outcome", "priorities:action-edit", EDIT_ACTIONS, near="action")
CHOOSE = MendingPage("Choose the priority it belongs to", "priorities:list", EDIT)


def priorities(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every priority with who answers for it."""
    leads = dict(
        Seat.objects.filter(partnership=reader.partnership, role=Seat.Role.LEAD, ends_on__isnull=True)
        .exclude(holder="")
        .values_list("group", "holder")
    )
    for priority in Priority.objects.filter(partnership=reader.partnership).select_related(
        "group", "sponsor"
    ):
        yield ThreadRow(
            priority.slug,
            str(priority),
            detail=priority.statement,
            owner=_owner(priority, leads),
            invented=priority.invented,
        )


def _owner(priority: Priority, leads: dict[int, str]) -> str:
    """Who answers for a priority: the lead official of its group, else the group, else its sponsor."""
    if priority.group is not None:
        holder = leads.get(priority.group.pk)
        return f"{holder}, {priority.group.name}" if holder else f"{priority.group.name} (no lead official)"
    return str(priority.sponsor) if priority.sponsor else ""


def citations(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every finding with the priority that cites it."""
    return Citation.objects.filter(partnership=reader.partnership).values_list(
        "finding__slug", "priority__slug"
    )


def needs_answered(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every need with the priorities that answer it."""
    return Priority.objects.filter(partnership=reader.partnership).values_list("needs__slug", "slug")


def outcomes(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every outcome under its priority."""
    rows = Outcome.objects.filter(partnership=reader.partnership)
    for slug, statement, priority, invented in rows.values_list(
        "slug", "statement", "priority__slug", "invented"
    ):
        yield ThreadRow(
            slug, statement, invented=invented, place=priority, comes_from=(f"priority:{priority}",)
        )


def measures(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every target under its outcome."""
    for target in _targets(reader):
        unit = target.indicator.unit
        goal = queries.with_unit(target.goal, unit)
        yield ThreadRow(
            str(target.pk),
            target.indicator.title,
            detail=f"From {queries.with_unit(target.baseline, unit)} to {goal} by {date_words(target.goal_on)}",
            invented=target.invented,
            place=target.outcome.priority.slug,
            comes_from=(f"outcome:{target.outcome.slug}",),
        )


def _targets(reader: ThreadReader) -> Iterable[Target]:
    return Target.objects.filter(partnership=reader.partnership).select_related(
        "indicator", "outcome__priority"
    )


def commitments(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every commitment under its priority."""
    rows = Commitment.objects.filter(partnership=reader.partnership).select_related("priority", "lead")
    for commitment in rows:
        yield ThreadRow(
            str(commitment.pk),
            shortened(commitment.text, 160),
            detail=commitment.get_stage_display(),
            owner=str(commitment.lead or ""),
            invented=commitment.invented,
            place=commitment.priority.slug,
            comes_from=(f"priority:{commitment.priority.slug}",),
        )


def actions(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every action under its outcome, or under its priority while it serves none, and under its commitment."""
    rows = Action.objects.filter(partnership=reader.partnership).select_related("priority", "outcome", "lead")
    for action in rows:
        lead = action.lead.name if action.lead else ""
        due = f"by {date_words(action.due_on)}" if action.due_on else ""
        under = f"outcome:{action.outcome.slug}" if action.outcome else f"priority:{action.priority.slug}"
        promised = (f"commitment:{action.commitment_id}",) if action.commitment_id else ()
        yield ThreadRow(
            action.slug,
            action.title,
            detail=", ".join(part for part in (lead, due) if part),
            owner=action.lead_person or lead,
            invented=action.invented,
            comes_from=(under, *promised),
        )


def action_money(reader: ThreadReader) -> Iterable[ThreadRow]:
    """What all bodies together put into each action."""
    rows = ActionMoney.objects.filter(partnership=reader.partnership).select_related("action")
    totals: dict[str, list[ActionMoney]] = {}
    for amount in rows.order_by("action__slug", "pk"):
        totals.setdefault(amount.action.slug, []).append(amount)
    for slug, amounts in totals.items():
        total = sum((amount.amount for amount in amounts), Decimal(0))
        bases = ", ".join(dict.fromkeys(amount.price_base for amount in amounts))
        yield ThreadRow(
            f"action-{slug}",
            f"{money(total)} for {amounts[0].action.title}",
            detail=f"Planned, {bases}",
            invented=any(amount.invented for amount in amounts) or amounts[0].action.invented,
            place=slug,
            beside=(f"action:{slug}",),
        )


def results(reader: ThreadReader) -> Iterable[ThreadRow]:
    """For each target, what its indicator says since the baseline."""
    targets = {target.pk: target for target in _targets(reader)}
    for pk, newest in queries.newest_observations(reader.partnership, targets.values()).items():
        indicator = targets[pk].indicator
        yield ThreadRow(
            f"measure-{pk}",
            f"{queries.with_unit(newest.value or 0, indicator.unit)} in {newest.period}",
            detail=f"{indicator.title}, {newest.area}",
            invented=indicator.invented or newest.brought_by.invented,
            place=indicator.slug,
            comes_from=(f"measure:{pk}",),
        )


def measures_of_actions(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every target with the actions that are meant to move it, by their own account or by the outcome they serve."""
    rows = Action.objects.filter(partnership=reader.partnership)
    for slug, own, of_outcome in rows.values_list("slug", "measures", "outcome__targets"):
        yield from ((target, slug) for target in (own, of_outcome) if target)


def results_of_actions(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every action with what its measures say since their baseline."""
    return ((slug, f"measure-{target}") for target, slug in measures_of_actions(reader))


PRIORITY_PAGE = "priorities:page"
KINDS.add(
    RecordKind(
        "priority",
        "Priority",
        "Priorities",
        ThreadStage.OUTCOME,
        50,
        priorities,
        page=PRIORITY_PAGE,
        view=VIEW,
        fills=False,
    ),
    RecordKind(
        "outcome",
        "Outcome",
        "Outcomes",
        ThreadStage.OUTCOME,
        60,
        outcomes,
        page=PRIORITY_PAGE,
        part="outcomes",
        view=VIEW,
    ),
    RecordKind(
        "measure",
        "Measure and target",
        "Measures and targets",
        ThreadStage.OUTCOME,
        70,
        measures,
        page=PRIORITY_PAGE,
        part="outcomes",
        view=VIEW,
        fills=False,
    ),
    RecordKind(
        "commitment",
        "Commitment",
        "Commitments",
        ThreadStage.ACTION,
        100,
        commitments,
        page=PRIORITY_PAGE,
        part="commitments",
        view=VIEW,
        fills=False,
    ),
    RecordKind(
        "action",
        "Action",
        "Actions",
        ThreadStage.ACTION,
        110,
        actions,
        page="priorities:action",
        view=VIEW,
    ),
    RecordKind(
        "money",
        "Money for an action",
        "Money for actions",
        ThreadStage.MONEY,
        45,
        action_money,
        page="priorities:action",
        part="money",
        view=VIEW,
    ),
    RecordKind(
        "result",
        "Measured result",
        "Measured results",
        ThreadStage.RESULT,
        140,
        results,
        page="indicators:indicator",
        view="indicators.view",
    ),
)
LINKS.add(
    LinkKind("finding", "priority", citations),
    LinkKind("need", "priority", needs_answered),
    LinkKind("measure", "action", measures_of_actions),
    LinkKind("action", "result", results_of_actions),
)
LOOSE_ENDS.add(
    LooseEndCheck(
        "priority",
        ThreadStage.NEED,
        ("finding",),
        "cites no finding",
        "Cite a finding as evidence",
        CITE,
        backwards=True,
    ),
    LooseEndCheck(
        "outcome",
        ThreadStage.OUTCOME,
        ("measure",),
        "has no indicator",
        "Add a target",
        TARGET,
    ),
    LooseEndCheck(
        "outcome", ThreadStage.ACTION, ("action",), "has no action", "Add an action for it", ACTION
    ),
    LooseEndCheck(
        "measure",
        ThreadStage.RESULT,
        ("result",),
        "has no value since its baseline",
        "Import a newer value",
        MendingPage("Enter a newer value", "indicators:value", "indicators.edit"),
    ),
    LooseEndCheck(
        "action",
        ThreadStage.MONEY,
        ("money",),
        "has no funding",
        "Add its funding",
        MONEY,
        side=True,
    ),
    LooseEndCheck(
        "action",
        ThreadStage.OUTCOME,
        ("outcome",),
        "has no outcome",
        "Choose its outcome",
        SERVES,
        backwards=True,
    ),
)
FILLERS.add(
    StageFiller(ThreadStage.NEED, 10, NEEDS),
    StageFiller(ThreadStage.SERVICE, 20, NEEDS),
    StageFiller(ThreadStage.MONEY, 10, MONEY),
    StageFiller(ThreadStage.OUTCOME, 10, OUTCOME),
    StageFiller(ThreadStage.OUTCOME, 20, CHOOSE),
    StageFiller(ThreadStage.ACTION, 10, ACTION),
    StageFiller(ThreadStage.ACTION, 20, CHOOSE),
)
