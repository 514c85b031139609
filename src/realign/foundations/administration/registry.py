"""What there is to set up in a new partnership: each room adds its own in `setup_steps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from realign.foundations.partnerships.models import Partnership
from realign.foundations.rooms import Registry


@dataclass(frozen=True)
class SetupStep:
    """One thing to set up: its name, why, the page where it is done, who may do it, and how many there are so far.

    It is done when there are ``enough``. What ``can_wait`` is shown apart and does not hold the rest up.
    """

    title: str
    hint: str
    url_name: str
    permission: str
    count: Callable[[Partnership], int]
    order: int
    enough: int = 1
    can_wait: bool = False

    def is_done(self, partnership: Partnership) -> bool:
        """Whether there are enough of them."""
        return self.count(partnership) >= self.enough


SETUP_STEPS: Registry[SetupStep] = Registry(
    "setup_steps",
    holds="what there is to set up",
    key=lambda step: step.title,
    order=lambda step: step.order,
)
