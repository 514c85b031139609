"""Making partnerships and organisations, and giving people their place."""

from typing import Any

from django.db import transaction

from realign.foundations.accounts.models import User
from realign.foundations.audit import actions as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.models import Membership, Organisation, Partnership, ReferenceEdition
from realign.foundations.partnerships.registry import REFERENCE_LISTS
from realign.foundations.partnerships.roles import roles
from realign.foundations.partnerships.rules import (
    ADMINISTRATOR,
    check_may,
    check_ours,
    check_own_roles,
    check_somebody_administers,
)
from realign.foundations.partnerships.types import Actor, Refusal


@transaction.atomic
def load_reference_lists(*, by: Registrar) -> list[ReferenceEdition]:
    """Load every reference list whose edition this installation does not hold yet; answers those that were loaded.

    All of them or, when one is wrong, none; safe to repeat.
    """
    fingerprints = dict(ReferenceEdition.objects.values_list("slug", "fingerprint"))
    loaded = []
    for reference_list in REFERENCE_LISTS.all():
        fingerprint = reference_list.fingerprint()
        if fingerprints.get(reference_list.slug) == fingerprint:
            continue
        reference_list.load(by)
        edition, _ = ReferenceEdition.objects.update_or_create(
            slug=reference_list.slug,
            defaults={"title": reference_list.title, "fingerprint": fingerprint, "loaded_at": by.at},
        )
        audit.record(by=by, verb="loaded", subject=edition, detail={"fingerprint": fingerprint})
        loaded.append(edition)
    return loaded


@transaction.atomic
def create_partnership(*, by: Actor, **values: Any) -> Partnership:
    """Save a partnership; ``by`` is the system acting in that very partnership, not yet saved."""
    partnership = by.partnership
    for field, value in values.items():
        setattr(partnership, field, value)
    partnership.full_clean()
    partnership.save(force_insert=True)
    audit.record(by=by, verb="set up", subject=partnership)
    return partnership


@transaction.atomic
def create_organisation(*, by: Actor, **values: Any) -> Organisation:
    """Add a body to the partnership."""
    check_may(by, "partnership.manage")
    organisation = Organisation(partnership=by.partnership, **values)
    organisation.full_clean()
    organisation.save(force_insert=True)
    audit.record(by=by, verb="added", subject=organisation)
    return organisation


@transaction.atomic
def create_member(
    *,
    by: Actor,
    email: str,
    name: str,
    organisation: Organisation | None,
    role_slugs: list[str],
    password: str | None = None,
) -> Membership:
    """Give a person a place; makes their account when the address is new.

    A person who has an account keeps their name and password. Refuses unknown roles and people already in.
    """
    check_may(by, "people.manage")
    check_ours(by, organisation)
    _check_roles(role_slugs)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email=email, name=name, password=password)
    if Membership.objects.filter(partnership=by.partnership, user=user).exists():
        raise Refusal("This person is already in the partnership.", "Change their roles instead.")
    membership = Membership.objects.create(
        partnership=by.partnership, user=user, organisation=organisation, roles=role_slugs
    )
    audit.record(by=by, verb="gave a place to", subject=membership, detail={"roles": role_slugs})
    return membership


@transaction.atomic
def change_roles(
    *, by: Actor, membership: Membership, role_slugs: list[str], is_active: bool = True
) -> Membership:
    """Change what a person may do, or close their place.

    Refuses people who would raise themselves or close their own way back in, and a partnership without an administrator.
    """
    check_may(by, "people.manage")
    check_ours(by, membership)
    _check_roles(role_slugs)
    # all places are locked: two administrators who close each other's at the same moment would leave nobody
    places = Membership.objects.select_for_update().filter(partnership=by.partnership)
    membership = {place.pk: place for place in places}[membership.pk]
    if membership.user_id == by.user_id:
        check_own_roles(membership, role_slugs, is_active)
    if membership.is_active and ADMINISTRATOR in membership.roles:
        check_somebody_administers(membership, role_slugs, is_active)
    before = [membership.roles, membership.is_active]
    membership.roles, membership.is_active = role_slugs, is_active
    membership.save(update_fields=("roles", "is_active"))
    audit.record(
        by=by,
        verb="changed the roles of",
        subject=membership,
        detail={"changes": {"roles": [before[0], role_slugs], "active": [before[1], is_active]}},
    )
    return membership


def _check_roles(slugs: list[str]) -> None:
    unknown = [slug for slug in slugs if slug not in roles()]
    if unknown:
        raise Refusal(f"There is no role called {', '.join(unknown)}.", f"Roles are: {', '.join(roles())}.")
