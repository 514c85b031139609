"""Reading partnerships, their organisations and their people."""

from typing import Any

from django.db import models

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.partnerships.registry import AREA_LISTS, CoveredArea
from realign.foundations.partnerships.roles import permissions_of
from realign.foundations.partnerships.types import Actor


def public_partnerships() -> models.QuerySet[Partnership]:
    """Partnerships with a public page, by name."""
    return Partnership.objects.filter(is_public=True).order_by("name")


def partnerships_of(user: Any) -> models.QuerySet[Partnership]:
    """The partnerships in which this person has a place."""
    return Partnership.objects.filter(memberships__user=user, memberships__is_active=True).order_by("name")


def organisations(partnership: Partnership) -> models.QuerySet[Organisation]:
    """Every body in the partnership."""
    return Organisation.objects.filter(partnership=partnership)


def current_organisations(partnership: Partnership) -> models.QuerySet[Organisation]:
    """The bodies that still take part: what a form offers for something new."""
    return organisations(partnership).filter(ended_on__isnull=True)


def organisation(partnership: Partnership, slug: str) -> Organisation:
    """One body; raises Organisation.DoesNotExist."""
    return Organisation.objects.get(partnership=partnership, slug=slug)


def members(partnership: Partnership) -> models.QuerySet[Membership]:
    """Everybody with a place, with their account and organisation."""
    return (
        Membership.objects.filter(partnership=partnership)
        .select_related("user", "organisation")
        .order_by("user__name")
    )


def people(partnership: Partnership) -> models.QuerySet[User]:
    """Everybody who can be named by their account here, by name, with ``body``, the organisation they act for."""
    return (
        User.objects.filter(memberships__partnership=partnership, memberships__is_active=True, is_active=True)
        .annotate(body=models.F("memberships__organisation__name"))
        .order_by("name", "pk")
    )


def account_acting(by: Actor) -> User | None:
    """The account of whoever acts, if they can be named by it here; nobody for the system itself."""
    return people(by.partnership).filter(pk=by.user_id).first() if by.user_id else None


def members_who_may(partnership: Partnership, permission: str) -> list[Membership]:
    """Everybody who can sign in and whose roles allow something, by name."""
    able = members(partnership).filter(is_active=True, user__is_active=True)
    return [member for member in able if permission in permissions_of(member.roles)]


def covered_areas(kind: str) -> list[CoveredArea]:
    """The areas of one kind of body that this installation knows, by name."""
    return list(AREA_LISTS.get(kind).areas())
