"""Pathways, as records that a data gap can concern."""

from django.urls import reverse

from realign.analyse.pathways.models import Pathway
from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered


def pathways(partnership: Partnership) -> list[Offered]:
    """Every pathway, by name."""
    rows = Pathway.objects.filter(partnership=partnership).order_by("name").values_list("slug", "name")
    return [
        Offered(slug, name, reverse("pathways:pathway", args=[partnership.slug, slug])) for slug, name in rows
    ]


CONCERNS.add(
    ConcernKind("pathway", "Pathway", pathways, order=37, view="fit.view"),
)
