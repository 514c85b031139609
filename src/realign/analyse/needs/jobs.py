"""Background work of the needs assessment room."""

from collections.abc import Collection, Sequence

from django.urls import reverse

from realign.analyse.needs import actions
from realign.analyse.needs.composing import content_of, document_of
from realign.analyse.needs.models import NeedsAssessment
from realign.foundations.documents.build import Say, build_files
from realign.foundations.documents.types import Format
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run


def publish_assessment(
    *,
    by: Actor,
    assessment: NeedsAssessment,
    revision: int,
    say: Say,
    reason: str = "",
    pointed_out: Collection[str] = (),
) -> NeedsAssessment:
    """Publish an assessment as the records stand now; ``reason`` is why what was ``pointed_out`` in it may be published."""
    say(0, len(Format) + 1, "Collecting the records")
    day = by.at.date()
    content = content_of(assessment, day)
    document = document_of(content, on=day)
    files = build_files(document, set(Format), say)
    actions.publish_assessment(
        by=by,
        assessment=assessment,
        revision=revision,
        content=content,
        document=document,
        files=files,
        reason=reason,
        pointed_out=pointed_out,
    )
    say(len(Format) + 1, len(Format) + 1, "Published")
    return assessment


@background("needs.publish")
def publish(run: Run, pk: int, revision: int, reason: str = "", pointed_out: Sequence[str] = ()) -> str:
    """Build and freeze one assessment."""
    assessment = NeedsAssessment.objects.select_related("partnership").get(
        pk=pk, partnership=run.by.partnership
    )
    if not assessment.is_published:
        publish_assessment(
            by=run.by,
            assessment=assessment,
            revision=revision,
            say=run.report,
            reason=reason,
            pointed_out=pointed_out,
        )
    return reverse("needs:public-assessment", args=[run.by.partnership.slug, assessment.slug])
