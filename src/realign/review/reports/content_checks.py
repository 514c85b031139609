"""Which checks of this room read what people write: what a report must say."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.review.reports.gaps import gaps_of
from realign.review.reports.types import ReportDuty

CHECKS.add(
    ContentCheck(
        "Duties of an annual report",
        gaps_of,
        (ReportDuty,),
        pages=("reports:report", "reports:publish"),
    ),
)
