"""Sections of a needs assessment in the work of whoever keeps them."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from realign.analyse.needs import rules
from realign.analyse.needs.models import NeedsAssessment, NeedsSection
from realign.foundations.design.links import address
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import due
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem

AHEAD = timedelta(days=30)
DRAFT = Q(assessment__state=NeedsAssessment.State.DRAFT)


def sections_to_refresh(by: Actor, today: date) -> Iterator[WorkItem]:
    """Sections of drafts that this person keeps and that are to be looked at again, or were never looked at."""
    if by.user_id is None or not by.may(rules.EDIT):
        return
    rows = NeedsSection.objects.filter(DRAFT, partnership=by.partnership, owner=by.user_id)
    for section in rows.select_related("assessment"):
        on = rules.due_on(section)
        if on is None or on <= today + AHEAD:
            yield WorkItem(
                on,
                f"Review: {section}",
                "Needs assessment",
                f"You own this section of “{section.assessment}”",
                _page(section, "needs:section-edit"),
                due(on, today),
            )


def _page(section: NeedsSection, name: str = "needs:section") -> str:
    return address(name, section.partnership_slug, section.assessment.slug, section.code)


MY_WORK.add(sections_to_refresh)
NAMED_PARTS.add(
    NamedPart(
        NeedsSection,
        "owner",
        part="Owner of the section of the needs assessment",
        view=rules.VIEW,
        lasts=lambda today: DRAFT,
        url=_page,
        joined=("assessment",),
    )
)
