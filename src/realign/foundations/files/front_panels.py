"""What the front page of analysis says of files."""

from datetime import date

from realign.foundations.design.words import counted, date_words
from realign.foundations.files import queries
from realign.foundations.files.models import Import
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor


def files(by: Actor, on: date) -> FrontAnswer:
    """When a file was last imported, and whether a checked one waits."""
    imports = queries.imports(by.partnership)
    last = imports.filter(state=Import.State.ACCEPTED).first()
    waiting = imports.filter(state=Import.State.READY).count()
    sentence = (
        f"The last import was on {date_words(last.started_at)}." if last else "No file has been imported yet."
    )
    if waiting:
        sentence += (
            f" {counted(waiting, 'checked file waits,checked files wait').capitalize()} for a decision."
        )
    return FrontAnswer(sentence)


FRONT_PANELS.add(FrontPanel("files:imports", "partnership.view", files, order=70))
