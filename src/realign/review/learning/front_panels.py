"""What the front page of review says of how a group sees its own work."""

from datetime import date

from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.review.learning import presenters, queries


def self_assessment(by: Actor, on: date) -> FrontAnswer:
    """What the newest answers say."""
    return FrontAnswer(presenters.lead(list(queries.looks(by.partnership))))


FRONT_PANELS.add(FrontPanel("learning:collaboration", "assurance.view", self_assessment, order=30))
