"""Beginning plans, changing them, and taking them from draft to in force and out of it."""

from datetime import date
from typing import Any

from django.db import transaction

from realign.foundations.partnerships.records import (
    change_record,
    change_with_reason,
    create_record,
    free_slug,
    remove_mistake,
)
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor
from realign.plan.plans.models import Accountability, Plan
from realign.plan.plans.queries import PARTS, why_plan_stays
from realign.plan.plans.rules import EDIT, LIFE, PUBLISH, check_order, check_ready_to_publish
from realign.registers.places.models import Area


@transaction.atomic
def create_plan(
    *, by: Actor, title: str, starts_on: date, ends_on: date, slug: str = "", **values: Any
) -> Plan:
    """Begin a plan for a period, in draft. A period that does not fit the law is warned of, not refused."""
    check_may(by, EDIT)
    check_order(starts_on, ends_on)
    slug = slug or free_slug(Plan, by=by, words=title)
    return create_record(
        Plan, by=by, verb="began", title=title, slug=slug, starts_on=starts_on, ends_on=ends_on, **values
    )


@transaction.atomic
def change_plan(*, by: Actor, plan: Plan, revision: int, because: str = "", **values: Any) -> Plan:
    """Change a plan's name, period, bodies or priorities. Once it left its draft, period and priorities need a reason."""
    check_may(by, EDIT)
    check_order(values.get("starts_on", plan.starts_on), values.get("ends_on", plan.ends_on))
    change_with_reason(plan, by=by, revision=revision, because=because, **values)
    return plan


@transaction.atomic
def remove_plan(*, by: Actor, plan: Plan, revision: int) -> None:
    """Remove a draft that was begun by mistake, with what it says of accountability. Its priorities stay."""
    check_may(by, EDIT)
    remove_mistake(plan, by=by, revision=revision, why_it_stays=why_plan_stays, parts=PARTS)


@transaction.atomic
def move_plan(*, by: Actor, plan: Plan, revision: int, status: Plan.Status) -> Plan:
    """Take a plan to its next state. From the first published state on, anybody may read it."""
    check_may(by, PUBLISH)
    status = Plan.Status(status)
    LIFE.check_can_become(plan, status)
    if status != Plan.Status.SUPERSEDED:
        check_ready_to_publish(plan.bodies.exists(), plan.priorities.exists())
    change_record(plan, by=by, revision=revision, verb=VERBS[status], status=status)
    return plan


VERBS = {
    Plan.Status.INTERIM: "published as interim",
    Plan.Status.FULL: "brought into force",
    Plan.Status.REVISED: "published a revision of",
    Plan.Status.SUPERSEDED: "marked as superseded",
}


@transaction.atomic
def change_accountability(
    *, by: Actor, plan: Plan, area: Area, community_planning_partnership: str, how: str = "", **values: Any
) -> Accountability:
    """Say which community planning partnership stays accountable for its own area, and how."""
    check_may(by, EDIT)
    earlier = Accountability.objects.filter(plan=plan, area=area).first()
    words = {"community_planning_partnership": community_planning_partnership, "how": how, **values}
    if earlier is None:
        return create_record(Accountability, by=by, plan=plan, area=area, **words)
    change_record(earlier, by=by, revision=earlier.revision, **words)
    return earlier
