"""Decisions and open questions, as records that a data gap can concern, and that may wait for it."""

from django.urls import reverse

from realign.deliver.decisions.models import Decision, OpenQuestion
from realign.foundations.design.links import shortened
from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered

VIEW = "decisions.view"


def decisions(partnership: Partnership) -> list[Offered]:
    """Every decision, by title."""
    rows = Decision.objects.filter(partnership=partnership).order_by("title").values_list("slug", "title")
    return [
        Offered(slug, title, reverse("decisions:decision", args=[partnership.slug, slug]))
        for slug, title in rows
    ]


def questions(partnership: Partnership) -> list[Offered]:
    """Every question that waits for an answer."""
    rows = OpenQuestion.objects.filter(partnership=partnership, answered_by__isnull=True).order_by("slug")
    return [
        Offered(
            row.slug, shortened(row, 160), reverse("decisions:question", args=[partnership.slug, row.slug])
        )
        for row in rows
    ]


CONCERNS.add(
    ConcernKind("decision", "Decision", decisions, decides=True, order=24, view=VIEW),
    ConcernKind("question", "Open question", questions, decides=True, order=26, view=VIEW),
)
