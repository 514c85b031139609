"""Which checks of this room read what people write: the source of a finding."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.registers.evidence.rules import check_rests_on_something

CHECKS.add(
    ContentCheck("Source of a finding", check_rests_on_something, pages=("evidence:finding",)),
)
