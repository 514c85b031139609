"""Reports: members find drafts too, everybody what is published, as it was published."""

from collections.abc import Iterator

from django.utils.html import strip_tags

from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Searchable
from realign.review.reports import queries
from realign.review.reports.models import Report


def published_words(report: Report) -> Iterator[str]:
    """What the frozen document says; nothing of a draft."""
    if report.frozen:
        yield strip_tags(report.frozen.get("web", ""))


SEARCHABLE.add(
    Searchable(
        "reports",
        "Reports",
        Report,
        "reports.view",
        title=lambda report: report.title,
        words=words_in("title", "introduction", "next_steps", "delay_reason"),
        rows=lambda reader: queries.reports(reader.partnership),
        order=24,
    ),
    Searchable(
        "reports",
        "Reports",
        Report,
        PUBLIC,
        title=lambda report: report.title,
        words=published_words,
        rows=lambda reader: queries.public_reports(reader.partnership),
        url=page_called("reports:public-report"),
        order=24,
    ),
)
