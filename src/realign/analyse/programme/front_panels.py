"""What the front page of analysis says of the evidence programme."""

from datetime import date

from django.urls import reverse

from realign.analyse.programme.models import Round, Site
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted, part_of
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor


def programme(by: Actor, on: date) -> FrontAnswer:
    """How many areas take part, and how many of them have started."""
    here = by.partnership
    areas = Site.objects.filter(partnership=here)
    many, started = areas.count(), areas.filter(started_on__lte=on).count()
    if not many:
        first = Link("Add an area", reverse("programme:area-add", args=[here.slug]))
        return FrontAnswer(
            "No area takes part in the evidence programme yet.",
            first_step=first if by.may("programme.edit") else None,
        )
    rounds = Round.objects.filter(partnership=here).count()
    in_rounds = f" in {counted(rounds, 'round')}" if rounds else ""
    return FrontAnswer(f"{part_of(started, many, 'area', 'has,have').capitalize()} started{in_rounds}.")


FRONT_PANELS.add(FrontPanel("programme:home", "programme.view", programme, order=70))
