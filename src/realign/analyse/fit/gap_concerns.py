"""Needs, as records that a data gap can concern."""

from django.urls import reverse

from realign.analyse.fit.models import Need
from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered


def needs(partnership: Partnership) -> list[Offered]:
    """Every need, by name."""
    rows = Need.objects.filter(partnership=partnership).order_by("name").values_list("slug", "name")
    return [Offered(slug, name, reverse("fit:need", args=[partnership.slug, slug])) for slug, name in rows]


CONCERNS.add(
    ConcernKind("need", "Need", needs, order=35, view="fit.view"),
)
