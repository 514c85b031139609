"""What one organisation has in the partnership: one query for each kind, however much there is."""

from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor
from realign.review.exports.packing import packed
from realign.review.exports.parts import PARTS
from realign.review.exports.rules import may_see
from realign.review.exports.types import Held, Packed


def own_part(organisation: Organisation, by: Actor) -> list[Held]:
    """How many records of each kind; nothing for kinds that the reader’s role does not show."""
    return [Held(part, part.rows(organisation).count() if may_see(by, part) else None) for part in PARTS]


def files_of(organisation: Organisation, by: Actor) -> list[Packed]:
    """A file for each kind that the reader may see, empty ones too."""
    return [packed(part, part.rows(organisation)) for part in PARTS if may_see(by, part)]
