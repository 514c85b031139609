"""How the action of the golden thread is going."""

from datetime import date
from typing import Any

from realign.deliver.progress import actions
from realign.demo.content import content
from realign.demo.loaders.people import account, acting_as
from realign.demo.loaders.priorities import INVENTED, at_noon
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Action, Going


def load_progress(by: Actor) -> None:
    """Milestones, then what the lead said of the action and when."""
    contents, today = content("progress"), content("partnership")["partnership"]["today"]
    for row in contents["milestone"]:
        _milestone(acting_as(by, "shona-guthrie", at_noon(today)), row)
    for row in contents["update"]:
        _update(by, row)


def _milestone(by: Actor, row: dict[str, Any]) -> None:
    reached: date | None = row.get("actual")
    actions.create_milestone(
        by=by,
        action=_action(by, row),
        title=row["title"],
        owner_account=account(row["owner"]),
        due_on=row["due"],
        expected_on=row["forecast"],
        done_on=reached,
        note=row.get("reason", row.get("evidence", "")),
        source=INVENTED,
        invented=True,
    )


def _update(by: Actor, row: dict[str, Any]) -> None:
    wanted = f" Help wanted: {row['help_wanted']}." if "help_wanted" in row else ""
    actions.create_update(
        by=acting_as(by, row["by"], at_noon(row["date"])),
        action=_action(by, row),
        on=row["date"],
        status=Going(row["status"]),
        reason=row["reason"],
        text=row["text"] + wanted,
        public_text=row["public"],
        source=INVENTED,
        invented=True,
    )


def _action(by: Actor, row: dict[str, Any]) -> Action:
    return priorities.action(by.partnership, row["action"].lower().replace(".", "-"))
