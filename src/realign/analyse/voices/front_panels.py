"""What the front page of analysis says of what children and families told the partnership."""

from datetime import date

from django.urls import reverse

from realign.analyse.voices import queries
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor


def voices(by: Actor, on: date) -> FrontAnswer:
    """How often children were heard, and how many stories are kept."""
    heard, stories = queries.listenings(by.partnership).count(), queries.stories(by.partnership).count()
    if not heard and not stories:
        first = Link("Add what children said", reverse("voices:add", args=[by.partnership.slug]))
        return FrontAnswer(
            "Nothing that children said has been added yet.",
            first_step=first if by.may("evidence.edit") else None,
        )
    return FrontAnswer(
        f"{counted(heard, 'piece').capitalize()} of listening to children, "
        f"and {counted(stories, 'story,stories')} beside the figures."
    )


FRONT_PANELS.add(FrontPanel("voices:list", "evidence.view", voices, order=60))
