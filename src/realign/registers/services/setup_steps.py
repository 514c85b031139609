"""What this room adds to the list of what is left to set up."""

from realign.foundations.administration.registry import SETUP_STEPS, SetupStep
from realign.foundations.partnerships.models import Partnership
from realign.registers.services import queries


def _services(partnership: Partnership) -> int:
    return queries.services(partnership).count()


SETUP_STEPS.add(
    SetupStep(
        "A first service",
        "What help there is, who provides it and where: the register of services begins with one.",
        "services:add",
        "services.edit",
        _services,
        order=75,
        can_wait=True,
    )
)
