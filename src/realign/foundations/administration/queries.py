"""Reading invitations, what belongs to an organisation, and how far setting up is."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from realign.foundations.administration.models import FirstAccountCode, Invitation
from realign.foundations.administration.rules import SEND
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.work.models import Job


def first_account_code() -> FirstAccountCode | None:
    """The code that was issued last, if any."""
    return FirstAccountCode.objects.order_by("-pk").first()


def invitation_of(membership: Membership) -> Invitation | None:
    """The invitation of a person, if they were invited by e-mail."""
    return Invitation.objects.filter(membership=membership).select_related("invited_by").first()


def invitation(pk: int) -> Invitation | None:
    """One invitation with whom it is for and where; nothing where there is none."""
    return (
        Invitation.objects.filter(pk=pk)
        .select_related(
            "invited_by", "membership__user", "membership__organisation", "membership__partnership"
        )
        .first()
    )


def members_with_invitations(partnership: Partnership) -> models.QuerySet[Membership]:
    """Everybody with a place, with their account, organisation and invitation."""
    return (
        Membership.objects.filter(partnership=partnership)
        .select_related("user", "organisation", "invitation")
        .order_by("user__name")
    )


def unsent_invitations(partnership: Partnership) -> set[tuple[int, int]]:
    """Invitations whose e-mail was tried to the end in vain: each with the number of that e-mail."""
    failed = Job.objects.filter(partnership=partnership, kind=SEND, state=Job.State.FAILED)
    return {
        (arguments["invitation"], arguments["number"])
        for arguments in failed.values_list("arguments", flat=True)
    }


def relations_to_organisations() -> Iterator[tuple[type[models.Model], str]]:
    """Every model and field of the site that points at an organisation, joins of many to many among them."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name


def what_belongs_to(organisation: Organisation) -> list[tuple[str, int]]:
    """What records point at a body, kind by kind, with how many; kinds of which there is none are left out."""
    counts: dict[str, int] = {}
    for model, field in relations_to_organisations():
        number = model._default_manager.filter(**{field: organisation}).count()
        words = kind_of(model)
        if number:
            counts[words] = counts.get(words, 0) + number
    return sorted(counts.items())


def kind_of(model: type[models.Model]) -> str:
    """What records of a model are called; the rows of a many-to-many join by what they join."""
    # for a join this is the model that it belongs to, which the stubs do not know
    joined: Any = model._meta.auto_created
    return str((joined or model)._meta.verbose_name)
