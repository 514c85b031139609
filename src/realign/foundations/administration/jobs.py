"""Background work of administration: the e-mail that brings a person in."""

from dataclasses import replace

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from realign.foundations.administration import queries
from realign.foundations.administration.actions import invitations
from realign.foundations.administration.presenters import invitation_words
from realign.foundations.administration.rules import SEND, InvitationState, invitation_state, token_of
from realign.foundations.people.jobs import deliver
from realign.foundations.people.queries import ATTEMPTS
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run


@background(SEND, max_attempts=ATTEMPTS)
def send_invitation(run: Run, invitation: int, number: int, site: str) -> str | None:
    """Send one invitation, unless it was withdrawn or asked for again meanwhile. Raises what the mail server answers."""
    invited = queries.invitation(invitation)
    if invited is None or invited.number != number:
        return None
    if invitation_state(invited, timezone.now()) is not InvitationState.WAITING:
        return None
    if invited.membership.user.has_usable_password():
        path = reverse("account_login")
    else:
        path = reverse("administration:invitation", args=[invited.pk, token_of(invited)])
    context = invitation_words(invited, site.rstrip("/") + path)
    mail = EmailMultiAlternatives(
        context["subject"],
        render_to_string("administration/mail/invitation.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [invited.membership.user.email],
    )
    mail.attach_alternative(render_to_string("administration/mail/invitation.html", context), "text/html")
    deliver(mail)
    invitations.note_sent(by=replace(run.by, at=timezone.now()), invitation=invited)
    return None
