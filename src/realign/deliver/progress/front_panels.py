"""What the front page of delivery says of actions and milestones."""

from collections import Counter
from datetime import date

from django.urls import reverse

from realign.deliver.progress import presenters, queries
from realign.deliver.progress.types import ActionStanding
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import COUNT, Chart, ChartValue
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted, date_words, plural
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel, FrontPicture
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities.models import Going

UNSAID = "No update yet"


def progress(by: Actor, on: date) -> FrontAnswer:
    """What is late, at risk or silent, with a bar for each status."""
    rows = queries.standings(by.partnership, on)
    late = sum(row.is_late for row in rows)
    here = by.partnership.slug
    if not rows:
        first = Link("Add an action to a priority", reverse("priorities:list", args=[here]))
        return FrontAnswer(presenters.lead(rows), first_step=first if by.may("actions.edit") else None)
    return FrontAnswer(
        presenters.lead(rows),
        figure=FrontFigure(
            str(late),
            plural(late, "action late,actions late"),
            reverse("progress:overview", args=[here]),
        ),
        picture=FrontPicture(
            _by_status(rows, presenters.lead(rows)), invented=any(row.action.invented for row in rows)
        ),
    )


def _by_status(rows: list[ActionStanding], sentence: str) -> Chart:
    counts = Counter(row.going for row in rows)
    bars = [ChartValue(str(going.label), counts[going]) for going in Going]
    return bar_with_interval(
        title="Actions by their newest update",
        sentence=sentence,
        bars=[*bars, ChartValue(UNSAID, counts[None])],
        unit=COUNT,
    )


def milestones(by: Actor, on: date) -> FrontAnswer:
    """The next milestone, and how many are past their day."""
    open_ones = queries.milestones(by.partnership).filter(done_on__isnull=True)
    late = open_ones.filter(due_on__lt=on).count()
    coming = open_ones.filter(due_on__gte=on).order_by("due_on").first()
    if not late and coming is None:
        return FrontAnswer("No milestone lies ahead. They are added on the page of an action.")
    past = f"{counted(late, 'milestone').capitalize()} past the due date. " if late else ""
    following = f"Next: {coming.title}, by {date_words(coming.due_on)}." if coming else "None is to come."
    return FrontAnswer(
        past + following,
        figure=FrontFigure(
            str(late),
            "milestone past its day" if late == 1 else "milestones past their day",
            reverse("progress:milestones", args=[by.partnership.slug]),
        ),
    )


FRONT_PANELS.add(
    FrontPanel("progress:overview", "progress.view", progress, order=10, leads=True),
    FrontPanel("progress:milestones", "progress.view", milestones, order=20),
)
