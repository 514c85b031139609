"""What follows when a person has another e-mail address: rooms bring it in a file named `when_address_changed.py`."""

from collections.abc import Callable
from datetime import datetime

from realign.foundations.accounts.models import User
from realign.foundations.rooms import Registry

WHEN_ADDRESS_CHANGED: Registry[Callable[[User, datetime], None]] = Registry(
    "when_address_changed",
    holds="what follows another e-mail address",
    key=lambda follow: (follow.__module__, follow.__qualname__),
)
