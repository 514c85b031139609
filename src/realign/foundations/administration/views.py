"""Administration: people, roles, organisations and the record of changes."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from realign.foundations.administration.forms import OrganisationForm, PersonForm, RolesForm
from realign.foundations.administration.presenters import AUDIT, ORGANISATIONS, people_table
from realign.foundations.audit import presenters as audit_words
from realign.foundations.audit import queries as audit
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships import actions, queries
from realign.foundations.partnerships import roles as role_data
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.requests import MemberRequest


@access("partnership.view")
def people(request: MemberRequest) -> HttpResponseBase:
    """Who has a place here, for whom and with which roles."""
    spec = people_table(request.partnership, may_manage=request.actor.may("people.manage"))
    page = table_page(request, spec, queries.members(request.partnership))
    return render_table(request, "administration/people.html", page)


@access("people.manage")
def person_add(request: MemberRequest) -> HttpResponse:
    """Let a person in."""

    def save(values: Values) -> Membership:
        role_slugs = values.pop("roles")
        return actions.create_member(by=request.actor, role_slugs=role_slugs, **values)

    back = reverse("administration:people", args=[request.partnership.slug])
    return edit_page(
        request,
        PersonForm(request.partnership, request.POST or None),
        save,
        title="Add a person",
        lead="They can sign in as soon as you have added them.",
        submit="Add this person",
        done=lambda member: f"{member.user} may now sign in; they set a password from the sign-in page.",
        back=back,
        breadcrumbs=[Link("People and roles", back)],
    )


@access("people.manage")
def person_roles(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a person may do."""
    member = get_object_or_404(queries.members(request.partnership), pk=pk)
    back = reverse("administration:people", args=[request.partnership.slug])

    def save(values: Values) -> Membership:
        return actions.change_roles(
            by=request.actor, membership=member, role_slugs=values["roles"], is_active=values["is_active"]
        )

    return edit_page(
        request,
        RolesForm(request.POST or None, initial={"roles": member.roles, "is_active": member.is_active}),
        save,
        title=f"What may {member.user} do?",
        lead=str(member.organisation or "No organisation"),
        submit="Save the roles",
        done=f"The roles of {member.user} are changed.",
        back=back,
        breadcrumbs=[Link("People and roles", back)],
        template="administration/person.html",
        context={"is_own": member.user_id == request.actor.user_id},
    )


@access("partnership.view")
def organisations(request: MemberRequest) -> HttpResponseBase:
    """The bodies that take part."""
    page = table_page(request, ORGANISATIONS, queries.organisations(request.partnership))
    return render_table(request, "administration/organisations.html", page)


@access("partnership.manage")
def organisation_add(request: MemberRequest) -> HttpResponse:
    """Add a body."""
    form = OrganisationForm(request.POST or None)
    form.instance.partnership = request.partnership
    back = reverse("administration:organisations", args=[request.partnership.slug])
    return edit_page(
        request,
        form,
        lambda values: actions.create_organisation(by=request.actor, **values),
        title="Add an organisation",
        submit="Add this organisation",
        done=lambda organisation: f"{organisation} is added.",
        back=back,
        breadcrumbs=[Link("Organisations", back)],
    )


@access("partnership.view")
def role_list(request: MemberRequest) -> HttpResponse:
    """What each role is for and allows, in words."""
    return render(
        request,
        "administration/roles.html",
        {"roles": role_data.roles().values(), "does": role_data.what_permissions_do()},
    )


@access("audit.view")
def audit_trail(request: MemberRequest) -> HttpResponseBase:
    """Everything that anybody did, newest first, as sentences."""
    page = table_page(request, AUDIT, audit.events(request.partnership.slug))
    return render_table(request, "administration/audit.html", page, {"sentence": audit_words.sentence})
