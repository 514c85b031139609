"""What follows each change, in the transaction of the change: rooms bring it in a file named `followers.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from realign.foundations.rooms import Registry


@dataclass(frozen=True)
class Follower:
    """Something done after each event, with the record that the event is about."""

    name: str
    follow: Callable[[models.Model], None]


FOLLOWERS: Registry[Follower] = Registry(
    "followers", holds="what follows each change", key=lambda follower: follower.name
)
