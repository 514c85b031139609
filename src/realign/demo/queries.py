"""The demonstration’s people."""

from typing import Any

from realign.demo.content import content
from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.roles import roles


def accounts() -> list[dict[str, Any]]:
    """One account for every role, and the second output checker: two must agree before a table goes out.

    Nobody where the demonstration is not built.
    """
    if not Partnership.objects.filter(is_demo=True).exists():
        return []
    known = roles()
    return [
        {**row, "role_name": known[row["role"]].name + ("" if row["main"] else " (the second)")}
        for row in content("people")["person"]
        if signs_in(row)
    ]


def signs_in(row: dict[str, Any]) -> bool:
    """Whether this invented person has a password and stands on the sign-in page."""
    return bool(row["main"]) or row["role"] == "output-checker"


def demonstration_person(email: str) -> User | None:
    """The invented person with this address, if they belong to nothing but the demonstration."""
    if email not in {row["email"] for row in content("people")["person"]}:
        return None
    user = User.objects.filter(email=email).first()
    if user is None or Partnership.objects.filter(memberships__user=user, is_demo=False).exists():
        return None
    return user
