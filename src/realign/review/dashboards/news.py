"""What happened lately, and which meetings come next."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.apps import apps
from django.utils import timezone

from realign.deliver.decisions import queries as decisions
from realign.foundations.audit import presenters
from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.design.links import address
from realign.foundations.design.words import number
from realign.foundations.partnerships.types import Actor
from realign.registers.groups.models import Seat
from realign.review.dashboards.types import Ahead, Happened

SINCE, LOOKED_AT, MOST, MEETINGS = timedelta(days=7), 200, 12, 5

# What a person without the record of changes may hear of: records that their permissions let them open anyway.
OPEN_TO: dict[str, str] = {
    "decisions.decision": "decisions.view",
    "decisions.meeting": "decisions.view",
    "evidence.finding": "evidence.view",
    "evidence.release": "evidence.view",
    "indicators.indicator": "indicators.view",
    "plans.plan": "plans.view",
    "priorities.action": "priorities.view",
    "priorities.priority": "priorities.view",
    "progress.milestone": "progress.view",
    "progress.update": "progress.view",
    "programme.signoff": "programme.view",
    "programme.site": "programme.view",
    "programme.tranche": "programme.view",
    "proposals.proposal": "proposals.view",
    "reports.report": "reports.view",
    "services.service": "services.view",
}


def happened(by: Actor, now: datetime) -> list[Happened]:
    """The newest events of the last seven days by others. Names are for those who may read the record of changes."""
    rows = audit.events(by.partnership.slug).filter(at__gte=now - SINCE)
    if by.user_id is not None:
        rows = rows.exclude(user_id=by.user_id)
    kinds = [kind for kind, permission in OPEN_TO.items() if by.may(permission)]
    rows = rows.filter(subject_type__in=kinds)
    say = presenters.sentence if by.may("audit.view") else _without_name
    return [_told(list(run), say) for _, run in groupby(rows[:LOOKED_AT], key=_same_doing)][:MOST]


def _same_doing(event: Event) -> tuple[object, ...]:
    return timezone.localdate(event.at), event.actor_name, event.verb, event.subject_type


def _told(run: list[Event], say: Callable[[Event], str]) -> Happened:
    """One event in a sentence; the same done to several records in a row is told once, with how many."""
    first = run[0]
    more = f", and {number(len(run) - 1)} more" if len(run) > 1 else ""
    return Happened(timezone.localdate(first.at), say(first) + more)


def _without_name(event: Event) -> str:
    kind = str(apps.get_model(event.subject_type)._meta.verbose_name).capitalize()
    return f"{kind} “{event.subject_label}”: {event.verb}"


def meetings_ahead(by: Actor, today: date) -> list[Ahead]:
    """The next meetings of the partnership's groups. Two queries."""
    if not by.may("decisions.view"):
        return []
    rows = list(decisions.meetings(by.partnership).filter(on__gte=today).order_by("on")[:MEETINGS])
    seated = Seat.objects.filter(partnership=by.partnership, ends_on__isnull=True, holder=by.name)
    mine = set(seated.values_list("group", flat=True))
    return [
        Ahead(
            row.on,
            row.group.name,
            row.purpose,
            address("decisions:meeting", by.partnership.slug, row.pk),
            row.group_id in mine,
        )
        for row in rows
    ]
