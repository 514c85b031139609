"""What there is to do, in words."""

from datetime import date

from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words

WAITING = Status("Waiting for you", Tone.ATTENTION)


def due(on: date | None, today: date) -> Status:
    """How a thing to do stands on a day, by the day on which it is due."""
    if on is None:
        return Status("No day set", Tone.NEUTRAL)
    if on < today:
        return Status("Late", Tone.BAD, f"{counted((today - on).days, 'day')} past {date_words(on)}")
    if on == today:
        return Status("Today", Tone.ATTENTION)
    return Status("Coming up", Tone.INFO, date_words(on))
