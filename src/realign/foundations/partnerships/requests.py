"""What `@access` puts on a request, as types, so that a view can say who may stand before it.

They exist for readers and for the type checker: at run time every request is Django's own, with these attributes set.
"""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor


class PartnershipRequest(HttpRequest):
    """A request for a page of one partnership, by anybody: ``actor`` is None for visitors and for its strangers."""

    partnership: Partnership
    actor: Actor | None
    htmx: HtmxDetails


class MemberRequest(PartnershipRequest):
    """A request for a page that only members of the partnership reach."""

    actor: Actor
    user: User
