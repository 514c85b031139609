"""Reading the vision, priorities, outcomes, commitments and actions, with what the floors above say of them.

Decisions and updates live on higher floors. They are read through reverse relations, never by import: what joins
the floors is data.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import models
from django.db.models import Prefetch

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import queries as publishing
from realign.methods.percentages import is_percentage, percentage
from realign.plan.priorities.models import (
    Action,
    ActionMoney,
    Citation,
    Commitment,
    Going,
    Outcome,
    Priority,
    Target,
    TargetReview,
    Vision,
)
from realign.plan.priorities.rules import period_warning, roll_up
from realign.plan.priorities.smart import smart_of
from realign.plan.priorities.types import (
    PRIORITY,
    VISION,
    ActionFacts,
    DateWarning,
    Money,
    Overlap,
    PlanPeriod,
    RolledUp,
    Smart,
    Wording,
    WordingDifference,
)
from realign.plan.priorities.wordings import find_differences, find_overlaps
from realign.registers.indicators.models import Observation
from realign.registers.places import queries as places


def visions(partnership: Partnership) -> models.QuerySet[Vision]:
    """Every wording of the vision, newest first."""
    return Vision.objects.filter(partnership=partnership).select_related("changed_by")


def vision(partnership: Partnership, on: date) -> Vision | None:
    """The wording that holds on a day."""
    return visions(partnership).filter(valid_from__lte=on).first()


def public_vision(partnership: Partnership, on: date) -> str:
    """The vision as it was last published; of several wordings the one that holds on a day. Empty where there is none."""
    contents = publishing.public_content(partnership, VISION).values()
    holding = [row for row in contents if row["valid_from"] <= on.isoformat()]
    return str(max(holding, key=lambda row: row["valid_from"])["text"]) if holding else ""


def priorities(partnership: Partnership) -> models.QuerySet[Priority]:
    """The priorities in order, with their group and sponsor."""
    return (
        Priority.objects.filter(partnership=partnership)
        .select_related("partnership", "group", "sponsor")
        .order_by("number")
    )


def next_number(partnership: Partnership) -> int:
    """The lowest number that no priority has."""
    taken = set(priorities(partnership).values_list("number", flat=True))
    return next(number for number in count(1) if number not in taken)


def priorities_in_full(partnership: Partnership) -> models.QuerySet[Priority]:
    """The priorities with everything that a page about them reads; the same queries however many there are."""
    return priorities(partnership).prefetch_related(
        Prefetch("citations", Citation.objects.select_related("finding__release", "finding__indicator")),
        "needs",
        "tags",
        Prefetch("outcomes__targets", Target.objects.select_related("partnership", "indicator", "area")),
        "outcomes__tags",
        Prefetch(
            "commitments",
            Commitment.objects.select_related("lead", "same_as__lead", "same_as__priority").order_by(
                "number"
            ),
        ),
        Prefetch("actions", _with_all(Action.objects.all())),
        "plans",
        "proposals__decisions",
    )


def priority(partnership: Partnership, slug: str) -> Priority:
    """One priority in full; raises Priority.DoesNotExist."""
    return priorities_in_full(partnership).get(slug=slug)


def commitments(partnership: Partnership) -> models.QuerySet[Commitment]:
    """Every commitment, by priority and number."""
    return (
        Commitment.objects.filter(partnership=partnership)
        .select_related("partnership", "priority__partnership", "lead", "same_as__lead", "same_as__priority")
        .prefetch_related("contributors")
        .order_by("priority__number", "number")
    )


def commitment(partnership: Partnership, pk: int) -> Commitment:
    """One commitment; raises Commitment.DoesNotExist."""
    return commitments(partnership).get(pk=pk)


def _with_all(rows: models.QuerySet[Action]) -> models.QuerySet[Action]:
    return rows.select_related(
        "partnership", "priority__partnership", "commitment", "outcome", "lead"
    ).prefetch_related(
        Prefetch("money", ActionMoney.objects.select_related("funder").order_by("year", "pk")),
        Prefetch("measures", Target.objects.select_related("partnership", "indicator")),
        "partners",
        "aims",
        "priority__plans",
        "milestones",
        "updates",
        "proposals__decisions",
    )


def actions(partnership: Partnership) -> models.QuerySet[Action]:
    """Every action with what its checks read."""
    return _with_all(Action.objects.filter(partnership=partnership)).order_by(
        "priority__number", "due_on", "slug"
    )


def action(partnership: Partnership, slug: str) -> Action:
    """One action; raises Action.DoesNotExist."""
    return actions(partnership).get(slug=slug)


# ---------------------------------------------------------------- what the checks read


def smart(action: Action) -> Smart:
    """The SMART marks of an action that was read with ``actions`` or in a priority."""
    return smart_of(facts(action))


def facts(action: Action) -> ActionFacts:
    """What the SMART check needs, taken from the record."""
    return ActionFacts(
        title=action.title,
        lead=str(action.lead) if action.lead else "",
        lead_person=action.lead_person,
        measures=tuple(
            (
                target.indicator.title,
                with_unit(target.baseline, target.indicator.unit),
                with_unit(target.goal, target.indicator.unit),
            )
            for target in action.measures.all()
        ),
        money=sum((row.amount for row in action.money.all()), Decimal(0)),
        resources=action.resources,
        outcome=action.outcome.statement if action.outcome else "",
        due_on=action.due_on,
    )


def with_unit(value: float, unit: str) -> str:
    """A value with its unit as people write it.

    >>> with_unit(41.0, "percent"), with_unit(3, "weeks")
    ('41%', '3 weeks')
    """
    if is_percentage(unit):
        return percentage(value)
    words = f"{value:,.10g}"
    match unit.strip().lower():
        case "":
            return words
        case "£" | "pounds":
            return f"£{words}"
        case other:
            return f"{words} {other}"


def money_of(rows: Iterable[ActionMoney]) -> Money:
    """Totals by year and by funder."""
    years: dict[str, Decimal] = {}
    funders: dict[str, Decimal] = {}
    bases = []
    for row in rows:
        years[row.year] = years.get(row.year, Decimal(0)) + row.amount
        funders[str(row.funder)] = funders.get(str(row.funder), Decimal(0)) + row.amount
        bases.append(row.price_base)
    return Money(
        total=sum(years.values(), Decimal(0)),
        years=tuple(sorted(years.items())),
        funders=tuple(sorted(funders.items(), key=lambda pair: -pair[1])),
        price_base=", ".join(dict.fromkeys(bases)),
    )


def newest_update(action: Action) -> Any:
    """What was said last of an action that was read with its updates; nothing when there is no update yet.

    The update is of a higher floor (`deliver.progress`), which this one may not name: hence Any.
    """
    return next(iter(action.updates.all()), None)  # the updates come newest first


def going(action: Action) -> Going | None:
    """How an action is going by its newest update; nothing when there is no update yet."""
    newest = newest_update(action)
    return Going(newest.status) if newest is not None else None


def commitment_rolled(commitment: Commitment, rows: list[Action]) -> RolledUp:
    """How a commitment is going: its actions together."""
    return roll_up([going(action) for action in rows if action.commitment_id == commitment.pk])


def priority_rolled(priority: Priority) -> RolledUp:
    """How a priority is going: its commitments with actions, and its actions without a commitment."""
    rows = list(priority.actions.all())
    with_actions = {action.commitment_id for action in rows}
    parts = [commitment_rolled(c, rows).going for c in priority.commitments.all() if c.pk in with_actions]
    parts += [going(action) for action in rows if action.commitment_id is None]
    return roll_up(parts)


def period_of(priority: Priority) -> PlanPeriod | None:
    """The period of the newest plan that this priority is part of; with none, nothing can be out of it."""
    plans = sorted(priority.plans.all(), key=lambda plan: plan.starts_on)
    return PlanPeriod(plans[-1].starts_on, plans[-1].ends_on) if plans else None


def date_warning(action: Action) -> str:
    """What of an action's dates lies outside its plan."""
    return period_warning(action.starts_on, action.due_on, period_of(action.priority))


