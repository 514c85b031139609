"""Another e-mail address stands in the record of changes of each partnership of the person."""

from datetime import datetime

from realign.foundations.accounts.models import User
from realign.foundations.accounts.registry import WHEN_ADDRESS_CHANGED
from realign.foundations.people.actions import note_address_changed


def keep_on_record(user: User, at: datetime) -> None:
    """Note it in the transaction in which the new address begins to count."""
    note_address_changed(by=user, at=at)


WHEN_ADDRESS_CHANGED.add(keep_on_record)
