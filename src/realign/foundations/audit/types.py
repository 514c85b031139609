"""Who did it and when: what an event needs to know of the person acting."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Registrar:
    """Who keeps the lists that all partnerships share: no partnership, only the installation itself."""

    at: datetime
    name: str = "Realign"
    user_id: None = None
    scope: str = "national-lists"

    def may(self, permission: str) -> bool:
        """The installation itself may do everything to the lists that come with it."""
        return True
