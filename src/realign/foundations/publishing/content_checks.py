"""Which checks of this room read what people write: what is pointed out before it is published."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.foundations.publishing.rules import noticed_in
from realign.methods.wording.recognisable import Recognisable

CHECKS.add(
    ContentCheck("At the door to the public", noticed_in, (Recognisable,), pages=("publishing:draft",)),
)
