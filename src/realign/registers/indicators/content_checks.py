"""Which checks of this room read what people write: the quality of data."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.registers.indicators.checks import findings
from realign.registers.indicators.types import CheckedFinding, CheckFinding

CHECKS.add(
    ContentCheck(
        "Quality of data",
        findings,
        (CheckFinding, CheckedFinding),
        pages=("indicators:quality",),
    ),
)
