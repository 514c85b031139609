"""Facts that every partnership shares: Scotland’s areas, and the frameworks of the day."""

from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.places.actions import load_gazetteer


def load_places_and_frameworks(by: Actor) -> None:
    """The built-in gazetteer and every framework file."""
    load_gazetteer(by=by)
    load_frameworks(by=by)
