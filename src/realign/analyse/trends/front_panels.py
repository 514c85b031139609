"""What the front page of analysis says of trends: what is getting better, and what is not."""

from datetime import date

from realign.analyse.trends import queries
from realign.analyse.trends.presenters import listing
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor


def trends(by: Actor, on: date) -> FrontAnswer:
    """How many series are getting better and worse, by the same rules as the list of trends."""
    return FrontAnswer(listing.list_lead(queries.trends(by.partnership), ()))


FRONT_PANELS.add(FrontPanel("trends:list", "trends.view", trends, order=50))
