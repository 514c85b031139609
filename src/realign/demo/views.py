"""Signing in as one of the invented people."""

from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from realign.demo.queries import demonstration_person
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest


@access("public")
@require_POST
def sign_in(request: PartnershipRequest) -> HttpResponse:
    """Become an invented person. Real people are never found here, whatever address is sent."""
    user = demonstration_person(request.POST.get("email", ""))
    if user is None:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("landing")
