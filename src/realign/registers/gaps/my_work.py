"""Data gaps in the work of whoever closes them."""

from collections.abc import Iterator
from datetime import date

from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import due
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.registers.gaps import queries, rules
from realign.registers.gaps.models import Gap


def gaps_to_close(by: Actor, today: date) -> Iterator[WorkItem]:
    """Open data gaps that this person closes, late or near, and those without a day."""
    if not by.may(rules.VIEW):
        return
    for gap in queries.due_for(by.partnership, by.user_id, today + rules.AHEAD):
        status = due(gap.due_on, today) if gap.due_on else Status("No date set", Tone.ATTENTION)
        yield WorkItem(
            gap.due_on,
            f"Close the gap: {gap.title}",
            "Data gap",
            "You own this gap",
            gap.get_absolute_url(),
            status,
        )


MY_WORK.add(gaps_to_close)
NAMED_PARTS.add(
    NamedPart(Gap, "owner", part="Owner of the data gap", view=rules.VIEW, lasts=lambda today: queries.OPEN)
)
