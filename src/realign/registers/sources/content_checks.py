"""Which checks of this room read what people write: what is written before data may be linked."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.registers.sources.rules import lacking

CHECKS.add(
    ContentCheck("Linkages", lacking, pages=("sources:linkage",)),
)
