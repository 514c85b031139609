"""What the front page of analysis says of indicators."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.registers.indicators import queries


def indicators(by: Actor, on: date) -> FrontAnswer:
    """How many indicators there are."""
    here = by.partnership.slug
    total = queries.indicators(by.partnership).count()
    if not total:
        may = by.may("indicators.import") and by.may("files.upload")
        first = Link("Import published figures", reverse("files:choose", args=[here]))
        return FrontAnswer("There is no indicator yet.", first_step=first if may else None)
    return FrontAnswer(
        f"{counted(total, 'indicator').capitalize()}.",
        figure=FrontFigure(
            str(total), "indicator" if total == 1 else "indicators", reverse("indicators:list", args=[here])
        ),
    )


FRONT_PANELS.add(FrontPanel("indicators:list", "indicators.view", indicators, order=45))
