"""Which checks of this room read what people write: whether an area may start."""

from realign.analyse.programme.rules.readiness import check_may_start
from realign.analyse.programme.types import ReadinessVerdict
from realign.foundations.partnerships.registry import CHECKS, ContentCheck

CHECKS.add(
    ContentCheck("Readiness of an area", check_may_start, (ReadinessVerdict,), pages=("programme:area",)),
)
