"""Which checks of this room read what people write: what a group lacks."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.registers.groups.queries import gaps
from realign.registers.groups.types import GroupGap

CHECKS.add(
    ContentCheck("What a group lacks", gaps, (GroupGap,), pages=("groups:group",)),
)
