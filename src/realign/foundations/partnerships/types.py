"""Who is acting, and what a refusal says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from realign.foundations.partnerships.models import Organisation, Partnership


class Refusal(Exception):
    """Something may not be done. Says why, and what to do or who can help; both are shown to the person."""

    def __init__(self, reason: str, what_to_do: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.what_to_do = what_to_do


class ChangedMeanwhile(Refusal):
    """Somebody else saved the same record while this person was editing it."""

    def __init__(self, record: Any) -> None:
        who = getattr(record, "changed_by", None) or "Another person"
        super().__init__(
            f"{who} changed this while you were editing.",
            "Their version is shown beside yours. Nothing you typed is lost: take over what you need and save again.",
        )
        self.record = record


@dataclass(frozen=True)
class Actor:
    """Somebody, or the system itself, acting in one partnership at one time."""

    partnership: Partnership
    at: datetime
    name: str
    user_id: int | None = None
    organisation: Organisation | None = None
    roles: tuple[str, ...] = ()
    permissions: frozenset[str] = frozenset()
    is_system: bool = False

    @property
    def scope(self) -> str:
        """The chain of events that this actor's doings join."""
        return self.partnership.slug

    def may(self, permission: str) -> bool:
        """Yes or no."""
        return self.is_system or permission in self.permissions

    def check(self, permission: str) -> None:
        """Refuse, naming who can help, unless this actor may."""
        if not self.may(permission):
            raise Refusal("Your role does not allow this.", "Ask your partnership administrator.")
