"""Writing the data location map, and taking a linkage from a proposal to its end."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may, check_ours, check_says, check_slug_free
from realign.foundations.partnerships.types import Actor
from realign.registers.gaps.models import Gap
from realign.registers.sources import rules
from realign.registers.sources.models import Holding, Linkage

VERBS = {
    Linkage.State.AGREED: "agreed to",
    Linkage.State.RUNNING: "began",
    Linkage.State.ENDED: "ended",
}


@transaction.atomic
def create_holding(
    *, by: Actor, information: str, gaps: Sequence[Gap] = (), slug: str = "", **values: Any
) -> Holding:
    """Say which system holds something."""
    check_may(by, rules.EDIT)
    name = slug or free_slug(Holding, by=by, words=information)
    check_slug_free(name, rules.RESERVED)
    return create_record(Holding, by=by, slug=name, information=information, gaps=gaps, **values)


@transaction.atomic
def change_holding(*, by: Actor, holding: Holding, revision: int, **values: Any) -> Holding:
    """Correct what is said of a system."""
    check_may(by, rules.EDIT)
    change_record(holding, by=by, revision=revision, **values)
    return holding


@transaction.atomic
def propose_linkage(
    *, by: Actor, title: str, holdings: Sequence[Holding], slug: str = "", **values: Any
) -> Linkage:
    """Propose to join data of several systems."""
    check_may(by, rules.EDIT)
    name = slug or free_slug(Linkage, by=by, words=title)
    check_slug_free(name, rules.RESERVED)
    return create_record(Linkage, by=by, verb="proposed", slug=name, title=title, holdings=holdings, **values)


@transaction.atomic
def change_linkage(*, by: Actor, linkage: Linkage, revision: int, **values: Any) -> Linkage:
    """Write a proposal further; what was agreed stays as it is."""
    check_may(by, rules.EDIT)
    rules.check_may_change(linkage)
    change_record(linkage, by=by, revision=revision, **values)
    return linkage


@transaction.atomic
def move_linkage(
    *, by: Actor, linkage: Linkage, revision: int, to: Linkage.State | str, reason: str = ""
) -> Linkage:
    """Take a linkage a step further: agreed, running, ended. Raises ValueError for what is no state."""
    check_may(by, rules.EDIT)
    check_ours(by, linkage)
    state = Linkage.State(to)
    rules.check_may_move(linkage, state, linkage.holdings.count())
    ends = state == Linkage.State.ENDED
    if ends:
        check_says(reason, "The reason is missing.", "Say why, and what was destroyed and when.")
    values = {"ended_because": reason.strip()} if ends else {}
    verb = VERBS[state]
    change_record(linkage, by=by, revision=revision, verb=verb, state=state, **values)
    return linkage
