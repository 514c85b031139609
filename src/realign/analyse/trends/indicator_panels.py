"""What this room adds to an indicator’s page: its trend, judged, with the way to more."""

from django.template.loader import render_to_string

from realign.analyse.trends import pictures, queries
from realign.analyse.trends.presenters import pages
from realign.analyse.trends.presenters.pages import address
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.partnerships.types import Refusal
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.panels import PANELS, IndicatorPanel


def trend_panel(request: MemberRequest, indicator: Indicator) -> str:
    """The chart of an indicator and what it says; nothing where values are too few, or for those who may not see trends."""
    if not request.actor.may("trends.view"):
        return ""
    try:
        full = queries.in_full(request.partnership, indicator.slug)
    except Refusal:  # no areas yet: the page says so itself
        return ""
    chart = pictures.run_picture(full)
    if chart is None:
        return ""
    context = {
        "lead": pages.lead(full),
        "verdict": pages.verdict(full),
        "chart": chart,
        "invented": full.trend.invented,
        "more": address(request.partnership.slug, indicator.slug, full.trend.place.area.code),
    }
    return render_to_string("trends/panel.html", context, request)


PANELS.add(IndicatorPanel(trend_panel, order=10))
