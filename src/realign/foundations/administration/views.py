"""Administration: people, roles, organisations and the record of changes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from realign.foundations.administration.forms import OrganisationForm, PersonForm, RolesForm
from realign.foundations.administration.presenters import AUDIT, ORGANISATIONS, people_table
from realign.foundations.audit import presenters as audit_words
from realign.foundations.audit import queries as audit
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.partnerships import actions, queries
from realign.foundations.partnerships import roles as role_data
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest


@access("partnership.view")
def people(request: MemberRequest) -> HttpResponse:
    """Who has a place here, for whom and with which roles."""
    page = table_page(request, people_table(request.partnership), queries.members(request.partnership))
    return render_table(request, "administration/people.html", page)


@access("people.manage")
def person_add(request: MemberRequest) -> HttpResponse:
    """Let a person in."""
    form = PersonForm(request.partnership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.add_member(
            by=request.actor,
            email=data["email"],
            name=data["name"],
            organisation=data["organisation"],
            role_slugs=data["roles"],
        )
        messages.success(
            request, f"{data['name']} may now sign in; they set a password from the sign-in page."
        )
        return redirect("administration:people", request.partnership.slug)
    return render(request, "administration/person_add.html", {"form": form})


@access("people.manage")
def person_roles(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a person may do."""
    member = get_object_or_404(queries.members(request.partnership), pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": member.roles, "is_active": member.is_active})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_roles(
            by=request.actor, membership=member, role_slugs=data["roles"], is_active=data["is_active"]
        )
        messages.success(request, f"The roles of {member.user} are changed.")
        return redirect("administration:people", request.partnership.slug)
    return render(request, "administration/person.html", {"form": form, "member": member})


@access("partnership.view")
def organisations(request: MemberRequest) -> HttpResponse:
    """The bodies that take part."""
    page = table_page(request, ORGANISATIONS, queries.organisations(request.partnership))
    return render_table(request, "administration/organisations.html", page)


@access("partnership.manage")
def organisation_add(request: MemberRequest) -> HttpResponse:
    """Add a body."""
    form = OrganisationForm(request.POST or None)
    form.instance.partnership = request.partnership
    if request.method == "POST" and form.is_valid():
        added = actions.add_organisation(by=request.actor, **form.cleaned_data)
        messages.success(request, f"{added} is added.")
        return redirect("administration:organisations", request.partnership.slug)
    return render(request, "administration/organisation_add.html", {"form": form})


@access("partnership.view")
def role_list(request: MemberRequest) -> HttpResponse:
    """What each role is for and allows, in words."""
    return render(
        request,
        "administration/roles.html",
        {"roles": role_data.roles().values(), "does": role_data.what_permissions_do()},
    )


@access("audit.view")
def audit_trail(request: MemberRequest) -> HttpResponse:
    """Everything that anybody did, newest first, as sentences."""
    page = table_page(request, AUDIT, audit.events(request.partnership.slug))
    return render_table(request, "administration/audit.html", page, {"sentence": audit_words.sentence})
