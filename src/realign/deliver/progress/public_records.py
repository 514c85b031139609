"""Progress as everybody reads it: how each priority of the plan is going, and what was written for them of its actions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse

from realign.deliver.progress.rules import EDIT
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.plan.plans import queries as plans
from realign.plan.plans.types import PROGRESS, PublicProgress
from realign.plan.priorities import queries as plan
from realign.plan.priorities.models import Action, Priority
from realign.plan.priorities.types import going_status, rolled_up_status


def _compose(priority: Priority) -> Content:
    rolled = plan.priority_rolled(priority)
    return {
        "going": rolled.going,
        "why": rolled.why,
        "is_empty": rolled.is_empty,
        "actions": [_action(action) for action in priority.actions.all()],
        "invented": priority.invented,
    }


def _action(action: Action) -> dict[str, Any]:
    newest = plan.newest_update(action)
    return {
        "key": action.pk,
        "title": action.title,
        "going": newest.status if newest is not None else None,
        "text": newest.public_text if newest is not None else "",
    }


def _in_words(content: Content) -> Sequence[Line]:
    progress = PublicProgress.of(content)
    status = rolled_up_status(progress.rolled)
    updates = ((row, progress.by_action[row["key"]]) for row in content["actions"])
    return (
        ("How it is going", f"{status.word}. {status.reason}".strip()),
        *(
            (
                f"Action {row['key']}",
                f"{row['title']}: {going_status(update.going).word}. {update.text}".strip(),
            )
            for row, update in updates
        ),
    )


def _parts(priority: Priority) -> Iterable[Model]:
    actions = list(priority.actions.all())
    # updates are only ever added: whoever added one since, wrote what is published next
    updates = [update for action in actions for update in action.updates.all()]
    return (*updates, *actions, *priority.commitments.all())


def _label(priority: Priority) -> str:
    return f"Progress: {priority.plain_name}"


def _public_page(partnership: str, slug: str) -> str:
    return reverse("progress:public", args=[partnership])


PUBLIC_RECORDS.add(
    PublicKind(
        slug=PROGRESS,
        noun="account of progress,accounts of progress",
        title="Progress",
        permission=EDIT,
        records=plans.priorities_in_force_or_before,
        compose=_compose,
        in_words=_in_words,
        parts=_parts,
        label=_label,
        public_page=_public_page,
        order=30,
    )
)
