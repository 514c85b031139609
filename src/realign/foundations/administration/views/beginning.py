"""The first hour: the first account, a partnership, what is left to set up, its settings, and accepting an invitation."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from realign.foundations.accounts.models import User
from realign.foundations.administration import queries
from realign.foundations.administration.actions import first_account as first
from realign.foundations.administration.actions import invitations
from realign.foundations.administration.actions.setting_up import set_up_partnership
from realign.foundations.administration.forms import (
    AcceptForm,
    FirstAccountForm,
    PartnershipForm,
    SettingsForm,
)
from realign.foundations.administration.presenters import (
    DONE,
    invitation_words,
    setup_lead,
    setup_tasks,
    who_does_what,
)
from realign.foundations.administration.rules import (
    check_can_be_accepted,
    link_is_right,
    nobody_has_an_account,
)
from realign.foundations.audit.types import Registrar
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.types import Link
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest, address_of
from realign.foundations.partnerships.types import Actor, Refusal

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@access("public")
def first_account(request: PartnershipRequest) -> HttpResponse:
    """Make the first account, with the code that `realign serve` shows; once anybody has one, lead to signing in."""
    if not nobody_has_an_account():
        return redirect("account_login")

    def save(values: Values) -> User:
        del values["again"]
        user = first.create_first_account(by=Registrar(timezone.now()), address=address_of(request), **values)
        login(request, user, backend=BACKEND)
        return user

    return edit_page(
        request,
        FirstAccountForm(request.POST or None),
        save,
        lead="You are the first here: there are no accounts yet.",
        title="Make the first account",
        submit="Make my account",
        done=lambda user: f"Welcome, {user.name}. Your account is made.",
        to=reverse("administration:partnership-new"),
        back=reverse("front"),
        template="administration/visitor_form.html",
    )


@access("operator")
def partnership_new(request: MemberRequest) -> HttpResponse:
    """Make a partnership with its councils and health boards; whoever makes it looks after it."""

    def save(values: Values) -> Partnership:
        partnership = Partnership(slug=values.pop("slug"))
        by = Actor(partnership, timezone.now(), request.user.name, request.user.pk, is_system=True)
        return set_up_partnership(by=by, administrator=request.user, **values)

    return edit_page(
        request,
        PartnershipForm(request.POST or None),
        save,
        title="Set up a partnership",
        lead="You will be its administrator. Everything but the short name in addresses can be corrected later.",
        submit="Set it up",
        done=lambda partnership: f"{partnership} is set up.",
        to=lambda partnership: reverse("administration:setting-up", args=[partnership.slug]),
        back=reverse("landing"),
        template="administration/visitor_form.html",
        context={"who_does_what": who_does_what()},
    )


@access("partnership.view")
def setting_up(request: MemberRequest) -> HttpResponse:
    """What is set up and what is left, each with the page where it is done."""
    now, later = setup_tasks(request.partnership, request.actor)
    context = {
        "now": now,
        "later": later,
        "lead": setup_lead(now),
        "who_does_what": who_does_what(),
        "is_finished": all(task.status is DONE for task in now),
        "breadcrumbs": [Link("Setting up")],
    }
    return render(request, "administration/setting_up.html", context)


@access("partnership.manage")
def setting_up_finish(request: MemberRequest) -> HttpResponse:
    """Hide the list from the menu, or show it there again."""
    is_open = request.partnership.set_up_on is None
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": request.partnership.revision}),
        lambda _: actions.finish_setting_up(by=request.actor, on=timezone.localdate() if is_open else None),
        title="Hide this list?" if is_open else "Show this list again?",
        lead="It is then no longer in the menu. Settings leads to it at any time."
        if is_open
        else "It is then in the menu again.",
        submit="Hide the list" if is_open else "Show the list",
        done="The list is hidden." if is_open else "The list is in the menu again.",
        back=reverse("administration:setting-up", args=[request.partnership.slug]),
    )


@access("partnership.manage")
def settings(request: MemberRequest) -> HttpResponse:
    """What the partnership is called, what it covers and what everybody sees of it."""
    partnership = request.partnership
    initial = {name: getattr(partnership, name) for name in SettingsForm.base_fields}
    return edit_page(
        request,
        SettingsForm(request.POST or None, initial=initial),
        lambda values: actions.change_partnership(by=request.actor, **values),
        title="Settings of the partnership",
        lead=f"Its short name in addresses is {partnership.slug}, and never changes.",
        done="The settings are saved.",
        to=reverse("administration:settings", args=[partnership.slug]),
        back=reverse("dashboards:work", args=[partnership.slug]),
        template="administration/settings.html",
    )


@access("public")
def invitation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Where the link of an invitation leads: who invited you, what for, and a password to set."""
    invited = queries.invitation(pk)
    if invited is None:
        raise Http404("No such invitation.")
    try:
        if not link_is_right(invited, token):
            raise Refusal(
                "This link is not the latest one, or was used already.",
                "Look for a newer e-mail, sign in, or ask the person who invited you to send another.",
            )
        check_can_be_accepted(invited, timezone.now())
    except Refusal as refusal:
        return render(request, "administration/invitation_closed.html", {"refusal": refusal}, status=410)

    member = invited.membership

    def save(values: Values) -> User:
        by = Actor(member.partnership, timezone.now(), member.user.name, member.user.pk)
        user = invitations.accept_invitation(by=by, invitation=invited, password=values["password"])
        login(request, user, backend=BACKEND)
        return user

    return edit_page(
        request,
        AcceptForm(member.user, request.POST or None),
        save,
        title=f"Join {member.partnership.name}",
        submit="Set my password and sign in",
        done=f"Welcome to {member.partnership.name}.",
        to=reverse("landing"),
        back=reverse("front"),
        template="administration/invitation.html",
        context=invitation_words(invited, ""),
    )
