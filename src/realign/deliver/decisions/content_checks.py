"""Which checks of this room read what people write: what the record of a decision says."""

from realign.deliver.decisions.rules import check_says_enough
from realign.foundations.partnerships.registry import CHECKS, ContentCheck

CHECKS.add(
    ContentCheck(
        "Record of a decision",
        check_says_enough,
        pages=("decisions:record", "decisions:record-on"),
    ),
)
