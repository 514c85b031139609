"""Reading for the front pages, through the rooms that keep the records; what happened lately and what comes next."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from realign.deliver.decisions import queries as decisions
from realign.deliver.decisions.models import Decision
from realign.foundations.audit import presenters
from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.audit.rules import verb_now
from realign.foundations.design.links import address
from realign.foundations.design.words import number
from realign.foundations.partnerships.access import opens_to
from realign.foundations.partnerships.models import Partnership, PartnershipRecord
from realign.foundations.partnerships.types import Actor
from realign.plan.plans import queries as plans
from realign.plan.plans.types import PublicPlan, PublicPriority, PublicProgress, PublicTarget
from realign.plan.priorities import queries as priorities
from realign.registers.groups.models import Seat
from realign.review.dashboards.types import ComingMeeting, Happened
from realign.review.reports import queries as reports
from realign.review.reports.change import TargetProgress
from realign.review.reports.models import Report

MOST_DECISIONS = 3


@dataclass(frozen=True)
class InPlan:
    """A priority of the plan as it was last published: what its measures did since, and how the work on it is going."""

    priority: PublicPriority
    moved: Sequence[TargetProgress]
    progress: PublicProgress


@dataclass(frozen=True)
class Home:
    """What the public front page of a partnership shows."""

    vision: str
    plan: PublicPlan | None
    priorities: tuple[InPlan, ...]
    report: Report | None
    decisions: tuple[Decision, ...]


def home(partnership: Partnership, today: date) -> Home:
    """The published plan's priorities, the newest report and decisions; the same queries however many records."""
    plan = plans.public_plan(partnership, today)
    return Home(
        vision=priorities.public_vision(partnership, today),
        plan=plan,
        priorities=_in_plan(partnership, plan, today) if plan else (),
        report=reports.latest_public(partnership),
        decisions=tuple(
            decisions.public_decisions(partnership).filter(superseded_by__isnull=True)[:MOST_DECISIONS]
        ),
    )


def _in_plan(partnership: Partnership, plan: PublicPlan, today: date) -> tuple[InPlan, ...]:
    moved = {change.target.pk: change for change in reports.changes(partnership, today, public=True)}
    rows = plans.public_priorities(partnership, plan)
    return tuple(
        InPlan(
            priority,
            [_as_published(moved[target.key], target) for target in priority.targets if target.key in moved],
            progress,
        )
        for priority, progress in rows
    )


def _as_published(change: TargetProgress, published: PublicTarget) -> TargetProgress:
    """What a measure did, against the target as it was last published."""
    target = copy(change.target)
    for name in ("baseline", "baseline_on", "goal", "goal_on", "invented"):
        setattr(target, name, getattr(published, name))
    return replace(change, target=target)


SINCE, LOOKED_AT, MOST, MEETINGS = timedelta(days=7), 200, 12, 5

# What a person without the record of changes may hear of besides records with a page of their own: parts, which stand on
# the page of something else, and kinds whose page is public while their drafts are not; each by its permission.
BESIDES: dict[str, str] = {
    "evidence.finding": "evidence.view",
    "evidence.release": "evidence.view",
    "groups.seat": "groups.view",
    "partnerships.organisation": "partnership.view",
    "programme.signoff": "programme.view",
    "progress.milestone": "progress.view",
    "progress.update": "progress.view",
}


def news_for(by: Actor) -> set[str]:
    """The kinds of record whose changes a person may hear of: those whose pages open to them."""
    kinds = {kind for kind, permission in BESIDES.items() if by.may(permission)}
    for model in apps.get_models():
        if issubclass(model, PartnershipRecord) and model.page and model._meta.label_lower not in BESIDES:
            # whether a page opens is asked of its rule, so that it matters not whether this record is there
            key = "nothing" if model.page_key == "slug" else 1
            if opens_to(by, reverse(model.page, args=[by.partnership.slug, key])):
                kinds.add(model._meta.label_lower)
    return kinds


def happened(by: Actor, now: datetime) -> list[Happened]:
    """The newest events of the last seven days by others. Names are for those who may read the record of changes."""
    rows = audit.events(by.partnership.slug).filter(at__gte=now - SINCE)
    if by.user_id is not None:
        rows = rows.exclude(user_id=by.user_id)
    rows = rows.filter(subject_type__in=news_for(by))
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
    return f"{kind} “{event.subject_label}”: {verb_now(event.verb)}"


def meetings_ahead(by: Actor, today: date) -> list[ComingMeeting]:
    """The next meetings of the partnership's groups. Two queries."""
    if not by.may("decisions.view"):
        return []
    rows = list(decisions.meetings(by.partnership).filter(on__gte=today).order_by("on")[:MEETINGS])
    mine = _sits_in(by)
    return [
        ComingMeeting(
            row.on,
            row.group.name,
            row.purpose,
            address("decisions:meeting", by.partnership.slug, row.pk),
            mine.get(row.group_id, ""),
        )
        for row in rows
    ]


def _sits_in(by: Actor) -> dict[int, str]:
    """How this person has to do with each group: by their own seat, or by that of their organisation."""
    seats = Seat.objects.filter(partnership=by.partnership, ends_on__isnull=True)
    words = {}
    for group, body, holder in seats.values_list("group", "organisation", "holder_account"):
        if holder is not None and holder == by.user_id:
            words[group] = "you sit in it"
        elif by.organisation is not None and body == by.organisation.pk:
            words.setdefault(group, f"{by.organisation} sits in it")
    return words
