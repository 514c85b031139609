"""Findings, as records that a data gap can concern."""

from django.urls import reverse

from realign.foundations.design.links import shortened
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import queries
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered


def findings(partnership: Partnership) -> list[Offered]:
    """Every released finding, by its short name: what waits for a second person is joined to nothing yet."""
    rows = queries.findings(partnership).order_by("slug").values_list("slug", "sentence")
    return [
        Offered(slug, shortened(sentence, 120), reverse("evidence:finding", args=[partnership.slug, slug]))
        for slug, sentence in rows
    ]


CONCERNS.add(
    ConcernKind("finding", "Finding", findings, order=40),
)
