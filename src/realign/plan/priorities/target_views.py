"""The log of targets: each with its source and year, and every time it was changed or kept, with the reason."""

from collections import Counter
from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from realign.analyse.trends import queries as trends
from realign.analyse.trends.addresses import address
from realign.analyse.trends.pictures import run_picture
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.words import VERDICTS
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec, render_table, table_page
from realign.foundations.design.types import Link, Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.plan.priorities import presenters, queries
from realign.plan.priorities.models import Target, TargetReview
from realign.plan.priorities.views import found_priority

_VERDICTS = {
    TargetReview.Verdict.KEPT: Status("Kept", Tone.GOOD),
    TargetReview.Verdict.CHANGED: Status("Changed", Tone.INFO),
}


@access("priorities.view")
def target_log(request: MemberRequest) -> HttpResponseBase:
    """Which targets do we have, which were looked at again, and what became of them?"""
    targets = queries.all_targets(request.partnership)
    page = table_page(request, _targets_table(request.partnership.slug), targets)
    log = table_page(
        request, _log_table(request.partnership.slug), queries.target_reviews(request.partnership)
    )
    never = targets.filter(reviews__isnull=True).count()
    context = {
        "lead": _lead(targets.count(), never),
        "log": log,
        "breadcrumbs": [
            Link("Priorities", reverse("priorities:list", args=[request.partnership.slug])),
            Link("Targets"),
        ],
    }
    return render_table(request, "priorities/targets.html", page, context)


@access("priorities.view")
def priority_charts(request: MemberRequest, slug: str) -> HttpResponse:
    """Is this priority moving? A run chart with its status for each of its measures."""
    priority = found_priority(request, slug)
    wanted = [target.indicator for target in queries.targets_of(priority)]
    trends_in_full = trends.in_brief(request.partnership, wanted) if request.actor.may("trends.view") else []
    with_values = {full.trend.indicator.pk for full in trends_in_full}
    context = {
        "priority": priority,
        "lead": _moving(trends_in_full),
        "measures": [
            {
                "full": full,
                "status": VERDICTS[full.trend.checked.verdict],
                "chart": run_picture(full),
                "url": address(
                    request.partnership.slug, full.trend.indicator.slug, full.trend.place.area.code
                ),
            }
            for full in trends_in_full
        ],
        "without": sorted({indicator.title for indicator in wanted if indicator.pk not in with_values}),
        "breadcrumbs": [*presenters.crumbs(request.partnership, priority), Link("Charts")],
    }
    return render(request, "priorities/charts.html", context)


def _moving(trends_in_full: Sequence[InFull]) -> str:
    if not trends_in_full:
        return "None of its measures has a value for our places yet."
    counts = Counter(VERDICTS[full.trend.checked.verdict].word.lower() for full in trends_in_full)
    told = ", ".join(f"{words} {number}" for words, number in counts.items())
    return f"Of {counted(len(trends_in_full), 'measure')}: {told}."


def _lead(count: int, never: int) -> str:
    if not count:
        return "No target is set yet."
    if not never:
        return f"{counted(count, 'target')}, each looked at again at least once."
    return f"{counted(count, 'target')}. {never} {'was' if never == 1 else 'were'} never looked at again since set."


def _targets_table(slug: str) -> TableSpec:
    return TableSpec(
        name="targets",
        noun="target",
        caption="Targets in place",
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
            Column("words", "From, to, by", value=presenters.target_words, sortable=False),
            Column("goal_on", "By", kind=Kind.DATE),
            Column("reason", "Why this much", sortable=False),
            Column(
                "source",
                "Source",
                value=lambda target: target.source or target.indicator.producer,
                sortable=False,
            ),
            Column("looked", "Looked at again", value=_looked, sortable=False),
        ),
        empty_title="No targets yet",
        empty_help="Targets are set at the outcomes of a priority.",
    )


def _looked(target: Target) -> str:
    reviews = list(target.reviews.all())
    return f"{date_words(reviews[0].reviewed_on)} ({counted(len(reviews), 'time')})" if reviews else "Never"


def _log_table(slug: str) -> TableSpec:
    return TableSpec(
        name="reviews",
        noun="review",
        caption="What was changed or kept, and why",
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
        empty_title="Nothing looked at again yet",
        empty_help="Keep or change a target at its priority, with the reason.",
    )


def _verdict(review: TargetReview) -> Status:
    return _VERDICTS[TargetReview.Verdict(review.verdict)]


def _goal(review: TargetReview, *, old: bool) -> str:
    goal, day = (review.old_goal, review.old_goal_on) if old else (review.new_goal, review.new_goal_on)
    return f"{queries.with_unit(goal, review.target.indicator.unit)} by {date_words(day)}"