def date_warnings(rows: Iterable[Action]) -> list[DateWarning]:
    """Every action that does not fit the period of its plan."""
    return [DateWarning(row, words) for row in rows if (words := date_warning(row))]


def without_aim(rows: Iterable[Action]) -> list[Action]:
    """Actions that nobody has traced to one of the aims in law (DUTY-04)."""
    return [row for row in rows if not row.aims.all()]


def owners(priority: Priority) -> list[str]:
    """The bodies that lead at least one action of a priority (PRI-20)."""
    return sorted({str(action.lead) for action in priority.actions.all() if action.lead})


def overlaps(partnership: Partnership) -> list[Overlap]:
    """Commitments of different priorities that promise the same thing. One query."""
    return find_overlaps(list(commitments(partnership)))


def differences(rows: Iterable[Priority]) -> list[WordingDifference]:
    """Places where a priority's outcome is worded in two ways."""
    return [pair for row in rows for pair in find_differences(wordings(row))]


def wordings(priority: Priority) -> list[Wording]:
    """Every wording of a priority's outcome, the one in use first."""
    return [
        Wording(str(priority), priority.statement, priority.source),
        *(
            Wording(str(priority), wording["text"], wording.get("source", ""))
            for wording in priority.other_wordings
        ),
    ]


def targets_of(priority: Priority) -> list[Target]:
    """Every target of a priority that was read in full."""
    return [target for outcome in priority.outcomes.all() for target in outcome.targets.all()]


