"""Proposals in the work of those who write them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone

from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.plan.proposals.models import Proposal
from realign.plan.proposals.rules import EDIT


def drafts(by: Actor, today: date) -> Iterator[WorkItem]:
    """Drafts that this person writes; those without a named author are for whoever worked on them last."""
    if by.user_id is None or not by.may(EDIT):
        return
    worked_on = Q(changed_by_id=by.user_id, author_account__isnull=True)
    rows = Proposal.objects.filter(
        worked_on | Q(author_account_id=by.user_id),
        partnership=by.partnership,
        state=Proposal.State.DRAFT,
    )
    for proposal in rows.order_by("title"):
        is_author = proposal.author_account_id == by.user_id
        yield WorkItem(
            timezone.localdate(proposal.changed_at),
            f"Finish the proposal “{proposal.title}”",
            "Draft",
            "You write it" if is_author else "You worked on it last",
            proposal.get_absolute_url(),
            Status("Draft", Tone.NEUTRAL),
            since=True,
        )


MY_WORK.add(drafts)
NAMED_PARTS.add(
    NamedPart(
        Proposal,
        "author_account",
        part="Author of the proposal",
        view="proposals.view",
        lasts=lambda today: Q(state__in=(Proposal.State.DRAFT, Proposal.State.SUBMITTED)),
    )
)
