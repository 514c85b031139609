"""Reading assessments, their sections and files, within one partnership; and who may see which data."""

from django.db import models

from realign.analyse.needs.composing import content_of, document_of
from realign.analyse.needs.models import AssessmentFile, NeedsAssessment, NeedsSection, NeedsSource
from realign.foundations.files.storage import full_path
from realign.foundations.partnerships.models import Partnership

__all__ = [
    "assessment",
    "assessments",
    "content_of",
    "document_of",
    "file_of",
    "files",
    "latest_public",
    "public_assessments",
    "section",
    "source",
]


def assessments(partnership: Partnership) -> models.QuerySet[NeedsAssessment]:
    """Every assessment, the newest version first."""
    return (
        NeedsAssessment.objects.filter(partnership=partnership)
        .select_related("partnership", "supersedes", "superseded_by", "job", "changed_by")
        .order_by("-version", "-created_at", "slug")
    )


def assessment(partnership: Partnership, slug: str) -> NeedsAssessment:
    """One assessment; raises NeedsAssessment.DoesNotExist."""
    return assessments(partnership).get(slug=slug)


def public_assessments(partnership: Partnership) -> models.QuerySet[NeedsAssessment]:
    """What anybody may read; a version that was replaced stays, and says so."""
    return assessments(partnership).filter(state=NeedsAssessment.State.PUBLISHED)


def latest_public(partnership: Partnership) -> NeedsAssessment | None:
    """The newest published assessment that nothing has replaced."""
    standing = models.Q(superseded_by__isnull=True) | models.Q(
        superseded_by__state=NeedsAssessment.State.DRAFT
    )
    return public_assessments(partnership).filter(standing).first()


def section(assessment: NeedsAssessment, code: str) -> NeedsSection:
    """One section; raises NeedsSection.DoesNotExist."""
    return assessment.sections.select_related("assessment__partnership", "owner", "changed_by").get(code=code)


def source(partnership: Partnership, pk: int) -> NeedsSource:
    """Something that a section rests on; raises NeedsSource.DoesNotExist."""
    return NeedsSource.objects.select_related(
        "section__assessment__partnership",
        "finding__release",
        "release",
        "indicator",
        "replaced_by",
        "changed_by",
    ).get(partnership=partnership, pk=pk)


def files(assessment: NeedsAssessment) -> models.QuerySet[AssessmentFile]:
    """The files of an assessment."""
    return assessment.files.order_by("format")


def file_of(assessment: NeedsAssessment, format: str) -> bytes:
    """One file of a published assessment; raises AssessmentFile.DoesNotExist."""
    return full_path(assessment.files.get(format=format).path).read_bytes()
