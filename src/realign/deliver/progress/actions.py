"""Adding updates, and setting, moving and reaching milestones."""

from datetime import date
from typing import Any

from django.db import transaction

from realign.deliver.progress.models import Milestone, Update
from realign.deliver.progress.rules import EDIT, check_milestone, check_update
from realign.foundations.partnerships.records import change_with_reason, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities.models import Action, Going


@transaction.atomic
def create_update(
    *, by: Actor, action: Action, on: date, status: Going, reason: str, **values: Any
) -> Update:
    """Say how an action is going and why. Updates are only added; a mistake is put right by the next one."""
    check_may(by, EDIT)
    Action.objects.select_for_update().get(pk=action.pk, partnership=by.partnership)  # one update at a time
    newest = Update.objects.filter(action=action).first()
    check_update(on=on, today=by.at.date(), reason=reason, last_on=newest.on if newest else None)
    values.setdefault("author", by.name)
    return create_record(
        Update,
        by=by,
        verb="reported",
        action=action,
        on=on,
        status=Going(status),
        reason=reason.strip(),
        **values,
    )


@transaction.atomic
def create_milestone(*, by: Actor, action: Action, title: str, due_on: date, **values: Any) -> Milestone:
    """A point on the way that can be checked, with who answers for it."""
    check_may(by, EDIT)
    check_milestone(done_on=values.get("done_on"), today=by.at.date())
    return create_record(Milestone, by=by, verb="set", action=action, title=title, due_on=due_on, **values)


@transaction.atomic
def change_milestone(
    *, by: Actor, milestone: Milestone, revision: int, because: str = "", **values: Any
) -> Milestone:
    """Move a milestone, with the reason, or say that it was reached; the record of changes keeps every earlier date."""
    check_may(by, EDIT)
    check_milestone(done_on=values.get("done_on", milestone.done_on), today=by.at.date())
    reached = values.get("done_on") is not None and milestone.done_on is None
    verb = "reached" if reached else "changed"
    change_with_reason(milestone, by=by, revision=revision, because=because, verb=verb, **values)
    return milestone
