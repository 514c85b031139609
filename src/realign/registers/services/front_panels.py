"""What the front page of analysis says of services."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.registers.services import queries


def services(by: Actor, on: date) -> FrontAnswer:
    """How many services are on the register, and how many nobody checked for a year."""
    register = queries.completeness(by.partnership, on)
    here = by.partnership.slug
    if not register.services:
        first = Link("Add the first service", reverse("services:add", args=[here]))
        return FrontAnswer(
            "No service is on the register yet.", first_step=first if by.may("services.edit") else None
        )
    checked = f"{register.stale} not checked for a year" if register.stale else "all checked within a year"
    return FrontAnswer(
        f"{counted(register.services, 'service').capitalize()} on the register, {checked}.",
        figure=FrontFigure(
            str(register.services),
            "service on the register" if register.services == 1 else "services on the register",
            reverse("services:list", args=[here]),
        ),
    )


FRONT_PANELS.add(FrontPanel("services:list", "services.view", services, order=35))
