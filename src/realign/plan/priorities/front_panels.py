"""What the front page of planning says of priorities and of whether they hold together."""

from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import counted, opening, part_of
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities import queries


def priorities(by: Actor, on: date) -> FrontAnswer:
    """How many priorities there are, and how many actions carry them."""
    here = by.partnership.slug
    total, actions = queries.priorities(by.partnership).count(), queries.actions(by.partnership).count()
    if not total:
        first = Link("Add the first priority", reverse("priorities:add", args=[here]))
        return FrontAnswer(
            "No priority is written yet.", first_step=first if by.may("priorities.edit") else None
        )
    return FrontAnswer(
        f"{counted(total, 'priority,priorities').capitalize()} with {counted(actions, 'action')}.",
        figure=FrontFigure(
            str(total), "priority" if total == 1 else "priorities", reverse("priorities:list", args=[here])
        ),
    )


def checks(by: Actor, on: date) -> FrontAnswer | None:
    """How many actions are specific, measurable, achievable, relevant and timed, and what repeats."""
    actions = list(queries.actions(by.partnership))
    if not actions:
        return None
    whole = sum(queries.smart(action).is_whole for action in actions)
    pairs = counted(
        len(queries.overlaps(by.partnership)), "pair of commitments promises,pairs of commitments promise"
    )
    repeats = "" if pairs.startswith("no ") else f" {pairs.capitalize()} the same."
    return FrontAnswer(
        f"{opening(part_of(whole, len(actions), 'action'))} SMART: specific, measurable, achievable, relevant and timed."
        f"{repeats}",
        figure=FrontFigure(
            f"{whole} of {len(actions)}",
            "actions are SMART",
            reverse("priorities:checks", args=[by.partnership.slug]),
        ),
    )


FRONT_PANELS.add(
    FrontPanel("priorities:list", "priorities.view", priorities, order=20, leads=True),
    FrontPanel("priorities:checks", "priorities.view", checks, order=40),
)
