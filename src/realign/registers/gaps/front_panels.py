"""What the front page of analysis says of what is not known."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.registers.gaps import queries


def unknown(by: Actor, on: date) -> FrontAnswer:
    """How many gaps are open, and how many of them are past their day."""
    counts = queries.summary(by.partnership, on)
    gaps, overdue = counts["open"], counts["overdue"]
    if not gaps:
        return FrontAnswer("No data gap is open.")
    late = (
        f"{overdue or 'none'} of them overdue"
        if gaps > 1
        else ("it is overdue" if overdue else "it is not overdue")
    )
    return FrontAnswer(
        f"{counted(gaps, 'data gap').capitalize()} {'is' if gaps == 1 else 'are'} open, {late}.",
        figure=FrontFigure(
            str(gaps),
            "data gap open" if gaps == 1 else "data gaps open",
            reverse("gaps:list", args=[by.partnership.slug]),
        ),
    )


FRONT_PANELS.add(FrontPanel("gaps:list", "evidence.view", unknown, order=30, leads=True))
