"""The needs that a service is matched with, on the service’s own page."""

from realign.analyse.fit.models import Match
from realign.foundations.design.types import Link
from realign.foundations.partnerships.types import Actor
from realign.registers.services.models import Service
from realign.registers.services.panels import NEEDS_ANSWERED


def needs_matched(service: Service, actor: Actor) -> list[Link]:
    """Every need that this service is matched with, by name; each leads to its page for those who may open it."""
    matches = Match.objects.filter(service=service).select_related("need").order_by("need__name")
    may_open = actor.may("fit.view")
    return [Link(match.need.name, match.need.get_absolute_url() if may_open else "") for match in matches]


NEEDS_ANSWERED.add(needs_matched)