def targets_under(priority: Priority) -> models.QuerySet[Target]:
    """The targets of every outcome of a priority, to be read by the database."""
    return Target.objects.filter(outcome__priority=priority)


def all_targets(partnership: Partnership) -> models.QuerySet[Target]:
    """Every target with its priority, and every time it was looked at again, soonest due first."""
    return (
        Target.objects.filter(partnership=partnership)
        .select_related("indicator", "outcome__priority", "area")
        .prefetch_related("reviews")
        .order_by("goal_on", "pk")
    )


def target_reviews(partnership: Partnership) -> models.QuerySet[TargetReview]:
    """Every time a target was changed or kept, the latest first."""
    return TargetReview.objects.filter(partnership=partnership).select_related(
        "target__indicator", "changed_by"
    )


def newest_observations(partnership: Partnership, targets: Iterable[Target]) -> dict[int, Observation]:
    """For each target, by its number, the newest value of its indicator since its baseline.

    A target without an area is about the whole partnership: only values of the area that is the whole of it count, so
    that neither one council's figure nor that of a larger health board stands for all. What is projected is no result.
    """
    targets = list(targets)
    rows = (
        Observation.objects.filter(
            indicator__in={target.indicator_id for target in targets},
            is_current=True,
            breakdown="",
            value__isnull=False,
        )
        .exclude(status=Observation.Status.PROJECTED)
        .select_related("area", "brought_by")
        .order_by("ends_on", "pk")
    )
    of_indicator: dict[int, list[Observation]] = {}
    for row in rows:
        of_indicator.setdefault(row.indicator_id, []).append(row)
    of_all = any(target.area_id is None and target.indicator_id in of_indicator for target in targets)
    whole = places.whole_of(partnership) if of_all else None
    newest: dict[int, Observation] = {}
    for target in targets:
        for row in of_indicator.get(target.indicator_id, []):
            wanted = target.area_id or (whole.pk if whole else None)
            if row.area_id == wanted and row.ends_on > target.baseline_on:
                newest[target.pk] = row
    return newest


PARTS_OF_ACTION = ("money",)
"""What is written in the form of an action and goes with it."""


def why_priority_stays(priority: Priority) -> Refusal | None:
    """Why a priority cannot be removed: it has parts, a plan names it, or it was published."""
    return why_it_stays(priority, "Change it instead, or take it out of the plan.")


def why_part_stays(part: Outcome | Target | Commitment | Action) -> Refusal | None:
    """Why a part of a priority cannot be removed: something belongs to it, or it was published with its priority."""
    if _was_published(part):
        return Refusal(
            f"“{part}” was published with its priority, and stays on record.", "Change it instead."
        )
    return why_it_stays(part, "Change it instead.", PARTS_OF_ACTION if isinstance(part, Action) else ())


def _was_published(part: Outcome | Target | Commitment | Action) -> bool:
    priority = part.outcome.priority if isinstance(part, Target) else part.priority
    contents = publishing.history(priority.partnership, PRIORITY, str(priority.pk)).values_list(
        "content", flat=True
    )
    return any(_names(content, part) for content in contents)


def _names(content: Mapping[str, Any], part: Outcome | Target | Commitment | Action) -> bool:
    """Whether a published priority holds this part."""
    match part:
        case Outcome():
            return any(row["slug"] == part.slug for row in content["outcomes"])
        case Target():
            targets = [target for row in content["outcomes"] for target in row["targets"]]
            return any(target["key"] == part.pk for target in targets)
        case Commitment():
            return any(row["text"] == part.text for row in content["commitments"])
        case Action():
            return any(row["key"] == part.pk for row in content["actions"])
