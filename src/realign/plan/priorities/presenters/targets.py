"""Targets and their reviews as tables."""

from django.urls import reverse

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.plan.priorities import queries
from realign.plan.priorities.models import Target, TargetReview
from realign.plan.priorities.presenters import words

_VERDICTS = {
    TargetReview.Verdict.KEPT: Status("Not changed", Tone.GOOD),
    TargetReview.Verdict.CHANGED: Status("Changed", Tone.INFO),
}


def targets_table(slug: str) -> TableSpec:
    """Every target in place, with when it was last looked at again."""
    return TableSpec(
        name="targets",
        noun="target",
        caption="Targets",
        search_fields=("indicator__title", "outcome__statement"),
        default_sort="goal_on",
        columns=(
            Column(
                "indicator",
                "Indicator",
                value=lambda target: target.indicator.title,
                link=lambda target: reverse("indicators:indicator", args=[slug, target.indicator.slug]),
                sortable="indicator__title",
            ),
            Column("priority", "For", value=lambda target: str(target.outcome.priority), sortable=False),
            Column("words", "From, to, by", value=words.target_words, sortable=False),
            Column("goal_on", "By", kind=Kind.DATE),
            Column("reason", "Reason for the target", sortable=False),
            Column(
                "source",
                "Source",
                value=lambda target: target.source or target.indicator.producer,
                sortable=False,
            ),
            Column("looked", "Last reviewed", value=_looked, sortable=False),
        ),
        empty_title="No targets yet",
        empty_help="Targets are set at the outcomes of a priority.",
    )


def _looked(target: Target) -> str:
    reviews = list(target.reviews.all())
    return f"{date_words(reviews[0].reviewed_on)} ({counted(len(reviews), 'time')})" if reviews else "Never"


def log_table(slug: str) -> TableSpec:
    """Every time a target was changed or kept, with the reason."""
    return TableSpec(
        name="reviews",
        noun="review",
        caption="Reviews of targets",
        columns=(
            Column("reviewed_on", "When", kind=Kind.DATE, sortable=False),
            Column(
                "indicator", "Indicator", value=lambda review: review.target.indicator.title, sortable=False
            ),
            Column("verdict", "Decided", kind=Kind.STATUS, value=_verdict, sortable=False),
            Column("old", "Old target", value=lambda review: _goal(review, old=True), sortable=False),
            Column("new", "New target", value=lambda review: _goal(review, old=False), sortable=False),
            Column("reason", "Why", sortable=False),
            Column("who", "Who", value=lambda review: str(review.changed_by or "Realign"), sortable=False),
        ),
        filters=(Filter("verdict", "Decided", choices=TargetReview.Verdict.choices),),
        empty_title="No reviews yet",
        empty_help="Review a target on the page of its priority.",
    )


def _verdict(review: TargetReview) -> Status:
    return _VERDICTS[TargetReview.Verdict(review.verdict)]


def _goal(review: TargetReview, *, old: bool) -> str:
    goal, day = (review.old_goal, review.old_goal_on) if old else (review.new_goal, review.new_goal_on)
    return f"{queries.with_unit(goal, review.target.indicator.unit)} by {date_words(day)}"
