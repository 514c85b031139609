"""Which checks of this room read what people write: what an assessment holds."""

from realign.analyse.needs.checks import checks_of
from realign.analyse.needs.types import AssessmentCheck
from realign.foundations.partnerships.registry import CHECKS, ContentCheck

CHECKS.add(
    ContentCheck(
        "Sections of a needs assessment",
        checks_of,
        (AssessmentCheck,),
        pages=("needs:assessment", "needs:section"),
    ),
)
