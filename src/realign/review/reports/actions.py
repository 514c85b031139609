"""Writing reports, freezing them when they are published, and beginning a new version."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.design.words import month_words
from realign.foundations.documents.freezing import fingerprint, freeze
from realign.foundations.documents.types import Document, Format
from realign.foundations.files import storage
from realign.foundations.partnerships.records import change_record, create_record, remove_mistake
from realign.foundations.partnerships.rules import check_may, check_ours
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.rules import check_document_may_go, check_not_writer, check_reason
from realign.foundations.work.actions import start_job
from realign.foundations.work.models import Job
from realign.methods.wording.recognisable import Recognisable
from realign.plan.plans.models import Plan
from realign.review.reports.models import BuiltDocument, Report
from realign.review.reports.queries import why_report_stays
from realign.review.reports.rules import (
    EDIT,
    PUBLISH,
    check_is_draft,
    check_may_publish,
    check_may_supersede,
    check_part_of_year,
    typed_words,
    year_called,
)
from realign.review.reports.types import ReportContent

MOST_BYTES = 100 * 1024 * 1024
ASKED = "asked to publish"


@transaction.atomic
def create_report(
    *, by: Actor, plan: Plan, year: str, ends_on: date | None = None, title: str = "", **values: Any
) -> Report:
    """Begin the report on one year of a plan; ``ends_on`` makes it a report on the part of the year until then."""
    check_may(by, EDIT)
    check_ours(by, plan)
    report_year = year_called(plan, year)
    end = ends_on or report_year.ends_on
    check_part_of_year(report_year, end)
    whole = end == report_year.ends_on
    slug = year.replace("/", "-") if whole else f"{year.replace('/', '-')}-to-{end:%B}".lower()
    there = Report.objects.filter(partnership=by.partnership, slug=slug).first()
    if there is not None:
        raise Refusal(
            f"There is already a report for this period: “{there}”.",
            "Edit that one, or start a new version after it is published.",
        )
    return create_record(
        Report,
        by=by,
        plan=plan,
        slug=slug,
        title=title or (f"Annual report {year}" if whole else f"Progress report to {month_words(end)}"),
        year=year,
        starts_on=report_year.starts_on,
        ends_on=end,
        **values,
    )


@transaction.atomic
def remove_report(*, by: Actor, report: Report, revision: int) -> None:
    """Remove a draft that was begun by mistake."""
    check_may(by, EDIT)
    remove_mistake(report, by=by, revision=revision, why_it_stays=why_report_stays)


@transaction.atomic
def change_report(*, by: Actor, report: Report, revision: int, **values: Any) -> Report:
    """Change the words of a draft."""
    check_may(by, EDIT)
    check_is_draft(report)
    change_record(report, by=by, revision=revision, **values)
    return report


@transaction.atomic
def ask_to_publish(
    *, by: Actor, report: Report, revision: int, noticed: Sequence[Recognisable] = (), reason: str = ""
) -> Job:
    """Build the report in the background and publish it as it then is.

    ``noticed`` is what was pointed out to whoever asks; ``reason`` says why it may be published all the same.
    """
    check_may(by, PUBLISH)
    check_may_publish(report, by.at.date())
    _check_second_person(by, report)
    check_reason(noticed, reason)
    job = start_job(
        by=by,
        kind="reports.publish",
        title=f"Publish “{report}”",
        arguments={
            "pk": report.pk,
            "revision": revision,
            "reason": reason.strip(),
            "pointed_out": [item.words for item in noticed],
        },
    )
    Report.objects.filter(pk=report.pk).update(job=job)
    audit.record(by=by, verb=ASKED, subject=report)
    return job


@transaction.atomic
def publish_report(
    *,
    by: Actor,
    report: Report,
    revision: int,
    content: ReportContent,
    document: Document,
    files: Mapping[Format, bytes],
    reason: str = "",
    pointed_out: Collection[str] = (),
) -> Report:
    """Freeze a report with its files. From then on it never changes; a new version supersedes it.

    Refuses names, small numbers of people and quotations without a reason.
    """
    check_may(by, PUBLISH)
    check_may_publish(report, by.at.date())
    _check_second_person(by, report)
    noticed = publishing.noticed_in_document(by.partnership, document, typed_words(report))
    check_document_may_go(noticed, reason, pointed_out)
    frozen = _frozen(content, document)
    change_record(
        report,
        by=by,
        revision=revision,
        verb="published",
        state=Report.State.PUBLISHED,
        published_at=by.at,
        frozen=frozen,
        fingerprint=fingerprint(frozen),
        noticed=[[item.why.name, item.words] for item in noticed],
        published_because=reason.strip() if noticed else "",
    )
    for wanted, content_of_file in files.items():
        kept = storage.store(
            f"reports/{by.partnership.slug}/{report.slug}", [content_of_file], limit=MOST_BYTES
        )
        BuiltDocument.objects.create(
            report=report,
            format=wanted.value,
            path=kept.path,
            sha256=kept.sha256,
            size=kept.size,
            built_at=by.at,
        )
    return report


@transaction.atomic
def create_new_version(*, by: Actor, report: Report) -> Report:
    """A draft of the same period that will supersede what was published."""
    check_may(by, EDIT)
    check_may_supersede(report)
    number = report.version + 1
    return create_record(
        Report,
        by=by,
        verb="started a new version of",
        plan=report.plan,
        slug=f"{report.slug.removesuffix(f'-v{report.version}')}-v{number}",
        title=report.title,
        year=report.year,
        starts_on=report.starts_on,
        ends_on=report.ends_on,
        version=number,
        supersedes=report,
        introduction=report.introduction,
        next_steps=report.next_steps,
        delay_reason=report.delay_reason,
        invented=report.invented,
        source=report.source,
    )


def _check_second_person(by: Actor, report: Report) -> None:
    check_not_writer(by, publishing.writers_of(by.partnership, [report], besides={ASKED}), "report")


def _frozen(content: ReportContent, document: Document) -> dict[str, Any]:
    """What is kept of a report: its words, the notes, the pictures, and what it did not show."""
    return freeze(document) | {
        "not_addressed": [gap.label for gap in content.missing],
        "as_of": content.as_of.isoformat(),
        "invented": content.invented,
    }
