"""Background work of the report room."""

from django.urls import reverse

from realign.foundations.work.registry import background
from realign.foundations.work.types import Run
from realign.review.reports import publishing
from realign.review.reports.models import Report


@background("reports.publish")
def publish(run: Run, pk: int, revision: int) -> str:
    """Build and freeze one report."""
    report = Report.objects.select_related("plan", "partnership").get(pk=pk, partnership=run.by.partnership)
    if not report.is_published:
        publishing.publish(by=run.by, report=report, revision=revision, say=run.report)
    return reverse("reports:public-report", args=[run.by.partnership.slug, report.slug])
