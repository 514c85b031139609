"""Reading partnerships, their organisations and their people."""

from collections.abc import Collection, Iterator
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.utils.text import get_text_list

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import (
    ListWord,
    Membership,
    Organisation,
    Partnership,
    PartnershipRecord,
)
from realign.foundations.partnerships.registry import AREA_LISTS, WHAT_USES, WORD_LISTS, CoveredArea
from realign.foundations.partnerships.roles import permissions_of
from realign.foundations.partnerships.types import Actor, Refusal

# what was read of the lists of words during one request, so that a page of many rows asks once
_REMEMBERED: ContextVar[dict[tuple[int, str], dict[str, ListWord]] | None] = ContextVar(
    "list words", default=None
)


def public_partnerships() -> models.QuerySet[Partnership]:
    """Partnerships with a public page, by name."""
    return Partnership.objects.filter(is_public=True).order_by("name")


def partnerships_of(user: Any) -> models.QuerySet[Partnership]:
    """The partnerships in which this person has a place."""
    return Partnership.objects.filter(memberships__user=user, memberships__is_active=True).order_by("name")


def organisations(partnership: Partnership) -> models.QuerySet[Organisation]:
    """Every body in the partnership."""
    return Organisation.objects.filter(partnership=partnership)


def organisation_now_called(partnership: Partnership, slug: str) -> Organisation | None:
    """The body into which the one with this address was merged; none where a body has the address."""
    bodies = list(organisations(partnership))
    if any(body.slug == slug for body in bodies):
        return None
    return next((body for body in bodies if slug in body.former_slugs), None)


def current_organisations(partnership: Partnership) -> models.QuerySet[Organisation]:
    """The bodies that still take part: what a form offers for something new."""
    return organisations(partnership).filter(ended_on__isnull=True)


def organisation(partnership: Partnership, slug: str) -> Organisation:
    """One body; raises Organisation.DoesNotExist."""
    return Organisation.objects.get(partnership=partnership, slug=slug)


def members(partnership: Partnership) -> models.QuerySet[Membership]:
    """Everybody with a place, with their account and organisation."""
    return (
        Membership.objects.filter(partnership=partnership)
        .select_related("user", "organisation")
        .order_by("user__name")
    )


def people(partnership: Partnership) -> models.QuerySet[User]:
    """Everybody who can be named by their account here, by name, with ``body``, the organisation they act for."""
    return (
        User.objects.filter(memberships__partnership=partnership, memberships__is_active=True, is_active=True)
        .annotate(body=models.F("memberships__organisation__name"))
        .order_by("name", "pk")
    )


def account_acting(by: Actor) -> User | None:
    """The account of whoever acts, if they can be named by it here; nobody for the system itself."""
    return people(by.partnership).filter(pk=by.user_id).first() if by.user_id else None


def members_who_may(partnership: Partnership, permission: str) -> list[Membership]:
    """Everybody who can sign in and whose roles allow something, by name."""
    able = members(partnership).filter(is_active=True, user__is_active=True)
    return [member for member in able if permission in permissions_of(member.roles)]


def covered_areas(kind: str) -> list[CoveredArea]:
    """The areas of one kind of body that this installation knows, by name."""
    return list(AREA_LISTS.get(kind).areas())


def remember_words() -> None:
    """From here on every list of words is read once, until this is called again: at the start of each request."""
    _REMEMBERED.set({})


def forget_words() -> None:
    """Lists of words are read afresh whenever they are asked for: after a change, and outside of requests."""
    _REMEMBERED.set(None)


def list_words(partnership_id: int, list_slug: str) -> dict[str, ListWord]:
    """Every word of a list by its code, in the partnership’s own order, those no longer offered among them.

    Words that the partnership never changed are as the product brings them, and are not saved.
    """
    remembered, key = _REMEMBERED.get(), (partnership_id, list_slug)
    if remembered is not None and key in remembered:
        return remembered[key]
    words = {
        code: ListWord(
            partnership_id=partnership_id, list_slug=list_slug, code=code, label=label, position=place
        )
        for place, (code, label) in enumerate(WORD_LISTS.get(list_slug).words, start=1)
    }
    changed = ListWord.objects.filter(partnership=partnership_id, list_slug=list_slug).select_related(
        "changed_by"
    )
    words |= {word.code: word for word in changed}
    ordered = {word.code: word for word in sorted(words.values(), key=lambda word: word.position)}
    if remembered is not None:
        remembered[key] = ordered
    return ordered


def word(partnership_id: int, list_slug: str, code: str) -> str:
    """What the partnership calls a code of one of its lists; the code itself where it is in none."""
    words = list_words(partnership_id, list_slug)
    return words[code].label if code in words else code


def word_choices(partnership_id: int, list_slug: str, *codes: str) -> list[tuple[str, str]]:
    """The words that a form offers: those offered for new records, and these codes, which a record has already."""
    return [
        (code, word.label)
        for code, word in list_words(partnership_id, list_slug).items()
        if word.is_offered or code in codes
    ]


def all_words(partnership_id: int, list_slug: str) -> list[tuple[str, str]]:
    """Every word of a list with its code, for filters and for sums over what is on record."""
    return [(code, word.label) for code, word in list_words(partnership_id, list_slug).items()]


def relations_to(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every model and field of the site that points at records of a kind, joins of many to many among them."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name


def what_points_at(record: models.Model) -> list[tuple[str, int]]:
    """What points at a record, kind by kind, with how many; kinds of which there is none are left out."""
    counts: dict[str, int] = {}
    for model, field in relations_to(type(record)):
        number = model._default_manager.filter(**{field: record}).count()
        words = kind_of(model)
        if number:
            counts[words] = counts.get(words, 0) + number
    return sorted(counts.items())


def what_uses_it(record: PartnershipRecord, parts: Collection[str] = ()) -> list[str]:
    """What a record could not be removed from under: whatever points at it by a key, or by its name, kind by kind.

    ``parts`` are the names of reverse relations whose rows are a part of it and go with it.
    """
    users = []
    go_with_it = {type(record)._meta.get_field(part).related_model for part in parts}
    for model, field in relations_to(type(record)):
        # for a join this is the model that it belongs to, which the stubs do not know
        joins: Any = model._meta.auto_created
        own = joins is type(record) and field == record._meta.model_name
        if not own and model not in go_with_it and model._default_manager.filter(**{field: record}).exists():
            users.append(kind_of(model))
    users += [reader.__name__.replace("_", " ") for reader in WHAT_USES.all() if reader(record)]
    return sorted(set(users))


def why_it_stays(record: PartnershipRecord, instead: str, parts: Collection[str] = ()) -> Refusal | None:
    """Why a record that was made by mistake cannot be removed all the same, and what can be done instead."""
    users = what_uses_it(record, parts)
    if not users:
        return None
    return Refusal(f"Other records use “{record}”: {get_text_list(users, 'and')}.", instead)


def kind_of(model: type[models.Model]) -> str:
    """What records of a model are called; the rows of a many-to-many join by what they join."""
    # for a join this is the model that it belongs to, which the stubs do not know
    joined: Any = model._meta.auto_created
    return str((joined or model)._meta.verbose_name)
