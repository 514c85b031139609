"""Reading reports and the files built from them, within one partnership."""

from django.db import models

from realign.foundations.files.storage import full_path
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.plan.plans.models import Plan
from realign.review.reports.change import TargetProgress, changes
from realign.review.reports.composing import content_of, document_of
from realign.review.reports.models import BuiltDocument, Report

__all__ = [
    "TargetProgress",
    "built",
    "changes",
    "content_of",
    "document_of",
    "file_of",
    "latest_public",
    "plans",
    "public_report",
    "public_reports",
    "report",
    "reports",
]


def reports(partnership: Partnership) -> models.QuerySet[Report]:
    """Every report, newest period first, with its plan and the versions before and after it."""
    return (
        Report.objects.filter(partnership=partnership)
        .select_related("plan", "partnership", "supersedes", "superseded_by", "job", "changed_by")
        .order_by("-ends_on", "-version")
    )


def report(partnership: Partnership, slug: str) -> Report:
    """One report; raises Report.DoesNotExist."""
    return reports(partnership).get(slug=slug)


def public_reports(partnership: Partnership) -> models.QuerySet[Report]:
    """The reports that anybody may read; a version that was replaced stays, and says so."""
    return reports(partnership).filter(state=Report.State.PUBLISHED)


def public_report(partnership: Partnership, slug: str) -> Report:
    """One report that anybody may read; raises Report.DoesNotExist."""
    return public_reports(partnership).get(slug=slug)


def latest_public(partnership: Partnership) -> Report | None:
    """The newest published report that nothing has replaced."""
    return public_reports(partnership).filter(superseded_by__isnull=True).first()


def built(report: Report) -> models.QuerySet[BuiltDocument]:
    """The files that were made of a published report, one for each format."""
    return report.documents.order_by("format")


def file_of(report: Report, format: str) -> bytes:
    """One file of a published report; raises BuiltDocument.DoesNotExist."""
    return full_path(report.documents.get(format=format).path).read_bytes()


def plans(partnership: Partnership) -> models.QuerySet[Plan]:
    """The plans that a report can be about, newest first."""
    return Plan.objects.filter(partnership=partnership).order_by("-starts_on")


def why_report_stays(report: Report) -> Refusal | None:
    """Why a report cannot be removed: only a draft that nothing uses can."""
    if report.is_published:
        return Refusal(
            f"“{report}” is published, and stays on record.", "Start a new version; it replaces this one."
        )
    return why_it_stays(report, "Edit the draft instead.")
