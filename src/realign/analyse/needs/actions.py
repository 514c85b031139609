"""Beginning an assessment, writing its sections and what they rest on, publishing it and beginning anew."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from realign.analyse.needs import queries, rules
from realign.analyse.needs.models import AssessmentFile, NeedsAssessment, NeedsSection, NeedsSource
from realign.analyse.needs.types import AssessmentContent
from realign.foundations.audit import actions as audit
from realign.foundations.documents.freezing import fingerprint, freeze
from realign.foundations.documents.types import Document, Format
from realign.foundations.files import storage
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may, check_ours, check_slug_free
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import check_document_may_go, check_not_writer, check_reason
from realign.foundations.work.actions import start_job
from realign.foundations.work.models import Job
from realign.methods.wording.recognisable import Recognisable
from realign.registers.frameworks.models import FrameworkItem

MOST_BYTES = 100 * 1024 * 1024
ASKED = "asked to publish"


@transaction.atomic
def create_assessment(*, by: Actor, title: str, slug: str = "", **values: Any) -> NeedsAssessment:
    """Begin an assessment with its seven sections."""
    check_may(by, rules.EDIT)
    name = slug or free_slug(NeedsAssessment, by=by, words=title)
    check_slug_free(name, rules.RESERVED)
    assessment = create_record(NeedsAssessment, by=by, verb="began", slug=name, title=title, **values)
    for code in NeedsSection.Code:
        create_record(
            NeedsSection,
            by=by,
            assessment=assessment,
            code=code,
            refresh_months=rules.CYCLES[code],
            invented=assessment.invented,
        )
    return assessment


@transaction.atomic
def change_assessment(
    *, by: Actor, assessment: NeedsAssessment, revision: int, **values: Any
) -> NeedsAssessment:
    """Change the words around the sections, or the years after which data are out of date."""
    check_may(by, rules.EDIT)
    rules.check_is_draft(assessment)
    change_record(assessment, by=by, revision=revision, **values)
    return assessment


@transaction.atomic
def change_section(
    *, by: Actor, section: NeedsSection, revision: int, looked_at: bool = True, **values: Any
) -> NeedsSection:
    """Write a section. Unless it is only a word put right, it counts as looked at today."""
    check_may(by, rules.EDIT)
    rules.check_is_draft(section.assessment)
    if looked_at:
        values["reviewed_on"] = by.at.date()
    change_record(section, by=by, revision=revision, verb="wrote", **values)
    return section


@transaction.atomic
def create_source(
    *, by: Actor, section: NeedsSection, tags: Sequence[FrameworkItem] = (), **values: Any
) -> NeedsSource:
    """Write down something that a section rests on."""
    check_may(by, rules.EDIT)
    rules.check_is_draft(section.assessment)
    _check_source(by, values | {"tags": tags})
    return create_record(NeedsSource, by=by, section=section, tags=tags, **values)


@transaction.atomic
def change_source(*, by: Actor, needs_source: NeedsSource, revision: int, **values: Any) -> NeedsSource:
    """Put right what is said of a source."""
    check_may(by, rules.EDIT)
    rules.check_is_draft(needs_source.section.assessment)
    names = ("title", "nature", "use_for", "dated", "finding", "release", "indicator", "source")
    now = {name: getattr(needs_source, name) for name in names} | {"tags": list(needs_source.tags.all())}
    _check_source(by, now | values)
    change_record(needs_source, by=by, revision=revision, **values)
    return needs_source


@transaction.atomic
def replace_source(
    *, by: Actor, needs_source: NeedsSource, dated: date, tags: Sequence[FrameworkItem] = (), **values: Any
) -> NeedsSource:
    """Put newer data in the place of older ones. The older stay, and say what replaced them."""
    check_may(by, rules.EDIT)
    rules.check_is_draft(needs_source.section.assessment)
    rules.check_replaces(needs_source, dated)
    _check_source(by, values | {"tags": tags, "dated": dated})
    return create_record(
        NeedsSource,
        by=by,
        verb="replaced older data by",
        section=needs_source.section,
        replaces=needs_source,
        dated=dated,
        tags=tags,
        **values,
    )


@transaction.atomic
def remove_source(*, by: Actor, needs_source: NeedsSource) -> None:
    """Take a source out of a draft. What it had replaced stands again."""
    check_may(by, rules.EDIT)
    check_ours(by, needs_source)
    rules.check_is_draft(needs_source.section.assessment)
    section, title = needs_source.section, needs_source.title
    audit.record(by=by, verb="removed a source from", subject=section, detail={"source": title})
    newer, older = NeedsSource.objects.filter(replaces=needs_source).first(), needs_source.replaces
    if newer is not None:
        # one at a time: what is replaced is protected, and replaced only once
        NeedsSource.objects.filter(pk=newer.pk).update(replaces=None)
    needs_source.delete()
    if newer is not None:
        NeedsSource.objects.filter(pk=newer.pk).update(replaces=older)


def _check_source(by: Actor, values: Mapping[str, Any]) -> None:
    rules.check_nature(values["title"], values["nature"], values["tags"])
    rules.check_use(values["use_for"])
    rules.check_dated(values["dated"], by.at.date())
    rules.check_released(values.get("finding"), values.get("release"))
    rules.check_rests_on(dict(values))


@transaction.atomic
def ask_to_publish(
    *,
    by: Actor,
    assessment: NeedsAssessment,
    revision: int,
    content: AssessmentContent,
    noticed: Sequence[Recognisable] = (),
    reason: str = "",
) -> Job:
    """Build the assessment in the background and publish it as it then is.

    ``noticed`` is what was pointed out to whoever asks; ``reason`` says why it may be published all the same.
    """
    check_may(by, rules.PUBLISH)
    rules.check_may_publish(assessment, content.checks)
    _check_second_person(by, assessment)
    check_reason(noticed, reason)
    job = start_job(
        by=by,
        kind="needs.publish",
        title=f"Publish “{assessment}”",
        arguments={
            "pk": assessment.pk,
            "revision": revision,
            "reason": reason.strip(),
            "pointed_out": [item.words for item in noticed],
        },
    )
    NeedsAssessment.objects.filter(pk=assessment.pk).update(job=job)
    audit.record(by=by, verb=ASKED, subject=assessment)
    return job


@transaction.atomic
def publish_assessment(
    *,
    by: Actor,
    assessment: NeedsAssessment,
    revision: int,
    content: AssessmentContent,
    document: Document,
    files: Mapping[Format, bytes],
    reason: str = "",
    pointed_out: Collection[str] = (),
) -> NeedsAssessment:
    """Freeze an assessment with its files. From then on it never changes; a new version supersedes it.

    Refuses names, small numbers of people and quotations without a reason.
    """
    check_may(by, rules.PUBLISH)
    rules.check_may_publish(assessment, content.checks)
    _check_second_person(by, assessment)
    noticed = publishing.noticed_in_document(by.partnership, document, queries.typed_words(assessment))
    check_document_may_go(noticed, reason, pointed_out)
    frozen = freeze(document) | {
        "as_of": content.as_of.isoformat(),
        "invented": content.invented,
        "not_shown": [check.label for check in content.missing],
    }
    change_record(
        assessment,
        by=by,
        revision=revision,
        verb="published",
        state=NeedsAssessment.State.PUBLISHED,
        published_at=by.at,
        frozen=frozen,
        fingerprint=fingerprint(frozen),
        noticed=[[item.why.name, item.words] for item in noticed],
        published_because=reason.strip() if noticed else "",
    )
    for wanted, data in files.items():
        kept = storage.store(f"needs/{by.partnership.slug}/{assessment.slug}", [data], limit=MOST_BYTES)
        AssessmentFile.objects.create(
            assessment=assessment,
            format=wanted.value,
            path=kept.path,
            sha256=kept.sha256,
            size=kept.size,
            built_at=by.at,
        )
    return assessment


@transaction.atomic
def begin_new_version(*, by: Actor, assessment: NeedsAssessment) -> NeedsAssessment:
    """A draft that will supersede what was published, with its words, its sources and its cycles."""
    check_may(by, rules.EDIT)
    rules.check_may_supersede(assessment)
    number = assessment.version + 1
    newer = create_record(
        NeedsAssessment,
        by=by,
        verb="started a new version of",
        slug=f"{assessment.slug.removesuffix(f'-v{assessment.version}')}-v{number}",
        title=assessment.title,
        version=number,
        supersedes=assessment,
        introduction=assessment.introduction,
        conclusions=assessment.conclusions,
        stale_after_years=assessment.stale_after_years,
        invented=assessment.invented,
        source=assessment.source,
    )
    for section in assessment.sections.prefetch_related("sources__tags", "sources__replaced_by"):
        _copy_section(by, section, newer)
    return newer


def _check_second_person(by: Actor, assessment: NeedsAssessment) -> None:
    sections = list(assessment.sections.prefetch_related("sources"))
    sources = [source for section in sections for source in section.sources.all()]
    writers = publishing.writers_of(by.partnership, [assessment, *sections, *sources], besides={ASKED})
    check_not_writer(by, writers, "assessment")


SECTION_KEEPS = (
    "code", "text", "confidence", "confidence_reason", "refresh_months", "reviewed_on", "owner", "invented", "source",
)  # fmt: skip
SOURCE_KEEPS = (
    "title", "kind", "dated", "nature", "use_for", "finding", "release", "indicator", "invented", "source",
)  # fmt: skip


def _copy_section(by: Actor, section: NeedsSection, to: NeedsAssessment) -> None:
    copy = create_record(
        NeedsSection, by=by, assessment=to, **{name: getattr(section, name) for name in SECTION_KEEPS}
    )
    for source in section.sources.all():
        if hasattr(source, "replaced_by"):
            continue
        values = {name: getattr(source, name) for name in SOURCE_KEEPS}
        create_record(NeedsSource, by=by, section=copy, tags=list(source.tags.all()), **values)
