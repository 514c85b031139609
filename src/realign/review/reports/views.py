"""Reports: for those who write them, and for everybody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.documents.page import on_page
from realign.foundations.documents.types import MIME
from realign.foundations.documents.web import web_body
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.review.reports import actions, presenters, queries
from realign.review.reports.forms import NewReportForm, ReportForm
from realign.review.reports.models import Report


@access("reports.view")
def report_list(request: MemberRequest) -> HttpResponse:
    """Which reports are due, drafted, out?"""
    spec = presenters.report_table(request.partnership.slug, timezone.localdate())
    page = table_page(request, spec, queries.reports(request.partnership))
    return render_table(request, "reports/list.html", page)


@access("reports.edit")
def report_add(request: MemberRequest) -> HttpResponse:
    """Begin a report."""
    form = NewReportForm(request.partnership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_report(by=request.actor, **form.cleaned_data)
            return redirect("reports:report", request.partnership.slug, made.slug)
        except Refusal as refusal:
            form.add_error("year", f"{refusal.reason} {refusal.what_to_do}")
    return render(
        request, "reports/add.html", {"form": form, "breadcrumbs": _crumbs(request, "Begin a report")}
    )


@access("reports.view")
def report(request: MemberRequest, slug: str) -> HttpResponse:
    """What does the report say so far, and what does it lack?"""
    one = _one(request, slug)
    today = timezone.localdate()
    content = None if one.is_published else queries.content_of(one, today)
    context = {
        "report": one,
        "content": content,
        "lead": presenters.lead(content) if content else presenters.clock(one, today).word,
        "gaps": presenters.gap_table(content) if content else None,
        "state": presenters.state(one),
        "clock": presenters.clock(one, today),
        "facts": presenters.facts(one),
        "documents": queries.built(one),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": _crumbs(request, one.title),
    }
    return render(request, "reports/report.html", context)


@access("reports.edit")
def report_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the words of a report."""
    one = _one(request, slug)
    initial = {name: getattr(one, name) for name in ReportForm.base_fields}
    form, conflict = ReportForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_report(by=request.actor, report=one, **form.cleaned_data)
            messages.success(request, "The report is saved.")
            return redirect("reports:report", request.partnership.slug, one.slug)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
    context = {"form": form, "report": one, "conflict": conflict, "breadcrumbs": _crumbs(request, one.title)}
    return render(request, "reports/edit.html", context)


@access("reports.view")
def report_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """How would it read?"""
    one = _one(request, slug)
    if one.is_published:
        return redirect("reports:public-report", request.partnership.slug, one.slug)
    today = timezone.localdate()
    document = queries.document_of(queries.content_of(one, today), on=today)
    context = {
        "report": one,
        "document": document,
        "body": on_page(web_body(document)),
        "breadcrumbs": _crumbs(request, one.title),
    }
    return render(request, "reports/preview.html", context)


@access("reports.publish")
def report_publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Publish it, for good."""
    one = _one(request, slug)
    if request.method == "POST":
        job = actions.ask_to_publish(by=request.actor, report=one, revision=int(request.POST["revision"]))
        return redirect("work:job", request.partnership.slug, job.pk)
    content = queries.content_of(one, timezone.localdate())
    context = {"report": one, "content": content, "breadcrumbs": _crumbs(request, one.title)}
    return render(request, "reports/publish.html", context)


@access("reports.edit")
@require_POST
def new_version(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a version that will replace this one."""
    made = actions.begin_new_version(by=request.actor, report=_one(request, slug))
    messages.success(
        request, f"Version {made.version} is begun. It replaces the published one when it is published."
    )
    return redirect("reports:report", request.partnership.slug, made.slug)


@access("public")
def public_list(request: PartnershipRequest) -> HttpResponse:
    """Which reports can I read?"""
    rows = [(one, presenters.state(one)) for one in queries.public_reports(request.partnership)]
    return render(request, "reports/public_list.html", {"rows": rows, "breadcrumbs": [Link("Reports")]})


@access("public")
def public_report(request: PartnershipRequest, slug: str) -> HttpResponse:
    """Did we do what we said, and did it help?"""
    one = get_object_or_404(queries.public_reports(request.partnership), slug=slug)
    context = {
        "report": one,
        "body": on_page(one.frozen["web"]),
        "state": presenters.state(one),
        "clock": presenters.clock(one, timezone.localdate()),
        "documents": queries.built(one),
        "breadcrumbs": [
            Link("Reports", reverse("reports:public", args=[request.partnership.slug])),
            Link(one.title),
        ],
    }
    return render(request, "reports/public_report.html", context)


@access("public")
def download(request: PartnershipRequest, slug: str, format: str) -> HttpResponse:
    """A published report as one file."""
    one = get_object_or_404(queries.public_reports(request.partnership), slug=slug)
    get_object_or_404(queries.built(one), format=format)
    answer = HttpResponse(queries.file_of(one, format), content_type=MIME[format])
    name = f"{request.partnership.slug}-report-{one.slug}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _one(request: PartnershipRequest, slug: str) -> Report:
    return get_object_or_404(queries.reports(request.partnership), slug=slug)


def _crumbs(request: PartnershipRequest, here: str) -> list[Link]:
    return [Link("Reports", reverse("reports:list", args=[request.partnership.slug])), Link(here)]
