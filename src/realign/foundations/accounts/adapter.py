"""How sign-in behaves: by invitation, never by self-registration."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from realign.foundations.accounts.models import User
from realign.foundations.accounts.registry import WHEN_ADDRESS_CHANGED, WHEN_MAIL_REFUSED, RefusedMail

# what such an e-mail says besides links
DETAILS = ("from_email", "to_email", "deleted_email")

log = logging.getLogger("realign.accounts")


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """An account is made when an administrator adds a person, not by the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Another e-mail address is taken from nobody who cannot say the password: it is where a new one is sent."""
        return app == "allauth.account" or bool(super().is_reauthentication_required(app=app, **kwargs))

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Let a new address count, unless it came to belong to somebody else meanwhile.

        The person must be signed in: a mistyped address is somebody’s too, and whoever set a new password because a
        stranger had the old one is safe from links that the stranger asked for.
        """
        user = email_address.user
        if email_address.email != user.email.lower() and request.user.pk != user.pk:
            self.add_message(request, messages.ERROR, "account/messages/sign_in_to_confirm.txt")
            return False
        if User.objects.filter(email__iexact=email_address.email).exclude(pk=user.pk).exists():
            failed = "account/messages/email_confirmation_failed.txt"
            self.add_message(request, messages.ERROR, failed, {"email": email_address.email})
            return False
        before = user.email
        is_confirmed: bool = super().confirm_email(request, email_address)
        if is_confirmed and email_address.email != before:
            for follow in WHEN_ADDRESS_CHANGED.all():
                follow(user, timezone.now())
        return is_confirmed

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send an e-mail about an account; a mail server that does not take it is no reason for a broken page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as refused:  # what the mail server answers is one too
            log.warning("the e-mail %s could not be sent: %s", template_prefix, type(refused).__name__)
            # the same words whether there is such an account or not
            self.add_message(self.request, messages.ERROR, "account/messages/mail_not_sent.txt")
            if isinstance(user := context.get("user"), User):
                details = {name: context[name] for name in DETAILS if name in context}
                mail = RefusedMail(template_prefix, email, user, details, timezone.now())
                for follow in WHEN_MAIL_REFUSED.all():
                    follow(mail)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what was changed at their account; who they are goes with it, so that it can be sent later."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Single sign-on lets in people who already have an account here, joined by an e-mail address that is verified.

    An address that the provider does not vouch for could be anybody’s: whoever may type one into their own profile
    there would otherwise become any person here.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join an identity that is new here to the account with its address; answers 403 where that may not be done."""
        if sociallogin.is_existing:
            return
        email = (sociallogin.user.email or "").lower()
        if not _is_verified(email, sociallogin.account.extra_data):
            raise ImmediateHttpResponse(render(request, "accounts/not_verified.html", status=403))
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(render(request, "accounts/not_known.html", status=403))
        sociallogin.connect(request, user)


def _is_verified(email: str, answer: dict[str, Any]) -> bool:
    """Whether the provider says that this address is verified, everywhere that it says anything of it.

    Where it says nothing, the setting REALIGN_OIDC_TRUST_EMAIL decides. Some providers write “true” as text.
    """
    parts = [part for part in (answer.get("userinfo"), answer.get("id_token")) if isinstance(part, dict)]
    claims = [
        part["email_verified"]
        for part in parts
        if "email_verified" in part and str(part.get("email", "")).lower() == email
    ]
    if not email:
        return False
    if claims:
        return all(str(claim).lower() == "true" for claim in claims)
    return settings.REALIGN_OIDC_TRUST_EMAIL
