"""Reading invitations, what belongs to an organisation, and how far setting up is."""

from django.db import models

from realign.foundations.administration.models import FirstAccountCode, Invitation
from realign.foundations.administration.rules import SEND
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.partnerships.queries import what_points_at
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


def what_belongs_to(organisation: Organisation) -> list[tuple[str, int]]:
    """What records point at a body, kind by kind, with how many; kinds of which there is none are left out."""
    return what_points_at(organisation)
