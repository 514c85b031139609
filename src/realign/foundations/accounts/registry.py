"""What follows when a person has another e-mail address, and when the mail server did not take an e-mail to them.

Rooms bring it in files named `when_address_changed.py` and `when_mail_refused.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from realign.foundations.accounts.models import User
from realign.foundations.rooms import Registry

WHEN_ADDRESS_CHANGED: Registry[Callable[[User, datetime], None]] = Registry(
    "when_address_changed",
    holds="what follows another e-mail address",
    key=lambda follow: (follow.__module__, follow.__qualname__),
)


@dataclass(frozen=True)
class RefusedMail:
    """An e-mail about an account that the mail server did not take just now.

    ``template`` is its name at allauth, ``details`` what is said in it besides links: those are made anew.
    """

    template: str
    address: str
    user: User
    details: dict[str, str]
    at: datetime


WHEN_MAIL_REFUSED: Registry[Callable[[RefusedMail], None]] = Registry(
    "when_mail_refused",
    holds="what follows an e-mail about an account that was not taken",
    key=lambda follow: (follow.__module__, follow.__qualname__),
)
