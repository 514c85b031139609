"""Words that many pages share for the state of things."""

from realign.foundations.design.types import Status, Tone

TONES: dict[str, Tone] = {
    "Not started": Tone.NEUTRAL,
    "Draft": Tone.NEUTRAL,
    "Withdrawn": Tone.NEUTRAL,
    "Not known": Tone.NEUTRAL,
    "No change": Tone.NEUTRAL,
    "In progress": Tone.INFO,
    "In review": Tone.INFO,
    "Open": Tone.INFO,
    "Proposed": Tone.INFO,
    "On track": Tone.GOOD,
    "Improving": Tone.GOOD,
    "Agreed": Tone.GOOD,
    "Published": Tone.GOOD,
    "Approved": Tone.GOOD,
    "Due soon": Tone.ATTENTION,
    "At risk": Tone.ATTENTION,
    "Partly": Tone.ATTENTION,
    "Stale": Tone.ATTENTION,
    "Late": Tone.BAD,
    "Stuck": Tone.BAD,
    "Getting worse": Tone.BAD,
    "Missing": Tone.BAD,
    "Refused": Tone.BAD,
    "Done": Tone.DONE,
    "Completed": Tone.DONE,
    "Closed": Tone.DONE,
}


def status(word: str, reason: str = "") -> Status:
    """The status for one of the shared words; an app with other words builds its own `Status`.

    >>> status("Late", "Two weeks past its date").tone
    <Tone.BAD: 'bad'>
    """
    if word not in TONES:
        known = ", ".join(sorted(TONES))
        raise ValueError(f"“{word}” is not a shared status word. Build Status(word, tone), or use: {known}.")
    return Status(word, TONES[word], reason)
