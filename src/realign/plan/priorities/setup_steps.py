"""What this room adds to the list of what is left to set up."""

from realign.foundations.administration.registry import SETUP_STEPS, SetupStep
from realign.foundations.partnerships.models import Partnership
from realign.plan.priorities import queries


def _priorities(partnership: Partnership) -> int:
    return queries.priorities(partnership).count()


SETUP_STEPS.add(
    SetupStep(
        "A first priority",
        "What the plan will change, for whom. Its actions, money and evidence are linked to it.",
        "priorities:add",
        "priorities.edit",
        _priorities,
        order=55,
        can_wait=True,
    )
)
