"""What the front page of analysis says of services."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import opening, part_of, plural
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.registers.services import presenters, queries


def services(by: Actor, on: date) -> FrontAnswer:
    """How many services are on the register, and how many have not been verified for a year."""
    register = queries.completeness(by.partnership, on)
    here = by.partnership.slug
    if not (register.services or register.planned or register.ended):
        first = Link("Add the first service", reverse("services:add", args=[here]))
        return FrontAnswer(
            "No service is on the register yet.", first_step=first if by.may("services.edit") else None
        )
    sentence = f"{opening(presenters.on_register(register))}."
    if register.services:
        fresh = part_of(register.services - register.stale, register.services, "running service", "has,have")
        sentence += f" {opening(fresh)} been verified with the provider within a year."
    return FrontAnswer(
        sentence,
        figure=FrontFigure(
            str(register.services),
            plural(register.services, "service running now,services running now"),
            reverse("services:list", args=[here]),
        ),
    )


FRONT_PANELS.add(FrontPanel("services:list", "services.view", services, order=35))
