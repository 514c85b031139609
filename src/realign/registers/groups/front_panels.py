"""What the front page of delivery says of groups."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.registers.groups import queries


def groups(by: Actor, on: date) -> FrontAnswer:
    """How many groups meet, and how many of their seats are vacant."""
    total = queries.active_groups(by.partnership).count()
    if not total:
        first = Link("Set up the first group", reverse("groups:new", args=[by.partnership.slug]))
        return FrontAnswer("There is no group yet.", first_step=first if by.may("groups.edit") else None)
    vacant = queries.vacancies(by.partnership).count()
    return FrontAnswer(
        f"{counted(total, 'group').capitalize()}; "
        f"{counted(vacant, 'seat is,seats are') if vacant else 'no seat is'} vacant."
    )


FRONT_PANELS.add(FrontPanel("groups:list", "groups.view", groups, order=60))
