"""What the front page of delivery says of meetings, decisions and open questions."""

from datetime import date

from django.urls import reverse

from realign.deliver.decisions import queries
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted, date_words
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor


def meetings(by: Actor, on: date) -> FrontAnswer:
    """Which group meets next, and when."""
    coming = queries.meetings(by.partnership).filter(on__gte=on).order_by("on").first()
    if coming is not None:
        return FrontAnswer(f"Next meeting: {coming.group.name}, {date_words(coming.on)}.")
    first = Link("Arrange a meeting", reverse("decisions:meeting-new", args=[by.partnership.slug]))
    return FrontAnswer("No meeting is planned.", first_step=first if by.may("meetings.edit") else None)


def decisions(by: Actor, on: date) -> FrontAnswer:
    """How many decisions are recorded, and how many are due for review."""
    total = queries.decisions(by.partnership).count()
    if not total:
        return FrontAnswer("No decision is recorded yet.")
    due = queries.due_for_review(by.partnership, on).count()
    return FrontAnswer(
        f"{counted(total, 'decision').capitalize()}; {due or 'none'} due for review.",
        figure=FrontFigure(
            str(due),
            "decision due for review" if due == 1 else "decisions due for review",
            reverse("decisions:list", args=[by.partnership.slug]),
        ),
    )


def questions(by: Actor, on: date) -> FrontAnswer:
    """How many questions wait for a decision."""
    waiting = queries.waiting_questions(by.partnership)
    total = waiting.count()
    if not total:
        return FrontAnswer("No question waits for a decision.")
    late = waiting.filter(due_on__lt=on).count()
    return FrontAnswer(
        f"{counted(total, 'question waits,questions wait').capitalize()} for a decision, "
        f"{late or 'none'} past the agreed day."
    )


FRONT_PANELS.add(
    FrontPanel("decisions:meetings", "decisions.view", meetings, order=30, leads=True),
    FrontPanel("decisions:list", "decisions.view", decisions, order=40),
    FrontPanel("decisions:questions", "decisions.view", questions, order=50),
)
