"""From a draft to a published report: gather, build each file, freeze."""

from collections.abc import Callable, Collection

from realign.foundations.documents.build import build
from realign.foundations.documents.types import Document, Format
from realign.foundations.partnerships.types import Actor
from realign.review.reports import actions
from realign.review.reports.composing import content_of, document_of
from realign.review.reports.models import Report

Say = Callable[[int, int, str], None]
NAMES = {Format.HTML: "web page", Format.DOCX: "Word file", Format.PDF: "PDF"}


def build_files(document: Document, formats: Collection[Format], say: Say) -> dict[Format, bytes]:
    """Each file in turn, saying which."""
    files: dict[Format, bytes] = {}
    wanted = [one for one in Format if one in formats]
    for done, one in enumerate(wanted, 1):
        say(done, len(wanted) + 1, f"Building the {NAMES[one]}")
        files |= build(document, {one})
    return files


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
