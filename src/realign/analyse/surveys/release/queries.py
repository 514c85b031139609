"""Reading requests to let tables out, and who took part in them."""

from collections.abc import Sequence

from django.db import models

from realign.analyse.surveys.models import CheckerView, ReleaseRequest
from realign.analyse.surveys.release.types import TakenPart
from realign.analyse.surveys.tables.queries import asked_for
from realign.analyse.surveys.tables.types import WantedTable
from realign.foundations.audit import queries as audit
from realign.foundations.audit.rules import verbs_meaning
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Membership, Partnership

# the events of a request that say who asked for it and who checked it: views are deleted when it goes round again
ASKED = verbs_meaning("requested the release of", "requested the recalculation of", "submitted")
CHECKED = verbs_meaning("checked")


def requests(partnership: Partnership) -> models.QuerySet[ReleaseRequest]:
    """Every request to let figures out, newest first."""
    return ReleaseRequest.objects.filter(partnership=partnership).select_related(
        "survey__dataset__upload", "requested_by", "release", "job"
    )


def request(partnership: Partnership, pk: int) -> ReleaseRequest:
    """One request; raises ReleaseRequest.DoesNotExist."""
    return requests(partnership).get(pk=pk)


def views_of(request: ReleaseRequest) -> list[CheckerView]:
    """What checkers said, in order."""
    return list(request.views.select_related("checker").order_by("at", "pk"))


def taken_part(partnership: Partnership, requests: Sequence[ReleaseRequest]) -> dict[int, TakenPart]:
    """Who asked for each request and who ever checked it, in any round, by the request’s number."""
    happened = audit.events(partnership.slug).filter(
        subject_type=ReleaseRequest._meta.label_lower,
        subject_id__in=[str(release_request.pk) for release_request in requests],
        verb__in=ASKED | CHECKED,
        user__isnull=False,
    )
    askers = {
        request.pk: set() if request.requested_by_id is None else {request.requested_by_id}
        for request in requests
    }
    checked: dict[int, set[int]] = {request.pk: set() for request in requests}
    for pk, verb, user in happened.values_list("subject_id", "verb", "user"):
        (askers if verb in ASKED else checked)[int(pk)].add(user)
    return {
        release_request.pk: TakenPart(
            frozenset(askers[release_request.pk]), frozenset(checked[release_request.pk])
        )
        for release_request in requests
    }


def may_let_out(partnership: Partnership, taken: TakenPart) -> list[Membership]:
    """The people whose role lets figures out and who had no part in this request, by name."""
    able = partnerships.members_who_may(partnership, "release.publish")
    return [member for member in able if member.user_id not in taken.requesters | taken.checkers]


def asked_by(request: ReleaseRequest) -> list[WantedTable]:
    """Every table of a request."""
    return [
        asked_for(request.survey, measure, by, request.profile, request.interval, request.rounding)
        for measure, by in request.wanted
    ]
