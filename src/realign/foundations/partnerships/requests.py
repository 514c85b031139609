"""What `@access` puts on a request, as types, so that a view can say who may stand before it.

They exist for readers and for the type checker: at run time every request is Django's own, with these attributes set.
"""

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from: that of the connection, or what the nearest trusted proxy says of it.

    Anybody can send a header, so one is read only as far as REALIGN_PROXIES says that our own proxies wrote it.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.REALIGN_PROXIES and len(forwarded) >= settings.REALIGN_PROXIES:
        return str(forwarded[-settings.REALIGN_PROXIES]).strip()
    return str(request.META.get("REMOTE_ADDR", ""))


class PartnershipRequest(HttpRequest):
    """A request for a page of one partnership, by anybody: ``actor`` is None for visitors and for its strangers."""

    partnership: Partnership
    actor: Actor | None
    htmx: HtmxDetails


class MemberRequest(PartnershipRequest):
    """A request for a page that only members of the partnership reach."""

    actor: Actor
    user: User
