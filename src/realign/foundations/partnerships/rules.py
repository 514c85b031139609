"""Whether a person may do a thing: one answer for pages, actions and buttons."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.text import get_text_list

from realign.foundations.accounts.models import User
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.partnerships.roles import permissions_of, roles, roles_with
from realign.foundations.partnerships.types import Actor, ChangedMeanwhile, Refusal
from realign.methods.wording.substance import why_hollow

ADMINISTRATOR = "partnership-administrator"


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


def check_own_roles(membership: Membership, role_slugs: Collection[str], is_active: bool) -> None:
    """Refuse a person who would raise themselves, or close their own way back in; ``membership`` is their own place."""
    if not is_active or ADMINISTRATOR not in role_slugs:
        raise Refusal("You cannot remove your own administrator role.", "Ask another administrator to do it.")
    if more := [slug for slug in role_slugs if slug not in membership.roles]:
        names = get_text_list([roles()[slug].name.lower() for slug in more], "and")
        raise Refusal(
            f"You cannot give yourself a role you do not hold: {names}.",
            "Another partnership administrator can. If there is none, add one first.",
        )


def check_somebody_administers(membership: Membership, role_slugs: Collection[str], is_active: bool) -> None:
    """Refuse a change after which nobody could look after the people of the partnership."""
    if is_active and ADMINISTRATOR in role_slugs:
        return
    others = Membership.objects.filter(
        partnership=membership.partnership, is_active=True, user__is_active=True
    ).exclude(pk=membership.pk)
    if not any(ADMINISTRATOR in other.roles for other in others):
        raise Refusal(
            "A partnership needs at least one partnership administrator.",
            "Give another person the role of partnership administrator first.",
        )


def check_may_rename(membership: Membership) -> None:
    """Refuse a new name for somebody who has a place in another partnership too."""
    elsewhere = Membership.objects.filter(user=membership.user_id).exclude(pk=membership.pk)
    if elsewhere.exists():
        raise Refusal(
            "This person works in another partnership too, so their name cannot be changed here.",
            "Whoever runs this installation can change it.",
        )


def check_organisation_may_end(organisation: Organisation) -> None:
    """Refuse to end a body twice, or while people still have a place for it."""
    if organisation.ended_on is not None:
        raise Refusal(f"{organisation} has already left the partnership.")
    people = Membership.objects.filter(organisation=organisation, is_active=True).select_related("user")
    if names := [member.user.name for member in people.order_by("user__name")]:
        raise Refusal(
            f"{get_text_list(names, 'and')} still {'has' if len(names) == 1 else 'have'} a place for {organisation}.",
            "Give them another organisation or close their places first.",
        )


def check_ours(by: Actor, *records: Model | None) -> None:
    """Refuse records that another partnership keeps; None, and what all partnerships share, is nobody else's."""
    ours = by.partnership.pk
    if any(getattr(record, "partnership_id", ours) != ours for record in records):
        # the record is not named: its words belong to the other partnership
        raise Refusal("That belongs to another partnership.", "Choose one of this partnership.")


def check_has_a_place(by: Actor, user: User) -> None:
    """Refuse to name by their account a person who has no place in the partnership."""
    if not Membership.objects.filter(partnership=by.partnership, user=user, is_active=True).exists():
        # the person is not named: their account may belong to another partnership alone
        raise Refusal(
            "That person has no place in this partnership.",
            "Add them under “People and roles” first, or give their name in words.",
        )


def check_slug_free(slug: str, reserved: Collection[str]) -> None:
    """Refuse a short name that is the address of another page of the room."""
    if slug in reserved:
        raise Refusal(f"“{slug}” is used in addresses for something else.", "Give it a fuller name.")


def check_word(code: str, words: Sequence[tuple[str, str]]) -> None:
    """Refuse a code that is not among the partnership’s own words of a list."""
    if code not in dict(words):
        labels = ", ".join(label for _, label in words)
        raise Refusal(f"“{code}” is no word of this list.", f"The list holds: {labels}.")


LONGEST_QUOTED = 40


def check_says(text: str, missing: str, what_to_do: str, copies: Iterable[str] = ()) -> None:
    """Refuse words that are not there with ``missing``, and words that say nothing with why they say nothing.

    The one rule for reasons, evidence and notes that somebody will rely on: `methods.wording.substance`.
    """
    why = why_hollow(text, copies)
    if not text.strip():
        raise Refusal(missing, what_to_do)
    if why:
        typed = " ".join(text.split())
        quoted = typed if len(typed) <= LONGEST_QUOTED else f"{typed[:LONGEST_QUOTED]}…"
        raise Refusal(f"“{quoted}” {why}.", what_to_do)


def check_not_changed_since(record: Any, revision: int) -> None:
    """Refuse when the record moved on after the person opened it for editing."""
    if record.revision != revision:
        raise ChangedMeanwhile(record)
