"""Pages about organisations: the list, one of them, and how it is added, corrected, ended, merged or removed."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.foundations.administration import queries as administration
from realign.foundations.administration.actions import merging
from realign.foundations.administration.forms import (
    EndOrganisationForm,
    MergeForm,
    NewOrganisationForm,
    OrganisationForm,
)
from realign.foundations.administration.presenters import ORGANISATIONS, belongs_words, organisation_rows
from realign.foundations.design.editing import edit_page, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships import actions, queries
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.registry import AREA_LISTS
from realign.foundations.partnerships.requests import MemberRequest


def organisations_address(request: MemberRequest) -> str:
    """Where the bodies that take part are listed."""
    return reverse("administration:organisations", args=[request.partnership.slug])


def crumbs(request: MemberRequest, *links: Link) -> list[Link]:
    """The way here."""
    return [Link("Organisations", organisations_address(request)), *links]


def organisation_or_404(request: MemberRequest, slug: str) -> Organisation:
    """The organisation at this address, or its page not found."""
    organisation = get_object_or_404(queries.organisations(request.partnership), slug=slug)
    organisation.partnership = request.partnership
    return organisation


@access("partnership.view")
def organisations(request: MemberRequest) -> HttpResponseBase:
    """The bodies that take part."""
    page = table_page(request, ORGANISATIONS, queries.organisations(request.partnership))
    return render_table(request, "administration/organisations.html", page)


@access("partnership.view")
def organisation_page(request: MemberRequest, slug: str) -> HttpResponse:
    """One body and what points at it. The address of a merged one leads to the one that stays."""
    if merged := queries.organisation_now_called(request.partnership, slug):
        return redirect(merged, permanent=True)
    organisation = organisation_or_404(request, slug)
    belongs = administration.what_belongs_to(organisation)
    names = {area.code: area.name for area_list in AREA_LISTS.all() for area in area_list.areas()}
    context = {
        "organisation": organisation,
        "rows": organisation_rows(organisation, names.get(organisation.area_code, "")),
        "belongs": belongs_words(belongs),
        "history": entries(request.partnership.slug, organisation) if request.actor.may("audit.view") else [],
        "breadcrumbs": crumbs(request, Link(organisation.name)),
    }
    return render(request, "administration/organisation.html", context)


@access("partnership.manage")
def organisation_add(request: MemberRequest) -> HttpResponse:
    """Add a body."""
    return edit_page(
        request,
        NewOrganisationForm(request.partnership, request.POST or None),
        lambda values: actions.create_organisation(by=request.actor, **without_revision(values)),
        title="Add an organisation",
        submit="Add this organisation",
        done=lambda organisation: f"{organisation} has been added.",
        back=organisations_address(request),
        breadcrumbs=crumbs(request),
    )


@access("partnership.manage")
def organisation_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Correct a body."""
    organisation = organisation_or_404(request, slug)
    here = organisation.get_absolute_url()
    initial = {name: getattr(organisation, name) for name in OrganisationForm.base_fields}
    return edit_page(
        request,
        OrganisationForm(request.POST or None, initial=initial),
        lambda values: actions.change_organisation(by=request.actor, organisation=organisation, **values),
        title=f"Correct {organisation}",
        lead="A new name keeps the old one among its other names, so that files that use it still find it.",
        done="The organisation is saved.",
        back=here,
        breadcrumbs=crumbs(request, Link(organisation.name, here)),
    )


@access("partnership.manage")
def organisation_end(request: MemberRequest, slug: str) -> HttpResponse:
    """Record that a body has left the partnership."""
    organisation = organisation_or_404(request, slug)
    here = organisation.get_absolute_url()
    return edit_page(
        request,
        EndOrganisationForm(request.POST or None, initial={"revision": organisation.revision}),
        lambda values: actions.end_organisation(by=request.actor, organisation=organisation, **values),
        title=f"Record that {organisation} has left",
        lead="What it did stays on record. New people and seats are no longer offered it.",
        submit="Save",
        done=f"{organisation} has left the partnership.",
        back=here,
        breadcrumbs=crumbs(request, Link(organisation.name, here)),
    )


@access("partnership.manage")
def organisation_resume(request: MemberRequest, slug: str) -> HttpResponse:
    """Record that a body has rejoined."""
    organisation = organisation_or_404(request, slug)
    here = organisation.get_absolute_url()
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": organisation.revision}),
        lambda values: actions.resume_organisation(by=request.actor, organisation=organisation, **values),
        title=f"Record that {organisation} has rejoined",
        submit="Save",
        done=f"{organisation} has rejoined the partnership.",
        back=here,
        breadcrumbs=crumbs(request, Link(organisation.name, here)),
    )


@access("partnership.manage")
def organisation_merge(request: MemberRequest, slug: str) -> HttpResponse:
    """Merge a body that was added twice into the other."""
    organisation = organisation_or_404(request, slug)
    here = organisation.get_absolute_url()
    moving = belongs_words(administration.what_belongs_to(organisation))
    return edit_page(
        request,
        MergeForm(organisation, request.POST or None, initial={"revision": organisation.revision}),
        lambda values: merging.merge_organisation(by=request.actor, organisation=organisation, **values),
        title=f"Merge {organisation} into another organisation",
        lead=f"{_sentence(moving)} {organisation} is then removed, and its name becomes another name of the one that "
        "stays, whose page answers at the old address too. This cannot be undone. Most published pages keep the name "
        "they were published with; published decisions show the new one.",
        submit="Merge",
        done=lambda into: f"{organisation} is merged into {into}.",
        to=lambda into: into.get_absolute_url(),
        back=here,
        breadcrumbs=crumbs(request, Link(organisation.name, here)),
    )


def _sentence(moving: str) -> str:
    return f"These records move to the one that stays: {moving}." if moving else "No record points at it."


@access("partnership.manage")
def organisation_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a body that was added by mistake."""
    organisation = organisation_or_404(request, slug)
    here = organisation.get_absolute_url()
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": organisation.revision}),
        lambda _: merging.remove_organisation(by=request.actor, organisation=organisation),
        title=f"Remove {organisation}?",
        lead="Only an organisation that no record points at can be removed.",
        submit="Remove it",
        done=f"{organisation} is removed.",
        to=organisations_address(request),
        back=here,
        breadcrumbs=crumbs(request, Link(organisation.name, here)),
    )
