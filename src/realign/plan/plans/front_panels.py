"""What the front page of planning says of the plan."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import date_words
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.plan.plans import queries


def plan(by: Actor, on: date) -> FrontAnswer:
    """Which plan is in force, until when, and whether another is being written."""
    current = queries.current(by.partnership, on)
    if current is not None:
        return FrontAnswer(f"“{current.title}” runs until {date_words(current.ends_on)}.")
    newest = queries.plans(by.partnership).first()
    if newest is not None:
        return FrontAnswer(f"“{newest.title}” is not published yet.")
    first = Link("Add a plan", reverse("plans:add", args=[by.partnership.slug]))
    return FrontAnswer("There is no plan yet.", first_step=first if by.may("plans.edit") else None)


FRONT_PANELS.add(FrontPanel("plans:list", "plans.view", plan, order=10, leads=True))
