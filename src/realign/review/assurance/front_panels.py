"""What the front page of review says of the ten steps and of the cycle."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.review.assurance import queries
from realign.review.assurance.cycle import stages
from realign.review.assurance.presenters import cycle_lead
from realign.review.assurance.steps import presenters


def ten_steps(by: Actor, on: date) -> FrontAnswer:
    """How many steps were in place when they were last scored."""
    newest = queries.assessments(by.partnership).first()
    if newest is not None:
        return FrontAnswer(presenters.standing(newest))
    first = Link("Score the ten steps", reverse("assurance:assessment-add", args=[by.partnership.slug]))
    return FrontAnswer(
        "The ten steps have not been scored yet.", first_step=first if by.may("assurance.edit") else None
    )


def cycle(by: Actor, on: date) -> FrontAnswer:
    """What the first stage with something missing lacks."""
    return FrontAnswer(cycle_lead(stages(by.partnership, queries.graph(by.partnership, by))))


FRONT_PANELS.add(
    FrontPanel("assurance:steps", "assurance.view", ten_steps, order=20),
    FrontPanel("assurance:cycle", "assurance.view", cycle, order=30),
)
