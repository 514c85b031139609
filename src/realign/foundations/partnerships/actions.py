"""Making and correcting partnerships and organisations, and giving people their place."""

from datetime import date
from typing import Any

from django.db import transaction

from realign.foundations.accounts.models import User
from realign.foundations.audit import actions as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.models import Membership, Organisation, Partnership, ReferenceEdition
from realign.foundations.partnerships.records import change_row
from realign.foundations.partnerships.registry import REFERENCE_LISTS
from realign.foundations.partnerships.roles import roles
from realign.foundations.partnerships.rules import (
    ADMINISTRATOR,
    check_may,
    check_may_rename,
    check_organisation_may_end,
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
def change_partnership(*, by: Actor, revision: int, **values: Any) -> Partnership:
    """Change what the partnership is called and covers; its short name in addresses never changes."""
    check_may(by, "partnership.manage")
    change_row(by.partnership, by=by, revision=revision, **values)
    return by.partnership


@transaction.atomic
def finish_setting_up(*, by: Actor, on: date | None) -> Partnership:
    """Put the list of what is left to set up away; with no day it is taken out again."""
    check_may(by, "partnership.manage")
    partnership = Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    partnership.set_up_on = on
    partnership.save(update_fields=("set_up_on",))
    verb = "took out again the list of what is left to set up in" if on is None else "finished setting up"
    audit.record(by=by, verb=verb, subject=partnership)
    return partnership


@transaction.atomic
def change_organisation(
    *, by: Actor, organisation: Organisation, revision: int, **values: Any
) -> Organisation:
    """Correct a body. A new name keeps the old one among its other names, so that old papers still find it."""
    check_may(by, "partnership.manage")
    check_ours(by, organisation)
    name, aliases = values.get("name", organisation.name), values.get("aliases", organisation.aliases)
    if name != organisation.name:
        kept = [alias for alias in aliases if alias != name]
        values["aliases"] = kept if organisation.name in kept else [*kept, organisation.name]
    change_row(organisation, by=by, revision=revision, **values)
    return organisation


@transaction.atomic
def end_organisation(*, by: Actor, organisation: Organisation, on: date, revision: int) -> Organisation:
    """Record that a body has left; what it did stays on record. Refuses while people still have a place for it."""
    check_may(by, "partnership.manage")
    check_ours(by, organisation)
    check_organisation_may_end(organisation)
    change_row(organisation, by=by, revision=revision, verb="ended the part of", ended_on=on)
    return organisation


@transaction.atomic
def resume_organisation(*, by: Actor, organisation: Organisation, revision: int) -> Organisation:
    """Record that a body has rejoined."""
    check_may(by, "partnership.manage")
    check_ours(by, organisation)
    change_row(organisation, by=by, revision=revision, verb="took up again the part of", ended_on=None)
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
    audit.record(by=by, verb="added", subject=membership, detail={"roles": role_slugs})
    return membership


@transaction.atomic
def change_member(
    *, by: Actor, membership: Membership, name: str, organisation: Organisation | None, revision: int
) -> Membership:
    """Correct a person’s name and for which organisation they sit.

    Refuses another name for somebody who works in other partnerships too: the name is theirs everywhere.
    """
    check_may(by, "people.manage")
    check_ours(by, membership, organisation)
    user = membership.user
    if name != user.name:
        check_may_rename(membership)
        before, user.name = user.name, name
        user.save(update_fields=("name",))
        audit.record(
            by=by,
            verb="changed the name of",
            subject=membership,
            detail={"changes": {"name": [before, name]}},
        )
    change_row(membership, by=by, revision=revision, organisation=organisation)
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
    membership.revision += 1
    membership.save(update_fields=("roles", "is_active", "revision"))
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
