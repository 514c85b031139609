"""When an import may be checked, accepted or set aside, and when a dataset may be kept and opened."""

import datetime
from collections.abc import Sequence

from realign.foundations.files.identifiers import Suspicion
from realign.foundations.files.models import Dataset, Import
from realign.foundations.partnerships.types import Refusal

State = Import.State
TRANSITIONS: dict[str, frozenset[str]] = {
    State.CHECKING: frozenset({State.READY, State.REFUSED}),
    State.READY: frozenset({State.ACCEPTED, State.DISCARDED, State.REFUSED}),
    State.REFUSED: frozenset({State.DISCARDED}),
    State.ACCEPTED: frozenset(),
    State.DISCARDED: frozenset(),
}
_WHY_NOT = {
    State.CHECKING: "This file is still being checked.",
    State.READY: "This file has already been checked.",
    State.REFUSED: "This file was not taken, because problems were found in it.",
    State.ACCEPTED: "This file has already been taken in.",
    State.DISCARDED: "This file was set aside.",
}


def can_move(record: Import, to: str) -> bool:
    """May the import go to this state?"""
    return to in TRANSITIONS[State(record.state)]


def check_can_move(record: Import, to: str) -> None:
    """Refuse a step that does not follow from where the import is."""
    if not can_move(record, to):
        what_to_do = (
            "Mend the file and bring it again."
            if record.state == State.REFUSED
            else "Bring the file again if you want to start over."
        )
        raise Refusal(_WHY_NOT[State(record.state)], what_to_do)


def check_no_identifiers(suspicions: Sequence[Suspicion]) -> None:
    """Refuse a dataset in which any column may name a person."""
    if suspicions:
        raise Refusal(
            "This file may not be kept, because it could name people: "
            + "; ".join(str(suspicion) for suspicion in suspicions)
            + ".",
            "Remove these columns, or replace them where the file was made: date of birth by age, postcode by data zone, "
            "names and numbers by a pseudonym.",
        )


def has_expired(dataset: Dataset, on: datetime.date) -> bool:
    """True after the last day for which the data may be kept."""
    return dataset.expires_on is not None and dataset.expires_on < on


def check_can_open(dataset: Dataset, on: datetime.date) -> None:
    """Refuse to read data that were erased or whose time is over."""
    if not dataset.path:
        raise Refusal(
            "These data were erased.",
            "Ask whoever collected them for a new copy, if there is a right to one.",
        )
    if has_expired(dataset, on):
        raise Refusal(
            f"These data could be used until {dataset.expires_on:%-d %B %Y}, which has passed.",
            "Erase them, or agree a later date with whoever they came from and record it.",
        )
