"""Needs assessments: members find every version with its sections, everybody what is published, as it was published."""

from collections.abc import Iterator

from django.utils.html import strip_tags

from realign.analyse.needs import queries
from realign.analyse.needs.models import NeedsAssessment, NeedsSection
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Part, Searchable


def published_words(document: NeedsAssessment) -> Iterator[str]:
    """What the frozen document says; nothing of a draft."""
    if document.frozen:
        yield strip_tags(document.frozen.get("web", ""))


SEARCHABLE.add(
    Searchable(
        "needs-assessments",
        "Needs assessments",
        NeedsAssessment,
        "evidence.view",
        title=lambda assessment: assessment.title,
        words=words_in("title", "introduction", "conclusions", "sections.text"),
        rows=lambda reader: queries.assessments(reader.partnership),
        everything=lambda: NeedsAssessment.objects.prefetch_related("sections"),
        parts=(Part(NeedsSection, lambda section: [section.assessment_id]),),
        order=27,
    ),
    Searchable(
        "needs-assessments",
        "Needs assessments",
        NeedsAssessment,
        PUBLIC,
        title=lambda assessment: assessment.title,
        words=published_words,
        rows=lambda reader: queries.public_assessments(reader.partnership),
        url=page_called("needs:public-assessment"),
        order=27,
    ),
)
