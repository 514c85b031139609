"""What this room adds to the list of what is left to set up."""

from realign.foundations.administration.registry import SETUP_STEPS, SetupStep
from realign.foundations.partnerships.models import Partnership
from realign.plan.plans import queries


def _plans(partnership: Partnership) -> int:
    return queries.plans(partnership).count()


SETUP_STEPS.add(
    SetupStep(
        "A plan",
        "Its name, its three years and the bodies that prepare it. Its text and priorities follow.",
        "plans:add",
        "plans.edit",
        _plans,
        order=50,
    )
)
