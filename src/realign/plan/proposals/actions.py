"""Changing proposals."""

from django.db import transaction

from realign.foundations.partnerships.records import change_record
from realign.foundations.partnerships.types import Actor
from realign.plan.proposals.models import Proposal


@transaction.atomic
def mark_decided(*, by: Actor, proposal: Proposal) -> Proposal:
    """A group has decided on this proposal. Called by the room that records decisions, which checks who may."""
    change_record(
        proposal, by=by, revision=proposal.revision, verb="marked as decided", state=Proposal.State.DECIDED
    )
    return proposal
