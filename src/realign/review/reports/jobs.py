"""Background work of the report room."""

from collections.abc import Collection, Sequence

from django.urls import reverse

from realign.foundations.documents.build import Say, build_files
from realign.foundations.documents.types import Format
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run
from realign.review.reports import actions
from realign.review.reports.composing import content_of, document_of
from realign.review.reports.models import Report


def publish_report(
    *, by: Actor, report: Report, revision: int, say: Say, reason: str = "", pointed_out: Collection[str] = ()
) -> Report:
    """Publish a report as the records stand now; ``reason`` is why what was ``pointed_out`` in it may be published."""
    say(0, len(Format) + 1, "Collecting the records of the year")
    day = by.at.date()
    content = content_of(report, day)
    document = document_of(content, on=day)
    files = build_files(document, set(Format), say)
    actions.publish_report(
        by=by,
        report=report,
        revision=revision,
        content=content,
        document=document,
        files=files,
        reason=reason,
        pointed_out=pointed_out,
    )
    say(len(Format) + 1, len(Format) + 1, "Published")
    return report


@background("reports.publish")
def publish(run: Run, pk: int, revision: int, reason: str = "", pointed_out: Sequence[str] = ()) -> str:
    """Build and freeze one report."""
    report = Report.objects.select_related("plan", "partnership").get(pk=pk, partnership=run.by.partnership)
    if not report.is_published:
        publish_report(
            by=run.by,
            report=report,
            revision=revision,
            say=run.report,
            reason=reason,
            pointed_out=pointed_out,
        )
    return reverse("reports:public-report", args=[run.by.partnership.slug, report.slug])
