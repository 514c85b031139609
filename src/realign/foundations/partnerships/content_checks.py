"""Which checks of this room read what people write: reasons and notes."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.foundations.partnerships.rules import check_says

CHECKS.add(
    ContentCheck("Reasons and notes", check_says),
)
