"""Which parts a reader may see. Partners see each other’s work; money needs its own permission."""

from realign.foundations.partnerships.types import Actor
from realign.review.exports.types import ExportPart


def may_see(by: Actor, part: ExportPart) -> bool:
    """Whether this person's role lets them see a part."""
    return by.may(part.permission)
