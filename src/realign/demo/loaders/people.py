"""The demonstration’s people acting, so that the record says who did what."""

from dataclasses import replace
from datetime import datetime

from realign.demo.content import content
from realign.foundations.accounts.models import User
from realign.foundations.partnerships.rules import actor_for
from realign.foundations.partnerships.types import Actor


def acting(by: Actor, email: str, at: datetime | None = None) -> Actor:
    """The invented person with this address, acting now or at an earlier time."""
    user = User.objects.get(email=email)
    actor = actor_for(user, by.partnership, at or by.at)
    if actor is None:
        raise LookupError(f"{email} has no place in the demonstration")
    return actor


def acting_as(by: Actor, slug: str, at: datetime | None = None) -> Actor:
    """Somebody of the demonstration acting, by the short name that the content gives them; see acting."""
    row = next(row for row in content("people")["person"] if row["slug"] == slug)
    return acting(by, row["email"], at)


def account(slug: str) -> User | None:
    """The account of somebody of the demonstration, by their short name; nobody without one."""
    emails = {row["slug"]: row["email"] for row in content("people")["person"]}
    return User.objects.filter(email=emails[slug]).first() if slug in emails else None


def earlier(by: Actor, at: datetime) -> Actor:
    """The same actor at an earlier time, for records that came about before."""
    return replace(by, at=at)
