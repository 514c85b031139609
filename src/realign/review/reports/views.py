"""Reports: for those who write them, and for everybody."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.foundations.design.editing import edit_page, remove_page, values_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.documents.types import MIME
from realign.foundations.documents.web import on_page, web_body
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.forms import PublishDocumentForm
from realign.foundations.publishing.rules import noticed_words
from realign.registers.thread.presenters import strip_of
from realign.review.reports import actions, presenters, queries
from realign.review.reports.forms import NewReportForm, ReportForm
from realign.review.reports.models import Report
from realign.review.reports.rules import typed_words, years_of


@access("reports.view")
def report_list(request: MemberRequest) -> HttpResponseBase:
    """List the reports that are due, drafted or published."""
    spec = presenters.report_table(request.partnership.slug, timezone.localdate())
    page = table_page(request, spec, queries.reports(request.partnership))
    return render_table(request, "reports/list.html", page)


@access("reports.edit")
def report_add(request: MemberRequest) -> HttpResponse:
    """Begin a report, for the newest year that has begun unless another is chosen."""
    today = timezone.localdate()
    begun = next(
        (
            f"{plan.slug} {year.label}"
            for plan in queries.plans(request.partnership)
            for year in reversed(years_of(plan))
            if year.starts_on <= today
        ),
        None,
    )
    return edit_page(
        request,
        NewReportForm(request.partnership, request.POST or None, initial={"year": begun}),
        lambda data: actions.create_report(by=request.actor, **data),
        title="Add a report",
        submit="Add report",
        back=_list(request),
        to=Report.get_absolute_url,
        refused_at="year",
        done="The report has been added.",
        breadcrumbs=_crumbs(request),
    )


@access("reports.view")
def report_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what a report says so far, and what it lacks."""
    report = _report(request, slug)
    today = timezone.localdate()
    content = None if report.is_published else queries.content_of(report, today)
    context = {
        "report": report,
        "content": content,
        "lead": presenters.lead(content) if content else presenters.clock(report, today).word,
        "gaps": presenters.gap_table(content) if content else None,
        "state": presenters.state(report),
        "clock": presenters.clock(report, today),
        "facts": presenters.facts(report),
        "documents": queries.built(report),
        "thread": strip_of(request.partnership, "report", report.slug, request.actor),
        "history": entries(request.partnership.slug, report),
        "breadcrumbs": _crumbs(request, Link(report.title)),
    }
    return render(request, "reports/report.html", context)


@access("reports.edit")
def report_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the words of a report."""
    report = _report(request, slug)
    return edit_page(
        request,
        ReportForm(request.POST or None, initial=values_of(report, ReportForm)),
        lambda data: actions.change_report(by=request.actor, report=report, **data),
        title="Text of the report",
        lead="Figures, actions, decisions and money come from the records with their sources. "
        "Add the text around them here.",
        back=report.get_absolute_url(),
        done="The report has been saved.",
        breadcrumbs=_crumbs(request, Link(report.title, report.get_absolute_url())),
    )


@access("reports.edit")
def report_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a draft that was begun by mistake."""
    report = _report(request, slug)
    return remove_page(
        request,
        report,
        lambda data: actions.remove_report(by=request.actor, report=report, **data),
        called=f"the report “{report}”",
        why_it_stays=queries.why_report_stays(report),
        back=report.get_absolute_url(),
        to=_list(request),
        breadcrumbs=_crumbs(request, Link(report.title, report.get_absolute_url())),
    )


@access("reports.view")
def report_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a report as it would be published today; a published one leads to its public page."""
    report = _report(request, slug)
    if report.is_published:
        return redirect("reports:public-report", request.partnership.slug, report.slug)
    today = timezone.localdate()
    document = queries.document_of(queries.content_of(report, today), on=today)
    context = {
        "report": report,
        "document": document,
        "body": on_page(web_body(document)),
        "breadcrumbs": _crumbs(request, Link(report.title)),
    }
    return render(request, "reports/preview.html", context)


@access("reports.publish")
def report_publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Publish it, for good."""
    report = _report(request, slug)
    content = queries.content_of(report, timezone.localdate())
    document = queries.document_of(content, on=timezone.localdate())
    noticed = publishing.noticed_in_document(request.partnership, document, typed_words(report))
    return edit_page(
        request,
        PublishDocumentForm(
            request.POST or None, is_noticed=bool(noticed), initial={"revision": report.revision}
        ),
        lambda data: actions.ask_to_publish(by=request.actor, report=report, noticed=noticed, **data),
        title="Publish this report?",
        lead="The records as they are now are published with their notes and pictures as a web page, "
        "a Word file and a PDF. They cannot be changed afterwards; a new version can replace "
        "them.",
        submit="Publish",
        back=report.get_absolute_url(),
        to=lambda job: reverse("work:job", args=[request.partnership.slug, job.pk]),
        done="",
        breadcrumbs=_crumbs(request, Link(report.title, report.get_absolute_url())),
        template="reports/publish.html",
        context={"content": content, "noticed": [noticed_words(item) for item in noticed]},
    )


@access("reports.edit")
@require_POST
def new_version(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a version that will replace this one."""
    version = actions.create_new_version(by=request.actor, report=_report(request, slug))
    messages.success(
        request,
        f"Version {version.version} has been started. When it is published it will replace "
        "the current version.",
    )
    return redirect(version)


@access("public")
def public_list(request: PartnershipRequest) -> HttpResponse:
    """List the published reports for everybody."""
    rows = [(report, presenters.state(report)) for report in queries.public_reports(request.partnership)]
    return render(request, "reports/public_list.html", {"rows": rows, "breadcrumbs": [Link("Reports")]})


@access("public")
def public_report(request: PartnershipRequest, slug: str) -> HttpResponse:
    """Show a published report, and its documents, to everybody."""
    report = get_object_or_404(queries.public_reports(request.partnership), slug=slug)
    context = {
        "report": report,
        "body": on_page(report.frozen["web"]),
        "state": presenters.state(report),
        "clock": presenters.clock(report, timezone.localdate()),
        "documents": queries.built(report),
        "breadcrumbs": [
            Link("Reports", reverse("reports:public", args=[request.partnership.slug])),
            Link(report.title),
        ],
    }
    return render(request, "reports/public_report.html", context)


@access("public")
def download(request: PartnershipRequest, slug: str, format: str) -> HttpResponse:
    """A published report as one file."""
    report = get_object_or_404(queries.public_reports(request.partnership), slug=slug)
    get_object_or_404(queries.built(report), format=format)
    answer = HttpResponse(queries.file_of(report, format), content_type=MIME[format])
    name = f"{request.partnership.slug}-report-{report.slug}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _report(request: PartnershipRequest, slug: str) -> Report:
    return get_object_or_404(queries.reports(request.partnership), slug=slug)


def _list(request: PartnershipRequest) -> str:
    return reverse("reports:list", args=[request.partnership.slug])


def _crumbs(request: PartnershipRequest, *here: Link) -> list[Link]:
    return [Link("Reports", _list(request)), *here]
