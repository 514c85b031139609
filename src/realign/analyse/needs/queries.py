"""Reading assessments, their sections and files, within one partnership; and who may see which data."""

from django.db import models
from django.db.models.functions import Coalesce, Greatest

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
    "typed_words",
]


def assessments(partnership: Partnership) -> models.QuerySet[NeedsAssessment]:
    """Every assessment, the newest version first, with when its text or a source of it changed last."""
    sections = NeedsSection.objects.filter(assessment=models.OuterRef("pk")).order_by("-changed_at")
    sources = NeedsSource.objects.filter(section__assessment=models.OuterRef("pk")).order_by("-changed_at")
    newest = (
        Coalesce(models.Subquery(rows.values("changed_at")[:1]), "changed_at") for rows in (sections, sources)
    )
    return (
        NeedsAssessment.objects.filter(partnership=partnership)
        .annotate(last_changed=Greatest("changed_at", *newest))
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


def typed_words(assessment: NeedsAssessment) -> tuple[str, ...]:
    """What people typed for an assessment itself, in its sections and of their sources."""
    sections = list(assessment.sections.prefetch_related("sources"))
    sources = [source for section in sections for source in section.sources.all()]
    return (
        assessment.introduction,
        assessment.conclusions,
        *(words for section in sections for words in (section.text, section.confidence_reason)),
        *(words for source in sources for words in (source.title, source.use_for)),
    )
