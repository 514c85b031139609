"""What is left to set up, in the work of those who may do it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from realign.foundations.administration.registry import SETUP_STEPS
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem


def steps_left(by: Actor, today: date) -> Iterator[WorkItem]:
    """The steps of setting up that are not done and cannot wait, until the list of them is hidden."""
    if by.partnership.set_up_on is not None:
        return
    for step in SETUP_STEPS.all():
        if step.can_wait or not by.may(step.permission) or step.is_done(by.partnership):
            continue
        yield WorkItem(
            None,
            f"Set up: {step.title[:1].lower()}{step.title[1:]}",
            "Setting up",
            step.hint,
            reverse(step.url_name, args=[by.partnership.slug]),
            WAITING,
        )


MY_WORK.add(steps_left)
