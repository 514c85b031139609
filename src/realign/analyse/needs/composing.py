"""An assessment put together: content from the records and the words, a document from the content."""

from collections.abc import Callable
from datetime import date

from django.db.models import Prefetch
from django.template.loader import render_to_string

from realign.analyse.needs import rules
from realign.analyse.needs.checks import checks_of
from realign.analyse.needs.ground import Block, Ground, ground
from realign.analyse.needs.models import NeedsAssessment, NeedsSection, NeedsSource
from realign.analyse.needs.people import needs, outcomes, population
from realign.analyse.needs.provision import activity, demand, resource
from realign.analyse.needs.types import (
    QUESTIONS,
    AssessmentContent,
    Code,
    Datum,
    Quoted,
    SectionContent,
    SectionGap,
)
from realign.foundations.design.links import address
from realign.foundations.design.words import date_words
from realign.foundations.documents.figures import Figure
from realign.foundations.documents.types import Document
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding
from realign.registers.gaps import queries as gaps
from realign.registers.gaps.models import Gap
from realign.registers.gaps.types import PublicGap

# which section a gap belongs to, by what it concerns, where it does not name a section itself
SECTION_OF = {
    "need": Code.NEEDS,
    "finding": Code.NEEDS,
    "indicator": Code.OUTCOMES,
    "outcome": Code.OUTCOMES,
    "target": Code.OUTCOMES,
}
SECTION = "section"


def preferences(at: Ground) -> Block:
    """What children and families want stands in findings and in words: no table is read for it."""
    return Block()


BLOCKS: dict[str, Callable[[Ground], Block]] = {
    Code.POPULATION: population,
    Code.NEEDS: needs,
    Code.PREFERENCES: preferences,
    Code.DEMAND: demand,
    Code.ACTIVITY: activity,
    Code.OUTCOMES: outcomes,
    Code.RESOURCE: resource,
}
"""What the records show for each section, by its code."""


def content_of(assessment: NeedsAssessment, on: date) -> AssessmentContent:
    """The whole assessment from the records as they stand on a day."""
    at = ground(assessment.partnership, on)
    missing = _gaps(assessment)
    sections = tuple(
        _section(section, at, missing.get(section.code, ())) for section in _sections(assessment)
    )
    invented = assessment.invented or any(
        datum.invented for section in sections for datum in section.standing
    )
    return AssessmentContent(
        title=assessment.title,
        partnership=assessment.partnership.name,
        version=assessment.version,
        as_of=on,
        stale_after=assessment.stale_after_years,
        introduction=assessment.introduction,
        conclusions=assessment.conclusions,
        sections=sections,
        checks=checks_of(sections, on, assessment.stale_after_years),
        invented=invented,
    )


def _sections(assessment: NeedsAssessment) -> list[NeedsSection]:
    """The seven sections in their order, with what people wrote down for them."""
    sources = (
        NeedsSource.objects.select_related(
            "finding__release", "finding__cell", "release", "indicator", "replaced_by"
        )
        .prefetch_related("tags")
        .order_by("-dated", "pk")
    )
    by_code = {
        section.code: section
        for section in assessment.sections.prefetch_related(Prefetch("sources", queryset=sources))
    }
    return [by_code[code] for code in Code if code in by_code]


def _section(section: NeedsSection, at: Ground, missing: tuple[SectionGap, ...]) -> SectionContent:
    block = BLOCKS[section.code](at)
    written = list(section.sources.all())
    cited = [source.finding for source in written if source.finding and not hasattr(source, "replaced_by")]
    return SectionContent(
        code=section.code,
        title=str(section),
        question=QUESTIONS[Code(section.code)],
        text=section.text,
        confidence=section.confidence,
        confidence_reason=section.confidence_reason,
        reviewed_on=section.reviewed_on,
        due_on=rules.due_on(section),
        is_overdue=rules.is_overdue(section, at.on),
        tables=block.tables,
        quoted=tuple(_quoted(finding, at) for finding in cited if finding.stands),
        data=(*(datum_of(source, at) for source in written), *block.data),
        gaps=missing,
        notes=block.notes,
    )


