"""Which checks of this room read what people write: the period and the words of a plan."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.methods.wording import TextFinding, check_text
from realign.plan.plans.rules import period_warnings
from realign.plan.plans.types import PeriodWarning

CHECKS.add(
    ContentCheck(
        "Period and readiness of a plan",
        period_warnings,
        (PeriodWarning,),
        pages=("plans:page", "plans:move"),
    ),
    ContentCheck("Wording of a paper", check_text, (TextFinding,), pages=("plans:check-text",)),
)
