"""Which checks of this room read what people write: the quality of answers."""

from realign.analyse.surveys.designs.quality import Quality, quality_of
from realign.foundations.partnerships.registry import CHECKS, ContentCheck

CHECKS.add(
    ContentCheck("Quality of survey answers", quality_of, (Quality,), pages=("surveys:quality",)),
)
