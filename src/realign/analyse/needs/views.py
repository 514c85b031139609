"""Needs assessments: the list, one in full, publishing it, and what everybody reads."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.analyse.needs import actions, presenters, queries, rules
from realign.analyse.needs.forms import AssessmentForm
from realign.analyse.needs.models import NeedsAssessment
from realign.analyse.needs.types import Half
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.documents.page import on_page
from realign.foundations.documents.types import MIME
from realign.foundations.documents.web import web_body
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def assessment_list(request: MemberRequest) -> HttpResponseBase:
    """What do children need, and what is there for them?"""
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.table(request.partnership, may_edit=may_edit)
    page = table_page(request, spec, queries.assessments(request.partnership))
    context = {"may_edit": may_edit, "breadcrumbs": [Link("Needs assessment")]}
    return render_table(request, "needs/list.html", page, context)


@access("evidence.edit")
def assessment_add(request: MemberRequest) -> HttpResponse:
    """Begin an assessment."""

    def save(data: dict) -> NeedsAssessment:
        return actions.begin_assessment(by=request.actor, **without_revision(data))

    return edit_page(
        request,
        AssessmentForm(request.POST or None),
        save,
        title="Begin a needs assessment",
        lead="Its seven sections are put together from what is released and registered. You add the words.",
        back=reverse("needs:list", args=[request.partnership.slug]),
        to=presenters.address,
        done="The assessment is begun, with its seven sections.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("evidence.view")
def assessment(request: MemberRequest, slug: str) -> HttpResponse:
    """What does it say, how sure is it, and what does it lack?"""
    one = found(request, slug)
    content = None if one.is_published else queries.content_of(one, timezone.localdate())
    context = {
        "assessment": one,
        "content": content,
        "state": presenters.state(one),
        "lead": presenters.lead(content) if content else "It is published, and stays as it is.",
        "facts": presenters.facts(one),
        "files": queries.files(one),
        "may_edit": request.actor.may(rules.EDIT),
        "may_publish": request.actor.may(rules.PUBLISH),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": presenters.crumbs(request.partnership, Link(one.title)),
    }
    if content:
        context |= {
            "sections": [
                (
                    section,
                    presenters.sureness(section),
                    presenters.cycle(section),
                    sum(datum in content.stale for datum in section.standing),
                    presenters.section_address(one, section.code),
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
    one = found(request, slug)
    return edit_page(
        request,
        AssessmentForm(request.POST or None, initial=values_of(one, AssessmentForm)),
        lambda data: actions.change_assessment(by=request.actor, assessment=one, **data),
        title="What do you want to say?",
        lead=one.title,
        back=presenters.address(one),
        breadcrumbs=presenters.crumbs(request.partnership, Link(one.title, presenters.address(one))),
    )


@access("evidence.view")
def assessment_preview(request: MemberRequest, slug: str) -> HttpResponse:
    """How would it read?"""
    one = found(request, slug)
    if one.is_published:
        return redirect("needs:public-assessment", request.partnership.slug, one.slug)
    today = timezone.localdate()
    document = queries.document_of(queries.content_of(one, today), on=today)
    context = {
        "assessment": one,
        "document": document,
        "body": on_page(web_body(document)),
        "breadcrumbs": presenters.crumbs(request.partnership, Link(one.title, presenters.address(one))),
    }
    return render(request, "needs/preview.html", context)


@access("reports.publish")
def assessment_publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Publish it, for good."""
    one = found(request, slug)
    content = queries.content_of(one, timezone.localdate())
    if request.method == "POST":
        job = actions.ask_to_publish(
            by=request.actor, assessment=one, revision=int(request.POST["revision"]), content=content
        )
        return redirect("work:job", request.partnership.slug, job.pk)
    context = {
        "assessment": one,
        "content": content,
        "stopping": [check for check in content.missing if check.stops],
        "breadcrumbs": presenters.crumbs(request.partnership, Link(one.title, presenters.address(one))),
    }
    return render(request, "needs/publish.html", context)


@access("evidence.edit")
@require_POST
def new_version(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin a version that will replace this one."""
    made = actions.begin_new_version(by=request.actor, assessment=found(request, slug))
    messages.success(
        request, f"Version {made.version} is begun. It replaces the published one when it is published."
    )
    return redirect(presenters.address(made))


@access("public")
def public_list(request: PartnershipRequest) -> HttpResponse:
    """What do children here need, and what is there for them?"""
    rows = [(one, presenters.state(one)) for one in queries.public_assessments(request.partnership)]
    return render(
        request, "needs/public_list.html", {"rows": rows, "breadcrumbs": [Link("What children need")]}
    )


@access("public")
def public_assessment(request: PartnershipRequest, slug: str) -> HttpResponse:
    """One published assessment."""
    one = get_object_or_404(queries.public_assessments(request.partnership), slug=slug)
    context = {
        "assessment": one,
        "body": on_page(one.frozen["web"]),
        "state": presenters.state(one),
        "files": queries.files(one),
        "breadcrumbs": [
            Link("What children need", reverse("needs:public", args=[request.partnership.slug])),
            Link(one.title),
        ],
    }
    return render(request, "needs/public_assessment.html", context)


@access("public")
def download(request: PartnershipRequest, slug: str, format: str) -> HttpResponse:
    """A published assessment as one file."""
    one = get_object_or_404(queries.public_assessments(request.partnership), slug=slug)
    get_object_or_404(queries.files(one), format=format)
    answer = HttpResponse(queries.file_of(one, format), content_type=MIME[format])
    name = f"{request.partnership.slug}-needs-assessment-{one.slug}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def found(request: PartnershipRequest, slug: str) -> NeedsAssessment:
    """The assessment, or 404."""
    return get_object_or_404(queries.assessments(request.partnership), slug=slug)
