"""Bringing people in by e-mail: inviting them, sending it again, withdrawing it, and what they do with it."""

from allauth.account.models import EmailAddress
from django.db import transaction

from realign.foundations.accounts.models import User
from realign.foundations.administration import rules
from realign.foundations.administration.models import Invitation
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Membership, Organisation
from realign.foundations.partnerships.rules import check_may, check_ours, system_actor
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.actions import start_job

PEOPLE = "people.manage"


@transaction.atomic
def invite_person(
    *, by: Actor, email: str, name: str, organisation: Organisation | None, role_slugs: list[str], site: str
) -> Membership:
    """Give a person a place and send them the e-mail that says so; ``site`` is the address of the front page."""
    membership = actions.create_member(
        by=by, email=email, name=name, organisation=organisation, role_slugs=role_slugs
    )
    invitation = Invitation.objects.create(membership=membership, invited_by_id=by.user_id, invited_at=by.at)
    _send(by, invitation, site)
    return membership


@transaction.atomic
def invite_again(*, by: Actor, membership: Membership, site: str) -> Invitation:
    """Send another e-mail; the link in the one before works no more. Refuses whoever has accepted."""
    check_may(by, PEOPLE)
    check_ours(by, membership)
    invitation = _locked(membership)
    rules.check_may_invite(invitation, is_active=membership.is_active)
    if invitation is None:
        invitation = Invitation(membership=membership)
    else:
        invitation.number += 1
    invitation.invited_by_id, invitation.invited_at = by.user_id, by.at
    invitation.sent_at = invitation.withdrawn_at = None
    invitation.save()
    audit.record(by=by, verb="invited again", subject=membership)
    _send(by, invitation, site)
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: Actor, membership: Membership) -> Membership:
    """The link works no more and the place is closed. Refuses whoever has accepted."""
    check_may(by, PEOPLE)
    check_ours(by, membership)
    invitation = _locked(membership)
    rules.check_may_withdraw(invitation)
    Invitation.objects.filter(membership=membership).update(withdrawn_at=by.at)
    audit.record(by=by, verb="withdrew the invitation of", subject=membership)
    return actions.change_roles(by=by, membership=membership, role_slugs=membership.roles, is_active=False)


@transaction.atomic
def note_sent(*, by: Actor, invitation: Invitation) -> Invitation:
    """The e-mail has left. Whoever has an account already has nothing to accept: they sign in as always."""
    invitation.sent_at = by.at
    if invitation.membership.user.has_usable_password():
        invitation.accepted_at = by.at
    invitation.save(update_fields=("sent_at", "accepted_at"))
    audit.record(by=by, verb="sent the invitation to", subject=invitation.membership)
    return invitation


@transaction.atomic
def accept_invitation(*, by: Actor, invitation: Invitation, password: str) -> User:
    """The person sets their password, which ends the link; their address is known to be theirs, since the link went there.

    ``by`` is that person acting in their new place. Refuses what was used, withdrawn or left too long.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    rules.check_can_be_accepted(locked, by.at)
    user = locked.membership.user
    user.set_password(password)
    user.save(update_fields=("password",))
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    locked.accepted_at = by.at
    locked.save(update_fields=("accepted_at",))
    audit.record(by=by, verb="accepted the invitation to", subject=locked.membership)
    return user


def _locked(membership: Membership) -> Invitation | None:
    return Invitation.objects.select_for_update().filter(membership=membership).first()


def _send(by: Actor, invitation: Invitation, site: str) -> None:
    """Ask for the e-mail to be sent, by the site itself: it leaves even when whoever asked loses their role meanwhile."""
    start_job(
        by=system_actor(by.partnership, by.at),
        kind=rules.SEND,
        title=f"Invitation of {invitation.membership.user}",
        arguments={"invitation": invitation.pk, "number": invitation.number, "site": site},
        addressee=invitation.membership.user,
    )
