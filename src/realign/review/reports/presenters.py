"""Reports in words, statuses and tables."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words
from realign.review.reports.gaps import days_at
from realign.review.reports.models import Report
from realign.review.reports.rules import EXPLAIN_AFTER_DAYS, needs_explaining
from realign.review.reports.types import ReportContent


def state(report: Report) -> Status:
    """Whether a report is a draft, published or replaced, as a status."""
    if not report.is_published:
        return Status("Draft", Tone.NEUTRAL)
    if hasattr(report, "superseded_by"):
        return Status("Replaced", Tone.NEUTRAL, f"by version {report.superseded_by.version}")
    return Status("Published", Tone.GOOD)


def clock(report: Report, on: date) -> Status:
    """How long since the period ended, until it was published or until now."""
    days = days_at(report, on)
    if report.published_at is not None:
        return Status(f"Published {counted(days, 'day')} after the period ended", Tone.DONE)
    if on <= report.ends_on:
        return Status("The period has not ended", Tone.NEUTRAL, f"It runs to {date_words(report.ends_on)}")
    if needs_explaining(report, on):
        return Status(
            f"{counted(days, 'day')} since the period ended",
            Tone.BAD,
            f"More than {EXPLAIN_AFTER_DAYS} days: the report must say why",
        )
    return Status(f"{counted(days, 'day')} since the period ended", Tone.ATTENTION)


def report_table(partnership_slug: str, on: date) -> TableSpec:
    """Every report, to search and sort."""

    def address(report: Report) -> str:
        return reverse("reports:report", args=[partnership_slug, report.slug])

    return TableSpec(
        name="reports",
        noun="report",
        caption="Reports",
        search_fields=("title", "plan__title"),
        default_sort="-ends_on",
        columns=(
            Column("title", "Report", link=address),
            Column("plan.title", "Plan", sortable="plan__title"),
            Column("ends_on", "Period ends", kind=Kind.DATE),
            Column("version", "Version", kind=Kind.NUMBER),
            Column("state", "State", kind=Kind.STATUS, value=state),
            Column("clock", "Time", kind=Kind.STATUS, value=lambda report: clock(report, on), sortable=False),
        ),
        filters=(Filter("state", "State", choices=Report.State.choices, field="state"),),
        empty_title="No report yet",
        empty_help="Add a report for a year of a plan. It is assembled from the records, and you add the text.",
        empty_action="Add a report",
        empty_url=reverse("reports:add", args=[partnership_slug]),
    )


def gap_table(content: ReportContent) -> PlainTable:
    """What the law and the guidance ask for, what is missing first."""
    rows = [
        [
            gap.label,
            "Nothing found missing" if gap.addressed else "Missing",
            gap.records_show,
            "" if gap.addressed else gap.to_do,
        ]
        for gap in content.gaps
    ]
    return PlainTable("Requirements", ("Asked for", "State", "What the records show", "To do"), rows)


def lead(content: ReportContent) -> str:
    """The state of a draft in one sentence."""
    missing = len(content.missing)
    if not missing:
        return f"No check finds a required item missing. {content.answer.words}"
    return (
        f"{counted(missing, 'required item')} {'is' if missing == 1 else 'are'} missing. "
        f"{content.answer.words}"
    )


def facts(report: Report) -> list[SummaryRow]:
    """What a report is about."""
    rows = [
        SummaryRow("Plan", str(report.plan)),
        SummaryRow("Period", f"{date_words(report.starts_on)} to {date_words(report.ends_on)}"),
        SummaryRow("Version", str(report.version)),
    ]
    if report.supersedes:
        rows.append(SummaryRow("Replaces", f"version {report.supersedes.version}"))
    if report.published_at:
        rows.append(SummaryRow("Published", date_words(report.published_at)))
        rows.append(SummaryRow("Fingerprint", report.fingerprint[:16]))
    return rows
