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
    held = table_page(request, _targets_table(request.partnership.slug), targets)
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
    return render_table(request, "priorities/targets.html", held, context)


@access("priorities.view")
def priority_charts(request: MemberRequest, slug: str) -> HttpResponse:
    """Is this priority moving? A run chart with its status for each of its measures."""
    one = found_priority(request, slug)
    wanted = [target.indicator for target in queries.targets_of(one)]
    held = trends.in_brief(request.partnership, wanted) if request.actor.may("trends.view") else []
    shown = {full.trend.indicator.pk for full in held}
    context = {
        "priority": one,
        "lead": _moving(held),
        "measures": [
            {
                "full": full,
                "status": VERDICTS[full.trend.checked.verdict],
                "chart": run_picture(full),
                "url": address(
                    request.partnership.slug, full.trend.indicator.slug, full.trend.place.area.code
                ),
            }
            for full in held
        ],
        "without": sorted({indicator.title for indicator in wanted if indicator.pk not in shown}),
        "breadcrumbs": [*presenters.crumbs(request.partnership, one), Link("Charts")],
    }
    return render(request, "priorities/charts.html", context)


def _moving(held: Sequence[InFull]) -> str:
    if not held:
        return "None of its measures has a value for our places yet."
    counts = Counter(VERDICTS[full.trend.checked.verdict].word.lower() for full in held)
    told = ", ".join(f"{words} {number}" for words, number in counts.items())
    return f"Of {counted(len(held), 'measure')}: {told}."


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
                value=lambda one: one.indicator.title,
                link=lambda one: reverse("indicators:indicator", args=[slug, one.indicator.slug]),
                sortable="indicator__title",
            ),
            Column("priority", "For", value=lambda one: str(one.outcome.priority), sortable=False),
            Column("words", "From, to, by", value=presenters.target_words, sortable=False),
            Column("goal_on", "By", kind=Kind.DATE),
            Column("reason", "Why this much", sortable=False),
            Column(
                "source", "Source", value=lambda one: one.source or one.indicator.producer, sortable=False
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
            Column("indicator", "Indicator", value=lambda one: one.target.indicator.title, sortable=False),
            Column("verdict", "Decided", kind=Kind.STATUS, value=_verdict, sortable=False),
            Column("old", "Old target", value=lambda one: _goal(one, old=True), sortable=False),
            Column("new", "New target", value=lambda one: _goal(one, old=False), sortable=False),
            Column("reason", "Why", sortable=False),
            Column("who", "Who", value=lambda one: str(one.changed_by or "Realign"), sortable=False),
        ),
        filters=(Filter("verdict", "Decided", choices=TargetReview.Verdict.choices),),
        empty_title="Nothing looked at again yet",
        empty_help="Keep or change a target at its priority, with the reason.",
    )


def _verdict(one: TargetReview) -> Status:
    return _VERDICTS[TargetReview.Verdict(one.verdict)]


def _goal(one: TargetReview, *, old: bool) -> str:
    goal, day = (one.old_goal, one.old_goal_on) if old else (one.new_goal, one.new_goal_on)
    return f"{queries.with_unit(goal, one.target.indicator.unit)} by {date_words(day)}"
