"""Background work of the needs assessment room."""

from django.urls import reverse

from realign.analyse.needs import publishing
from realign.analyse.needs.models import NeedsAssessment
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run


@background("needs.publish")
def publish(run: Run, pk: int, revision: int) -> str:
    """Build and freeze one assessment."""
    assessment = NeedsAssessment.objects.select_related("partnership").get(
        pk=pk, partnership=run.by.partnership
    )
    if not assessment.is_published:
        publishing.publish(by=run.by, assessment=assessment, revision=revision, say=run.report)
    return reverse("needs:public-assessment", args=[run.by.partnership.slug, assessment.slug])
