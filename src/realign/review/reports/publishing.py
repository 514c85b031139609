"""From a draft to a published report: gather, build each file, freeze."""

from realign.foundations.documents.build import Say, build_files
from realign.foundations.documents.types import Format
from realign.foundations.partnerships.types import Actor
from realign.review.reports import actions
from realign.review.reports.composing import content_of, document_of
from realign.review.reports.models import Report


def publish(*, by: Actor, report: Report, revision: int, say: Say) -> Report:
    """Publish a report as the records stand now."""
    say(0, len(Format) + 1, "Gathering the records of the year")
    day = by.at.date()
    content = content_of(report, day)
    document = document_of(content, on=day)
    files = build_files(document, set(Format), say)
    actions.publish_report(
        by=by, report=report, revision=revision, content=content, document=document, files=files
    )
    say(len(Format) + 1, len(Format) + 1, "Published")
    return report
