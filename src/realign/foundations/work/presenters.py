"""What there is to do, in words."""

from datetime import date, datetime, timedelta

from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.work.models import Job

WAITING = Status("Waiting for you", Tone.ATTENTION)


WAITS = timedelta(minutes=30)
"""How long the page of a job asks by itself how far it is."""


def waits_too_long(job: Job, now: datetime) -> bool:
    """Whether a job has taken so long that its page stops asking: the worker may not run at all."""
    begun = max(job.requested_at, job.started_at or job.requested_at)
    return job.is_moving and now - begun > WAITS


def due(on: date | None, today: date) -> Status:
    """How a thing to do stands on a day, by the day on which it is due."""
    if on is None:
        return Status("No day set", Tone.NEUTRAL)
    if on < today:
        return Status("Late", Tone.BAD, f"{counted((today - on).days, 'day')} past {date_words(on)}")
    if on == today:
        return Status("Today", Tone.ATTENTION)
    return Status("Coming up", Tone.INFO, date_words(on))
