"""A person leaves the partnership: their place is closed, and what they held is free."""

from datetime import date

from django.db import transaction

from realign.foundations.administration.models import Invitation
from realign.foundations.administration.rules import check_may_leave
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.registry import WHEN_LEFT, Leaving
from realign.foundations.partnerships.rules import check_may, check_ours
from realign.foundations.partnerships.types import Actor


@transaction.atomic
def end_member(*, by: Actor, membership: Membership, on: date) -> Membership:
    """Close a person’s place, take their roles and seats away, and withdraw an invitation that was not accepted.

    Their name stays in what they did. Refuses whoever would close their own place, and the last administrator's.
    """
    check_may(by, "people.manage")
    check_ours(by, membership)
    check_may_leave(membership)
    Invitation.objects.filter(membership=membership, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=by.at
    )
    for follow in WHEN_LEFT.all():
        follow(Leaving(by, membership.user, on))
    return actions.change_roles(by=by, membership=membership, role_slugs=[], is_active=False)
