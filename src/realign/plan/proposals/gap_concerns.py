"""Proposals, as records that a data gap can concern, and that may wait for it."""

from django.urls import reverse

from realign.foundations.partnerships.models import Partnership
from realign.plan.proposals.models import Proposal
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered


def proposals(partnership: Partnership) -> list[Offered]:
    """Every proposal, by title."""
    rows = Proposal.objects.filter(partnership=partnership).order_by("title").values_list("slug", "title")
    return [
        Offered(slug, title, reverse("proposals:page", args=[partnership.slug, slug])) for slug, title in rows
    ]


CONCERNS.add(
    ConcernKind("proposal", "Proposal", proposals, decides=True, order=22, view="proposals.view"),
)
