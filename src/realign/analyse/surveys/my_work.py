"""Tables of results in the work of those who check, release or correct them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone

from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import queries
from realign.analyse.surveys.release.rules import WAITING_FOR_CHECKERS, can_let_out, can_review
from realign.foundations.design.links import address
from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem


def release_requests(by: Actor, today: date) -> Iterator[WorkItem]:
    """Tables to check, to publish, or to correct."""
    if not by.may("surveys.view"):
        return
    open_to_me = Q(state__in=(*WAITING_FOR_CHECKERS, ReleaseRequest.State.REVIEWED))
    mine_returned = Q(state=ReleaseRequest.State.RETURNED, requested_by_id=by.user_id)
    rows = queries.requests(by.partnership).filter(open_to_me | mine_returned).prefetch_related("views")
    taken_part = queries.taken_part(by.partnership, list(rows))
    for row in rows:
        if can_review(by, row, [view.checker_id for view in row.views.all()], taken_part[row.pk]):
            why = f"{row.requested_by or 'Somebody'} requested its release; two people must check it"
            yield _item(by, row, f"Check the table “{row.title}”", "Release to check", why, WAITING)
        elif can_let_out(by, row, taken_part[row.pk]):
            why = "Both checkers have decided"
            yield _item(by, row, f"Release the table “{row.title}”", "Release to publish", why, WAITING)
        elif row.state == ReleaseRequest.State.RETURNED:
            returned = Status("Returned", Tone.BAD)
            why = "A checker asked for changes"
            yield _item(by, row, f"Correct the table “{row.title}”", "Release returned", why, returned)


def _item(by: Actor, row: ReleaseRequest, what: str, kind: str, why: str, status: Status) -> WorkItem:
    url = address("surveys:request", by.partnership.slug, row.pk)
    return WorkItem(timezone.localdate(row.created_at), what, kind, why, url, status, since=True, tell=True)


MY_WORK.add(release_requests)
