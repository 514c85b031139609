"""What the front page of review says of change and of reports."""

from collections import Counter
from datetime import date

from django.urls import reverse

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import COUNT, ChartValue
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted, date_words
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel, FrontPicture
from realign.foundations.partnerships.types import Actor
from realign.review.reports import queries
from realign.review.reports.change import changes
from realign.review.reports.types import Moved

WORDS = {
    Moved.TOWARDS: "nearer to the goal",
    Moved.AWAY: "further from the goal",
    Moved.NOT: "at its baseline",
    Moved.UNKNOWN: "without a value since the baseline",
}


def change(by: Actor, on: date) -> FrontAnswer:
    """How many targets are nearer to their goal than when they were set, and when the last report was published."""
    targets = changes(by.partnership, on)
    here = by.partnership.slug
    if not targets:
        nothing = "No outcome has a target yet, so it is not known whether it helped."
        return FrontAnswer(f"{nothing} {_published(by)}", first_step=_first(by))
    moved = Counter(target.moved for target in targets)
    parts = [f"{moved[way] or 'none'} {WORDS[way]}" for way in Moved if moved[way] or way is Moved.TOWARDS]
    sentence = f"Of {counted(len(targets), 'target')}: {', '.join(parts)}."
    chart = bar_with_interval(
        title="Targets since their baseline",
        sentence=sentence,
        bars=[ChartValue(str(way).capitalize(), moved[way]) for way in Moved],
        unit=COUNT,
    )
    return FrontAnswer(
        f"{sentence} {_published(by)}",
        figure=FrontFigure(
            f"{moved[Moved.TOWARDS]} of {len(targets)}",
            "targets nearer to the goal",
            reverse("priorities:targets", args=[here]) if by.may("priorities.view") else "",
        ),
        picture=FrontPicture(chart, invented=any(target.invented for target in targets)),
    )


def _first(by: Actor) -> Link | None:
    """Targets are set at a priority."""
    where = reverse("priorities:list", args=[by.partnership.slug])
    return Link("Set targets for the outcomes of a priority", where) if by.may("priorities.edit") else None


def _published(by: Actor) -> str:
    report = queries.latest_public(by.partnership)
    if report is None or report.published_at is None:
        return "No report is published yet."
    return f"“{report.title}” was published on {date_words(report.published_at)}."


FRONT_PANELS.add(FrontPanel("reports:list", "reports.view", change, order=10, leads=True))
