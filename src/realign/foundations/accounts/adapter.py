"""How sign-in behaves: by invitation, never by self-registration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from realign.foundations.accounts.models import User


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """An account is made when an administrator adds a person, not by the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


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
