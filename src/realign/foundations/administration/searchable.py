"""Bodies and people, found by members."""

from urllib.parse import urlencode

from django.urls import reverse

from realign.foundations.accounts.models import User
from realign.foundations.partnerships import queries
from realign.foundations.partnerships.models import Membership, Organisation
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable


def _listed(page: str, name: str, partnership: str) -> str:
    return f"{reverse(page, args=[partnership])}?{urlencode({'q': name})}"


SEARCHABLE.add(
    Searchable(
        "organisations",
        "Organisations",
        Organisation,
        "partnership.view",
        words=words_in("name", "short_name", "aliases"),
        rows=lambda reader: queries.organisations(reader.partnership),
        order=80,
    ),
    Searchable(
        "people",
        "People",
        Membership,
        "partnership.view",
        title=lambda member: member.user.name,
        words=words_in("user.name", "organisation.name"),
        rows=lambda reader: queries.members(reader.partnership).filter(is_active=True),
        url=lambda member, slug: _listed("administration:people", member.user.name, slug),
        everything=lambda: Membership.objects.select_related("user", "organisation"),
        parts=(
            Part(User, lambda user: user.memberships.values_list("pk", flat=True)),
            Part(Organisation, lambda body: body.partnership.memberships.values_list("pk", flat=True)),
        ),
        order=81,
    ),
)
