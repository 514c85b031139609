"""Finding what an address means, and what every page of the room shows."""

from typing import Any, TypeVar

from django.db import models
from django.http import Http404
from django.utils import timezone

from realign.analyse.programme import queries
from realign.analyse.programme.models import Round, Session, Site, Tranche
from realign.analyse.programme.presenters import shared
from realign.analyse.programme.rules import EDIT
from realign.foundations.design.types import Link
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.frameworks.models import FrameworkItem

Record = TypeVar("Record", bound=models.Model)


def chosen_round(request: PartnershipRequest) -> Round | None:
    """The round that the address names, or the one of today; 404 for one that is not there."""
    slug = request.GET.get("round", "")
    if slug:
        return round_or_404(request, slug)
    return queries.round_on(request.partnership, timezone.localdate())


def round_or_404(request: PartnershipRequest, slug: str) -> Round:
    """The round at this address, or its page not found."""
    try:
        return queries.round_called(request.partnership, slug)
    except Round.DoesNotExist as absent:
        raise Http404 from absent


def site_or_404(request: PartnershipRequest, slug: str) -> Site:
    """The area at this address, or its page not found."""
    try:
        return queries.site(request.partnership, slug)
    except Site.DoesNotExist as absent:
        raise Http404 from absent


def tranche_or_404(request: PartnershipRequest, slug: str) -> Tranche:
    """The tranche at this address, or its page not found."""
    try:
        return queries.tranche(request.partnership, slug)
    except Tranche.DoesNotExist as absent:
        raise Http404 from absent


def session_or_404(request: PartnershipRequest, slug: str) -> Session:
    """The development day at this address, or its page not found."""
    try:
        return queries.session(request.partnership, slug)
    except Session.DoesNotExist as absent:
        raise Http404 from absent


def row_or_404(rows: models.QuerySet[Record], pk: int) -> Record:
    """The one of these rows with this number, or its page not found."""
    record = rows.filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def listed_item(round: Round, slug: str, code: str) -> FrameworkItem:
    """An entry of a list as the round goes by it, or 404."""
    for item in queries.Lists(round.starts_on).of(slug):
        if item.code == code:
            return item
    raise Http404


def frame(request: MemberRequest, current: str, round: Round | None, *crumbs: Link) -> dict[str, Any]:
    """What every page of the room shows: where we are, the other pages, the other rounds."""
    return {
        "round": round,
        "other_rounds": [
            other for other in queries.rounds(request.partnership) if round is None or other.pk != round.pk
        ],
        "sections": shared.sections(request.partnership, current, round),
        "may_edit": request.actor.may(EDIT),
        "breadcrumbs": shared.crumbs(request.partnership, *crumbs),
    }
