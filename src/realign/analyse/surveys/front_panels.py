"""What the front page of analysis says of surveys, to those who may enter the room."""

from datetime import date

from django.urls import reverse

from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.analyse.surveys.release import queries
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor

WAITING = (ReleaseRequest.State.SUBMITTED, ReleaseRequest.State.PART_REVIEWED)


def surveys(by: Actor, on: date) -> FrontAnswer:
    """How many surveys there are, and how many tables wait for a checker."""
    total = Survey.objects.filter(partnership=by.partnership).count()
    if not total:
        first = Link("Add the first survey", reverse("surveys:add", args=[by.partnership.slug]))
        return FrontAnswer("There is no survey yet.", first_step=first if by.may("surveys.upload") else None)
    waiting = queries.requests(by.partnership).filter(state__in=WAITING).count()
    return FrontAnswer(
        f"{counted(total, 'survey').capitalize()}; "
        f"{counted(waiting, 'table waits,tables wait') if waiting else 'no table waits'} to be checked."
    )


FRONT_PANELS.add(FrontPanel("surveys:list", "surveys.view", surveys, order=40))
