"""Which checks of this room read what people write: late and silent work."""

from realign.deliver.progress.rules import days_silent
from realign.foundations.partnerships.registry import CHECKS, ContentCheck

CHECKS.add(
    ContentCheck("Late and silent work", days_silent, pages=("progress:overview",)),
)
