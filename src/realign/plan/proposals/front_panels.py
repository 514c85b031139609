"""What the front page of planning says of proposals."""

from collections import Counter
from datetime import date

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.foundations.design.words import counted
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontPanel
from realign.foundations.partnerships.types import Actor
from realign.plan.proposals.models import Proposal


def proposals(by: Actor, on: date) -> FrontAnswer:
    """How many proposals are drafts, and how many wait for a decision."""
    states = Counter(Proposal.objects.filter(partnership=by.partnership).values_list("state", flat=True))
    drafts, waiting = states[Proposal.State.DRAFT], states[Proposal.State.SUBMITTED]
    if not states:
        first = Link("Add a proposal", reverse("proposals:add", args=[by.partnership.slug]))
        return FrontAnswer(
            "There is no proposal yet.", first_step=first if by.may("proposals.edit") else None
        )
    return FrontAnswer(
        f"{counted(drafts, 'draft') if drafts else 'No draft'}; "
        f"{counted(waiting, 'proposal waits,proposals wait') if waiting else 'none waits'} for a decision."
    )


FRONT_PANELS.add(FrontPanel("proposals:list", "proposals.view", proposals, order=50))
