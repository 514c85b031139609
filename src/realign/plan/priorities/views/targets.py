"""The log of targets: each with its source and year, and every time it was changed or kept, with the reason."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from realign.analyse.trends import queries as trends
from realign.analyse.trends.pictures import run_picture
from realign.analyse.trends.presenters.pages import address, lead, verdict
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.words import in_verdicts
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.design.words import counted, number_words
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.plan.priorities import queries
from realign.plan.priorities.presenters import targets as target_tables
from realign.plan.priorities.presenters import words
from realign.plan.priorities.views.pages import priority_or_404


@access("priorities.view")
def target_log(request: MemberRequest) -> HttpResponseBase:
    """List targets, and the log of their reviews."""
    targets = queries.all_targets(request.partnership)
    page = table_page(request, target_tables.targets_table(request.partnership.slug), targets)
    log = table_page(
        request,
        target_tables.log_table(request.partnership.slug),
        queries.target_reviews(request.partnership),
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
    """Show a run chart with its status for each measure of a priority."""
    priority = priority_or_404(request, slug)
    wanted = [target.indicator for target in queries.targets_of(priority)]
    trends_in_full = trends.in_brief(request.partnership, wanted) if request.actor.may("trends.view") else []
    with_values = {full.trend.indicator.pk for full in trends_in_full}
    context = {
        "priority": priority,
        "lead": _moving(trends_in_full),
        "measures": [
            {
                "full": full,
                "status": verdict(full),
                "lead": lead(full),
                "chart": run_picture(full),
                "url": address(
                    request.partnership.slug, full.trend.indicator.slug, full.trend.place.area.code
                ),
            }
            for full in trends_in_full
        ],
        "without": sorted({indicator.title for indicator in wanted if indicator.pk not in with_values}),
        "breadcrumbs": [*words.crumbs(request.partnership, priority), Link("Charts")],
    }
    return render(request, "priorities/charts.html", context)


def _moving(trends_in_full: Sequence[InFull]) -> str:
    if not trends_in_full:
        return "None of its measures has a value for our areas yet."
    return f"{in_verdicts((full.trend.checked.trend for full in trends_in_full), 'measure')}."


def _lead(count: int, never: int) -> str:
    if not count:
        return "No targets yet."
    if not never:
        return f"{counted(count, 'target').capitalize()}, each reviewed at least once."
    return (
        f"{counted(count, 'target').capitalize()}; {number_words(never)} "
        f"{'has' if never == 1 else 'have'} never been reviewed."
    )
