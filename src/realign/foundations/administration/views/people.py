"""Pages about people: who has a place, inviting them, their details and roles, and how a place is closed."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from realign.foundations.administration import queries as administration
from realign.foundations.administration.actions import invitations
from realign.foundations.administration.actions import people as leaving
from realign.foundations.administration.forms import DetailsForm, LeaveForm, PersonForm, RolesForm
from realign.foundations.administration.presenters import (
    invited_done,
    people_table,
    person_rows,
    who_does_what,
)
from realign.foundations.administration.rules import InvitationState, invitation_state
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships import actions, queries
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.requests import MemberRequest


def people_address(request: MemberRequest) -> str:
    """Where everybody with a place is listed."""
    return reverse("administration:people", args=[request.partnership.slug])


def person_address(request: MemberRequest, member: Membership) -> str:
    """The page of one person."""
    return reverse("administration:person", args=[request.partnership.slug, member.pk])


def crumbs(request: MemberRequest, *links: Link) -> list[Link]:
    """The way here."""
    return [Link("People and roles", people_address(request)), *links]


def member_or_404(request: MemberRequest, pk: int) -> Membership:
    """The person at this address, or their page not found."""
    return get_object_or_404(queries.members(request.partnership), pk=pk)


@access("partnership.view")
def people(request: MemberRequest) -> HttpResponseBase:
    """Who has a place here, for whom and with which roles."""
    spec = people_table(
        request.partnership,
        may_manage=request.actor.may("people.manage"),
        at=timezone.now(),
        unsent=administration.unsent_invitations(request.partnership),
    )
    page = table_page(request, spec, administration.members_with_invitations(request.partnership))
    return render_table(request, "administration/people.html", page)


@access("people.manage")
def person_add(request: MemberRequest) -> HttpResponse:
    """Let a person in, and send them the e-mail that says so."""

    def save(values: Values) -> Membership:
        role_slugs = values.pop("roles")
        site = request.build_absolute_uri("/")
        return invitations.invite_person(by=request.actor, role_slugs=role_slugs, site=site, **values)

    return edit_page(
        request,
        PersonForm(request.partnership, request.POST or None),
        save,
        title="Invite a person",
        lead="They get one e-mail that says who invited them and what for, with a link to set a password.",
        submit="Send the invitation",
        done=invited_done,
        back=people_address(request),
        breadcrumbs=crumbs(request),
        template="administration/person_add.html",
        context={"who_does_what": who_does_what()},
    )


@access("people.manage")
def person_roles(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a person may do; their details and their invitation stand beside it."""
    member = member_or_404(request, pk)
    invitation, now = administration.invitation_of(member), timezone.now()
    change = reverse("administration:person-details", args=[request.partnership.slug, member.pk])

    def save(values: Values) -> Membership:
        return actions.change_roles(
            by=request.actor, membership=member, role_slugs=values["roles"], is_active=values["is_active"]
        )

    is_accepted = invitation is not None and invitation.accepted_at is not None
    return edit_page(
        request,
        RolesForm(request.POST or None, initial={"roles": member.roles, "is_active": member.is_active}),
        save,
        title=f"Roles of {member.user}",
        lead=str(member.organisation or "No organisation"),
        submit="Save",
        done=f"The roles of {member.user} have been saved.",
        back=people_address(request),
        breadcrumbs=crumbs(request),
        template="administration/person.html",
        context={
            "member": member,
            "is_own": member.user_id == request.actor.user_id,
            "rows": person_rows(
                member, invitation, now, change, administration.unsent_invitations(request.partnership)
            ),
            "may_invite": member.is_active and not is_accepted and not member.user.has_usable_password(),
            "may_leave": member.user_id != request.actor.user_id and (member.is_active or bool(member.roles)),
            "may_withdraw": invitation is not None
            and invitation_state(invitation, now)
            not in {InvitationState.ACCEPTED, InvitationState.WITHDRAWN},
        },
    )


@access("people.manage")
def person_details(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct a person’s name and organisation."""
    member = member_or_404(request, pk)
    here = person_address(request, member)
    initial = {"name": member.user.name, "organisation": member.organisation, "revision": member.revision}
    return edit_page(
        request,
        DetailsForm(request.partnership, request.POST or None, initial=initial),
        lambda values: actions.change_member(by=request.actor, membership=member, **values),
        title=f"Details of {member.user}",
        done="The details are saved.",
        back=here,
        breadcrumbs=crumbs(request, Link(str(member.user), here)),
    )


@access("people.manage")
def person_invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Send the invitation again."""
    member = member_or_404(request, pk)
    here = person_address(request, member)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": member.revision}),
        lambda _: invitations.invite_again(
            by=request.actor, membership=member, site=request.build_absolute_uri("/")
        ),
        title=f"Send {member.user} an invitation?",
        lead=f"It goes to {member.user.email}. The link in an earlier invitation stops working.",
        submit="Send the invitation",
        done=invited_done(member),
        back=here,
        breadcrumbs=crumbs(request, Link(str(member.user), here)),
    )


@access("people.manage")
def person_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation that was not accepted."""
    member = member_or_404(request, pk)
    here = person_address(request, member)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": member.revision}),
        lambda _: invitations.withdraw_invitation(by=request.actor, membership=member),
        title=f"Withdraw the invitation of {member.user}?",
        lead="The link in the e-mail stops working, and their place is closed. You can open it again "
        "under their roles.",
        submit="Withdraw the invitation",
        done=f"The invitation of {member.user} is withdrawn.",
        back=here,
        breadcrumbs=crumbs(request, Link(str(member.user), here)),
    )


@access("people.manage")
def person_end(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a person leave: their place is closed, and their roles and seats are taken away."""
    member = member_or_404(request, pk)
    here = person_address(request, member)
    return edit_page(
        request,
        LeaveForm(request.POST or None, initial={"on": timezone.localdate()}),
        lambda values: leaving.end_member(by=request.actor, membership=member, **values),
        title=f"Does {member.user} leave?",
        lead="Their place is closed, their roles are taken away and their seats in groups are empty from that day. "
        "Their name stays in what they did.",
        submit="They leave",
        done=f"{member.user} has left. You can open their place again under their roles.",
        to=here,
        back=here,
        breadcrumbs=crumbs(request, Link(str(member.user), here)),
    )
