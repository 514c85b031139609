"""Who did it and when: what an event needs to know of the person acting."""

from datetime import datetime
from typing import Protocol


class Acting(Protocol):
    """Somebody, or the system, doing something at a known time in a known partnership."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def name(self) -> str: ...

    @property
    def scope(self) -> str: ...

    @property
    def at(self) -> datetime: ...
