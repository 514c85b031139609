"""May they? One answer for pages, actions and buttons."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Model

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.roles import permissions_of, roles_with
from realign.foundations.partnerships.types import Actor, ChangedMeanwhile, Refusal


def actor_for(user: Any, partnership: Partnership, at: datetime) -> Actor | None:
    """The person acting in this partnership, or nothing if they are a stranger to it."""
    if not user.is_authenticated:
        return None
    membership = (
        Membership.objects.filter(partnership=partnership, user=user, is_active=True)
        .select_related("organisation")
        .first()
    )
    if membership is None:
        return None
    return Actor(
        partnership=partnership,
        at=at,
        name=user.name,
        user_id=user.pk,
        organisation=membership.organisation,
        roles=tuple(membership.roles),
        permissions=permissions_of(membership.roles),
    )


def system_actor(partnership: Partnership, at: datetime, name: str = "Realign") -> Actor:
    """The system itself, for commands, background jobs and the demonstration."""
    return Actor(partnership=partnership, at=at, name=name, is_system=True)


def check_may(actor: Actor | Registrar, permission: str) -> None:
    """Refuse with the roles that can help unless the actor holds the permission."""
    if actor.may(permission):
        return
    able = [role.name.lower() for role in roles_with(permission)]
    raise Refusal(
        "Your role in this partnership does not include this.",
        f"People with the role {' or '.join(able)} can help."
        if able
        else "Ask your partnership administrator.",
    )


def check_ours(by: Actor, *records: Model | None) -> None:
    """Refuse records that another partnership keeps; None, and what all partnerships share, is nobody else's."""
    ours = by.partnership.pk
    if any(getattr(record, "partnership_id", ours) != ours for record in records):
        # the record is not named: its words belong to the other partnership
        raise Refusal("That belongs to another partnership.", "Choose one of this partnership.")


def check_slug_free(slug: str, reserved: Collection[str]) -> None:
    """Refuse a short name that is the address of another page of the room."""
    if slug in reserved:
        raise Refusal(f"“{slug}” is used in addresses for something else.", "Give it a fuller name.")


def check_not_changed_since(record: Any, revision: int) -> None:
    """Refuse when the record moved on after the person opened it for editing."""
    if record.revision != revision:
        raise ChangedMeanwhile(record)
