"""What a group’s page shows from this room: the open actions of its priorities."""

from django.db.models import OuterRef, Q, Subquery

from realign.deliver.progress.models import Update
from realign.foundations.design.links import link_to
from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities.models import Action
from realign.registers.groups.models import Group
from realign.registers.groups.panels import PANELS, Panel, PanelRow

SHOWN = 10
TONES = {
    Update.Status.NOT_STARTED: Tone.NEUTRAL,
    Update.Status.ON_TRACK: Tone.GOOD,
    Update.Status.AT_RISK: Tone.ATTENTION,
    Update.Status.OFF_TRACK: Tone.BAD,
}


def open_actions(group: Group, by: Actor) -> Panel | None:
    """The actions under this group’s priorities that are not complete, soonest due first."""
    if not by.may("progress.view"):
        return None
    latest = Update.objects.filter(action=OuterRef("pk")).order_by("-on", "-pk")
    actions = (
        Action.objects.filter(partnership=by.partnership, priority__group=group)
        .annotate(latest=Subquery(latest.values("status")[:1]))
        # an action without any update is open too
        .filter(Q(latest__isnull=True) | ~Q(latest=Update.Status.COMPLETE))
        .order_by("due_on", "title")[:SHOWN]
    )
    rows = [
        PanelRow(
            link_to(action.title, "priorities:action", by.partnership.slug, action.slug),
            when=action.due_on,
            status=_status(action.latest),
        )
        for action in actions
    ]
    if not rows and not group.priorities.exists():
        return None
    return Panel("Open actions", rows, empty="No open actions for this group’s priority.", order=40)


def _status(latest: str | None) -> Status:
    going = Update.Status(latest or Update.Status.NOT_STARTED)
    return Status(going.label, TONES[going])


PANELS.add(
    open_actions,
)
