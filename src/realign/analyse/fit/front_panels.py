"""What the front page of analysis says of need and services: who is missed."""

from datetime import date

from realign.analyse.fit import presenters, queries
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel, FrontPicture
from realign.foundations.partnerships.types import Actor


def missed(by: Actor, on: date) -> FrontAnswer:
    """For which need most children are missed, with a bar for each need."""
    fits = queries.fits(by.partnership, on)
    sentence = presenters.lead(fits)
    chart = presenters.chart(fits, "Children reached and missed, by need", sentence)
    known = [fit for fit in fits if fit.children is not None]
    picture = None
    if chart is not None:
        picture = FrontPicture(
            chart, presenters.source(*known), invented=any(fit.need.invented for fit in known)
        )
    return FrontAnswer(sentence, picture=picture)


FRONT_PANELS.add(FrontPanel("fit:list", "fit.view", missed, order=20, leads=True))
