"""Which checks of this room read what people write: what is left to set up."""

from realign.foundations.administration.registry import SetupStep
from realign.foundations.partnerships.registry import CHECKS, ContentCheck

CHECKS.add(
    ContentCheck(
        "What is left to set up", SetupStep.is_done, (SetupStep,), pages=("administration:setting-up",)
    ),
)