def datum_of(source: NeedsSource, at: Ground) -> Datum:
    """Something that people wrote down, as the assessment shows it."""
    withdrawn = any(record is not None and not record.stands for record in (source.release, source.finding))
    newer = getattr(source, "replaced_by", None)
    return Datum(
        title=source.title,
        where=_where(source),
        kind=source.get_kind_display(),
        nature=source.nature,
        dated=source.dated,
        use_for=source.use_for,
        tags=tuple(tag.label for tag in source.tags.all()),
        invented=source.invented,
        pk=source.pk,
        url=_url(source, at.partnership.slug),
        replaced_by=str(newer) if newer else "",
        withdrawn=withdrawn,
    )


def _where(source: NeedsSource) -> str:
    """Where it is from, as a reader would look it up."""
    if source.source:
        return source.source
    if source.release is not None:
        return f"{source.release.survey_title}, {source.release.collected}; {source.release.title}"
    if source.indicator is not None:
        return f"{source.indicator.title}: {source.indicator.producer or source.indicator.scheme}"
    return source.finding.source if source.finding else ""


def _url(source: NeedsSource, slug: str) -> str:
    if source.finding is not None:
        return address("evidence:finding", slug, source.finding.slug)
    if source.release is not None:
        return address("evidence:release", slug, source.release.slug)
    return address("indicators:indicator", slug, source.indicator.slug) if source.indicator else ""


def _quoted(finding: Finding, at: Ground) -> Quoted:
    figure = evidence.figure_of(finding)
    if figure is not None:
        note = f"{figure.words}; {figure.source}"
    elif finding.indicator is not None:
        note = f"{finding.indicator.title}, {finding.indicator.producer or finding.indicator.scheme}"
    else:
        note = finding.source or "A finding without a source"
    invented = finding.invented or bool(figure and figure.invented)
    sentence = Figure(finding.sentence, f"{note}; read {date_words(at.on)}.", invented)
    return Quoted(sentence, finding.get_strength_display(), finding.does_not_tell)


def _gaps(assessment: NeedsAssessment) -> dict[str, tuple[SectionGap, ...]]:
    """Open gaps by the section that they belong to: the one they name, or that of what they concern."""
    by_code: dict[str, dict[int, SectionGap]] = {}
    published = {version.key: gap for version, gap in gaps.public_gaps(assessment.partnership)}
    rows = gaps.open_gaps(assessment.partnership).prefetch_related("concerns")
    for gap in rows:
        named = {row.key for row in gap.concerns.all() if row.kind == SECTION}
        by_kind = {str(SECTION_OF[row.kind]) for row in gap.concerns.all() if row.kind in SECTION_OF}
        for code in named | by_kind:
            by_code.setdefault(code, {})[gap.pk] = _missing(gap, published.get(str(gap.pk)))
    return {code: tuple(missing.values()) for code, missing in by_code.items()}


def _missing(gap: Gap, published: PublicGap | None) -> SectionGap:
    """A gap as it was published; as it is kept where it was not, and then only members read it."""
    words = published or gap
    return SectionGap(
        title=words.title,
        effect=words.effect,
        whom=words.whom,
        due=date_words(words.due_on) if words.due_on else "",
        public=published is not None,
        url=address("gaps:gap", gap.partnership.slug, gap.slug),
    )


def document_of(content: AssessmentContent, *, on: date, site: str = "") -> Document:
    """The assessment as the one source of its web page, Word file and PDF."""
    return Document(
        title=content.title,
        author=content.partnership,
        language="en-GB",
        date=on,
        subtitle=f"Joint strategic needs assessment, version {content.version}",
        body=render_to_string("needs/document.html", {"content": content}),
        site=site,
    )
