"""How sign-in behaves: by invitation, never by self-registration."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from realign.foundations.accounts.models import User


class ByInvitation(DefaultAccountAdapter):
    """An account is made when an administrator adds a person, not by the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """Single sign-on lets in people who already have an account here, joined by e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: object) -> None:
        email = (sociallogin.user.email or "").lower()
        if sociallogin.is_existing:
            return
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(render(request, "accounts/not_known.html", status=403))
        sociallogin.connect(request, user)
