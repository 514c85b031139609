"""In which order things may happen, and what must not be left out."""

from datetime import date

from realign.analyse.programme.models import Round, Session, Site, Tranche
from realign.analyse.programme.types import Lengths
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.types import Refusal

MONTHS = range(1, 13)


def check_terms(round: Round) -> None:
    """Refuse a round whose terms contradict each other."""
    months = round.slot_months
    if not months or any(month not in MONTHS for month in months) or len(set(months)) != len(months):
        raise Refusal(
            f"The slot months are {months or 'not given'}.",
            "Give each month with a slot once, by its number: 9 for September, 3 for March.",
        )
    for what, number in (
        ("areas in one slot", round.areas_per_slot),
        ("years funded", round.funded_years),
        ("areas with consultants at a time", round.consultants_at_once),
    ):
        if number < 1:
            raise Refusal(f"The number of {what} is {number}.", "Give at least one.")
    try:
        Lengths.of(round)
    except ValueError as wrong:
        raise Refusal(str(wrong)) from wrong


def check_slot(round: Round, slot_on: date) -> None:
    """Refuse a slot in a month in which the round has none. Slots from before the round are history and may differ."""
    if slot_on.day != 1:
        raise Refusal(
            f"{date_words(slot_on)} is not the first of a month.",
            "A slot is named by the first day of its month.",
        )
    if slot_on >= round.starts_on and slot_on.month not in round.slot_months:
        raise Refusal(
            f"{round.name} has no survey slot in {slot_on:%B}.",
            f"Choose {' or '.join(f'{date(2000, month, 1):%B}' for month in round.slot_months)}.",
        )


def is_before(tranche: Tranche) -> bool:
    """Whether a tranche was surveyed before its round began, so that it is history and asks no conditions."""
    return tranche.slot_on < tranche.round.starts_on


def check_same_round(site: Site, tranche: Tranche) -> None:
    """Refuse an area of one round a place in another."""
    if site.round_id != tranche.round_id:
        raise Refusal(
            f"{site.name} is in another round than {tranche.name}.", "Add the area to that round first."
        )


def check_still_in(site: Site) -> None:
    """Refuse changes to the way of an area that has withdrawn."""
    if site.withdrawn_on is not None:
        raise Refusal(f"{site.name} has withdrawn.", "Clear the date of its withdrawal first.")


def check_order(site: Site) -> None:
    """Refuse dates that run backwards: a visit before the first contact."""
    if site.contacted_on and site.visited_on and site.visited_on < site.contacted_on:
        raise Refusal("The visit would come before the first contact.", "Check both dates.")


def check_room_left(session: Session, coming: int, more: int) -> None:
    """Refuse more people than a development day has room for."""
    if coming + more > session.room_for:
        raise Refusal(
            f"{session.name} has room for {session.room_for}, and {coming} are counted already.",
            f"{session.room_for - coming} more can come. Increase the number of places if there is a larger room.",
        )


def check_unused(session: Session, free: int, people: int, first: bool, on: date) -> None:
    """Refuse to offer places that are not free, not that area's turn, or of a day that is over."""
    if session.held_on < on:
        raise Refusal(f"{session.name} is over.", "Offer places of a day still to come.")
    if people > free:
        raise Refusal(
            f"{session.name} has {free} unused places, and {people} are asked for.",
            "Areas of the programme come first. Wait, or agree a smaller number.",
        )
    if not first:
        raise Refusal(
            "Another area asked earlier.", "Offer the places in the order in which they were asked for."
        )
