"""Indicators, as records that a data gap can concern."""

from django.urls import reverse

from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered
from realign.registers.indicators.models import Indicator


def indicators(partnership: Partnership) -> list[Offered]:
    """Every indicator, by title."""
    rows = Indicator.objects.filter(partnership=partnership).order_by("title").values_list("slug", "title")
    return [
        Offered(slug, title, reverse("indicators:indicator", args=[partnership.slug, slug]))
        for slug, title in rows
    ]


CONCERNS.add(
    ConcernKind("indicator", "Indicator", indicators, order=30, view="indicators.view"),
)
