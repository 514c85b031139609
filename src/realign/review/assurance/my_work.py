"""Steps of the partnership’s self-assessment in the work of whoever takes them further."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from realign.foundations.design.links import address
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import due
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.rules import EDIT, IN_PLACE, VIEW

AHEAD = timedelta(days=30)
NOT_IN_PLACE = Q(score__isnull=True) | Q(score__lt=IN_PLACE)


def steps_to_take_further(by: Actor, today: date) -> Iterator[WorkItem]:
    """Steps of the newest assessment that this person takes further and that are late, near or without a day."""
    if by.user_id is None or not by.may(VIEW):
        return
    newest = Assessment.objects.filter(partnership=by.partnership).order_by("-on")[:1]
    rows = StepScore.objects.filter(
        NOT_IN_PLACE,
        Q(due_on__lte=today + AHEAD) | Q(due_on__isnull=True),
        assessment__in=newest.values("pk"),
        owner_account=by.user_id,
    )
    for step in rows.select_related("item", "assessment"):
        slug = by.partnership.slug
        url = address("assurance:step-edit", slug, step.pk) if by.may(EDIT) else _page(step)
        yield WorkItem(
            step.due_on,
            f"Improve: {step.item.label}",
            "Step to successful planning",
            f"You own this step of “{step.assessment}”",
            url,
            due(step.due_on, today),
        )


def _page(step: StepScore) -> str:
    return step.assessment.get_absolute_url()


MY_WORK.add(steps_to_take_further)
NAMED_PARTS.add(
    NamedPart(
        StepScore,
        "owner_account",
        part="Owner of the step",
        view=VIEW,
        lasts=lambda today: NOT_IN_PLACE & Q(assessment__on__gt=today - timedelta(days=366)),
        title=lambda step: str(step.item.label),
        url=_page,
        joined=("item", "assessment"),
    )
)
