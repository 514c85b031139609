"""Needs assessments: the list, one in full, publishing it, and what everybody reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.analyse.needs import actions, presenters, queries, rules
from realign.analyse.needs.forms import NeedsAssessmentForm
from realign.analyse.needs.models import NeedsAssessment
from realign.analyse.needs.types import Half
from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
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


@access("evidence.view")
def assessment_list(request: MemberRequest) -> HttpResponseBase:
    """List the needs assessments."""
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.table(request.partnership)
    page = table_page(request, spec, queries.assessments(request.partnership))
    context = {"may_edit": may_edit, "breadcrumbs": [Link("Needs assessment")]}
    return render_table(request, "needs/list.html", page, context)


@access("evidence.edit")
def assessment_add(request: MemberRequest) -> HttpResponse:
    """Begin an assessment."""

    def save(data: Values) -> NeedsAssessment:
        return actions.create_assessment(by=request.actor, **without_revision(data))

    return edit_page(
        request,
        NeedsAssessmentForm(request.POST or None),
        save,
        title="Add a needs assessment",
        lead="Its seven sections are built from released tables and registers. You add the text.",
        back=reverse("needs:list", args=[request.partnership.slug]),
        to=NeedsAssessment.get_absolute_url,
        done="The assessment has been added, with its seven sections.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("evidence.view")
def assessment(request: MemberRequest, slug: str) -> HttpResponse:
    """Show an assessment by section: what it says, how sure it is and what it lacks."""
    assessment = assessment_or_404(request, slug)
    content = None if assessment.is_published else queries.content_of(assessment, timezone.localdate())
    context: dict[str, Any] = {  # what a template is given may be anything
        "assessment": assessment,
        "content": content,
        "state": presenters.state(assessment),
        "lead": presenters.lead(content) if content else "The assessment has been published.",
        "facts": presenters.facts(assessment),
        "files": queries.files(assessment),
        "may_edit": request.actor.may(rules.EDIT),
        "may_publish": request.actor.may(rules.PUBLISH),
        "history": entries(request.partnership.slug, assessment),
        "breadcrumbs": presenters.crumbs(request.partnership, Link(assessment.title)),
    }
    if content:
        context |= {
            "sections": [
                (
                    section,
                    presenters.sureness(section),
                    presenters.cycle(section),
                    sum(datum in content.stale for datum in section.standing),
                    presenters.section_address(assessment, section.code),
                )
                for section in content.sections
            ],
            "halves": [
                (half, [section for section in content.sections if section.half is half]) for half in Half
            ],
            "checks": presenters.checks_table(content),
        }
    return render(request, "needs/assessment.html", context)


@access("evidence.edit")
def assessment_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Write the words around the sections."""
    assessment = assessment_or_404(request, slug)
    return edit_page(
        request,
        NeedsAssessmentForm(request.POST or None, initial=values_of(assessment, NeedsAssessmentForm)),
        lambda data: actions.change_assessment(by=request.actor, assessment=assessment, **data),
        title="Title and introduction",
        lead=assessment.title,
        back=assessment.get_absolute_url(),
        breadcrumbs=presenters.crumbs(
            request.partnership, Link(assessment.title, assessment.get_absolute_url())
        ),
    )


@access("evidence.view")
def assessment_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """Show an assessment as it would be published today; a published one leads to its public page."""
    assessment = assessment_or_404(request, slug)
    if assessment.is_published:
        return redirect("needs:public-assessment", request.partnership.slug, assessment.slug)
    today = timezone.localdate()
    document = queries.document_of(queries.content_of(assessment, today), on=today)
    context = {
        "assessment": assessment,
        "document": document,
        "body": on_page(web_body(document)),
        "breadcrumbs": presenters.crumbs(
            request.partnership, Link(assessment.title, assessment.get_absolute_url())
        ),
    }
    return render(request, "needs/preview.html", context)


@access("reports.publish")
def assessment_publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Publish it, for good."""
    assessment = assessment_or_404(request, slug)
    content = queries.content_of(assessment, timezone.localdate())
    document = queries.document_of(content, on=timezone.localdate())
    noticed = publishing.noticed_in_document(request.partnership, document, queries.typed_words(assessment))
    return edit_page(
        request,
        PublishDocumentForm(
            request.POST or None, is_noticed=bool(noticed), initial={"revision": assessment.revision}
        ),
        lambda data: actions.ask_to_publish(
            by=request.actor, assessment=assessment, content=content, noticed=noticed, **data
        ),
        template="needs/publish.html",
        to=lambda job: reverse("work:job", args=[request.partnership.slug, job.pk]),
        done="",
        context={
            "assessment": assessment,
            "content": content,
            "noticed": [noticed_words(item) for item in noticed],
            "stopping": [check for check in content.missing if check.stops],
        },
        breadcrumbs=presenters.crumbs(
            request.partnership, Link(assessment.title, assessment.get_absolute_url())
        ),
    )


@access("evidence.edit")
@require_POST
def new_version(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a version that will replace this one."""
    newer = actions.begin_new_version(by=request.actor, assessment=assessment_or_404(request, slug))
    messages.success(
        request,
        f"Version {newer.version} has been started. When it is published it will replace the "
        "current version.",
    )
    return redirect(newer.get_absolute_url())


@access("public")
def public_list(request: PartnershipRequest) -> HttpResponse:
    """Needs assessment"""
    rows = [
        (assessment, presenters.state(assessment))
        for assessment in queries.public_assessments(request.partnership)
    ]
    return render(
        request, "needs/public_list.html", {"rows": rows, "breadcrumbs": [Link("What children need")]}
    )


@access("public")
def public_assessment(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One published assessment."""
    assessment = get_object_or_404(queries.public_assessments(request.partnership), slug=slug)
    context = {
        "assessment": assessment,
        "body": on_page(assessment.frozen["web"]),
        "state": presenters.state(assessment),
        "files": queries.files(assessment),
        "breadcrumbs": [
            Link("What children need", reverse("needs:public", args=[request.partnership.slug])),
            Link(assessment.title),
        ],
    }
    return render(request, "needs/public_assessment.html", context)


@access("public")
def download(request: PartnershipRequest, slug: str, format: str) -> HttpResponse:
    """A published assessment as one file."""
    assessment = get_object_or_404(queries.public_assessments(request.partnership), slug=slug)
    get_object_or_404(queries.files(assessment), format=format)
    answer = HttpResponse(queries.file_of(assessment, format), content_type=MIME[format])
    name = f"{request.partnership.slug}-needs-assessment-{assessment.slug}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def assessment_or_404(request: PartnershipRequest, slug: str) -> NeedsAssessment:
    """The assessment, or 404."""
    return get_object_or_404(queries.assessments(request.partnership), slug=slug)
