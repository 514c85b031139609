"""Which checks of this room read what people write: what a data gap says."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.registers.gaps.rules import check_says_enough

CHECKS.add(
    ContentCheck("Data gaps", check_says_enough, pages=("gaps:gap",)),
)
