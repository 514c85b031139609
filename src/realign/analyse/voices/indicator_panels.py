"""What this room adds to an indicator’s page: the stories that stand beside its numbers."""

from django.template.loader import render_to_string

from realign.analyse.voices import queries, rules
from realign.foundations.design.words import counted
from realign.foundations.partnerships.requests import MemberRequest
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.panels import PANELS, IndicatorPanel

MOST = 3


def stories_panel(request: MemberRequest, indicator: Indicator) -> str:
    """Stories beside the number; nothing where there are none, or for those who may not see them."""
    if not request.actor.may(rules.VIEW):
        return ""
    stories = list(queries.stories_beside(request.partnership, indicator)[: MOST + 1])
    if not stories:
        return ""
    many = counted(min(len(stories), MOST), "story,stories").capitalize()
    lead = f"{many} told with consent. A story does not say how many. It shows what is behind the number."
    context = {"stories": stories[:MOST], "lead": lead}
    return render_to_string("voices/beside.html", context, request)


PANELS.add(IndicatorPanel(stories_panel, order=60))
