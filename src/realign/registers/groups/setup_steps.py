"""What this room adds to the list of what is left to set up."""

from realign.foundations.administration.registry import SETUP_STEPS, SetupStep
from realign.foundations.partnerships.models import Partnership
from realign.registers.groups import queries
from realign.registers.groups.models import Group


def _groups(partnership: Partnership) -> int:
    return queries.groups(partnership).exclude(status=Group.Status.ENDED).count()


SETUP_STEPS.add(
    SetupStep(
        "Groups",
        "The group at the top and those that report to it. Begin with a usual structure, or with one group at a time.",
        "groups:start",
        "groups.edit",
        _groups,
        order=40,
    )
)
