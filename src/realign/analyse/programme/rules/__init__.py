"""What may be done in a round, when and by whom, and the arithmetic behind it. Nothing here reads the database."""

from realign.analyse.programme.models import Waiting
from realign.foundations.partnerships.lifecycle import Lifecycle

EDIT = "programme.edit"
VIEW = "programme.view"

WAITING = Lifecycle(
    "request for places",
    {
        Waiting.State.WAITING: {Waiting.State.OFFERED: "offer the places"},
        Waiting.State.OFFERED: {
            Waiting.State.TAKEN: "record them as taken",
            Waiting.State.DECLINED: "record them as declined",
        },
        Waiting.State.TAKEN: {},
        Waiting.State.DECLINED: {},
    },
    at_the_end="The area can ask for places again.",
)
