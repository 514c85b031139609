"""Who may join names to accounts, and whom nobody tells by e-mail."""

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.foundations.people.models import MailChoice

LINK = "people.manage"


def may_be_told(partnership: Partnership, user: User, when: str) -> bool:
    """Whether e-mail goes to a person at all: never from the demonstration, nor to whoever does not want it."""
    return not partnership.is_demo and user.is_active and when != MailChoice.When.NEVER


def check_anything_chosen(chosen: list[str]) -> None:
    """Refuse to join a name to an account in no record at all."""
    if not chosen:
        raise Refusal("No record is ticked.", "Tick the records in which this is the same person.")
