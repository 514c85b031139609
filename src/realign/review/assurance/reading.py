"""Reading the records that the thread joins: one query for each kind of record or join, whatever their number."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from realign.analyse.fit.models import Match, Need
from realign.deliver.decisions.models import Decision
from realign.deliver.progress.models import Milestone, Update
from realign.foundations.design.words import date_words, money
from realign.foundations.partnerships.models import Partnership
from realign.plan.priorities.models import Action, ActionMoney, Citation, Outcome, Priority, Target
from realign.plan.proposals.models import Proposal
from realign.registers.evidence.models import Finding
from realign.registers.groups.models import Seat
from realign.registers.indicators.models import Observation
from realign.registers.services.models import Service, Spend
from realign.review.assurance.types import Graph, RecordKind, ThreadLink, ThreadRecord
from realign.review.reports.models import Report

FOLLOWED = (Decision.Result.APPROVED, Decision.Result.CONDITIONS)


@dataclass
class ThreadReading:
    """The records and links of a partnership, gathered while the graph is being read."""

    partnership: Partnership
    sees_spending: bool
    nodes: list[ThreadRecord] = field(default_factory=list)
    links: list[ThreadLink] = field(default_factory=list)

    def node(self, kind: RecordKind, slug: object, label: str, **values: Any) -> None:
        """Add a record to the graph."""
        self.nodes.append(ThreadRecord(kind, str(slug), label, **values))

    def link(
        self, start: tuple[RecordKind, object], end: tuple[RecordKind, object], *, side: bool = False
    ) -> None:
        """Add that one record leads to another, along the thread or to its side."""
        self.links.append(ThreadLink(f"{start[0]}:{start[1]}", f"{end[0]}:{end[1]}", side))


def read_graph(partnership: Partnership, *, sees_spending: bool) -> Graph:
    """The whole thread of a partnership. Without ``sees_spending`` it says that a service costs money, not how much."""
    reading = ThreadReading(partnership, sees_spending)
    for read in (
        _findings,
        _needs,
        _services,
        _priorities,
        _outcomes,
        _measures,
        _proposals,
        _decisions,
        _actions,
        _progress,
        _results,
        _reports,
    ):
        read(reading)
    return Graph.of(reading.nodes, reading.links)


def _findings(reading: ThreadReading) -> None:
    findings = Finding.objects.filter(partnership=reading.partnership).released()
    for slug, sentence, strength, invented in findings.values_list(
        "slug", "sentence", "strength", "invented"
    ):
        detail = f"{Finding.Strength(strength).label} evidence"
        reading.node(RecordKind.FINDING, slug, sentence, detail=detail, invented=invented)
    for finding, priority in Citation.objects.filter(partnership=reading.partnership).values_list(
        "finding__slug", "priority__slug"
    ):
        reading.link((RecordKind.FINDING, finding), (RecordKind.PRIORITY, priority))


def _needs(reading: ThreadReading) -> None:
    needs = Need.objects.filter(partnership=reading.partnership)
    for slug, name, definition, finding, invented in needs.values_list(
        "slug", "name", "definition", "finding__slug", "invented"
    ):
        reading.node(RecordKind.NEED, slug, name, detail=definition, invented=invented)
        reading.link((RecordKind.FINDING, finding), (RecordKind.NEED, slug))
    # a need that is counted by a released table rests on the findings drawn from that table
    for finding, slug in needs.values_list("release__findings__slug", "slug"):
        reading.link((RecordKind.FINDING, finding), (RecordKind.NEED, slug))
    for slug, priority in needs.values_list("slug", "priorities__slug"):
        reading.link((RecordKind.NEED, slug), (RecordKind.PRIORITY, priority))


def _services(reading: ThreadReading) -> None:
    for slug, name, does, provider, invented in Service.objects.filter(
        partnership=reading.partnership
    ).values_list("slug", "name", "summary", "provider__name", "invented"):
        reading.node(RecordKind.SERVICE, slug, name, detail=does, owner=provider, invented=invented)
    for need, service in Match.objects.filter(partnership=reading.partnership).values_list(
        "need__slug", "service__slug"
    ):
        reading.link((RecordKind.NEED, need), (RecordKind.SERVICE, service), side=True)
    rows = Spend.objects.filter(partnership=reading.partnership).order_by("service__slug", "-year")
    spent: dict[str, tuple[str, str, Decimal, str, bool]] = {}
    for slug, name, year, amount, base, invented in rows.values_list(
        "service__slug", "service__name", "year", "amount", "price_base", "invented"
    ):
        sum_so_far = spent.get(slug)
        if sum_so_far is None or sum_so_far[1] == year:
            total = amount + (sum_so_far[2] if sum_so_far else 0)
            spent[slug] = (name, year, total, base, invented or bool(sum_so_far and sum_so_far[4]))
    for slug, (name, year, total, base, invented) in spent.items():
        how_much = money(total) if reading.sees_spending else "Spending"
        label = f"{how_much} for {name} in {year}"
        reading.node(
            RecordKind.MONEY, f"service-{slug}", label, detail=f"Spending, {base}", invented=invented
        )
        reading.link((RecordKind.SERVICE, slug), (RecordKind.MONEY, f"service-{slug}"), side=True)


def _priorities(reading: ThreadReading) -> None:
    leads = dict(
        Seat.objects.filter(partnership=reading.partnership, role=Seat.Role.LEAD, ends_on__isnull=True)
        .exclude(holder="")
        .values_list("group", "holder")
    )
    for priority in Priority.objects.filter(partnership=reading.partnership).select_related(
        "group", "sponsor"
    ):
        reading.node(
            RecordKind.PRIORITY,
            priority.slug,
            str(priority),
            detail=priority.statement,
            owner=_owner(priority, leads),
            invented=priority.invented,
        )


def _owner(priority: Priority, leads: dict[int, str]) -> str:
    """Who answers for a priority: the lead official of its group, else the group, else its sponsor."""
    if priority.group is not None:
        holder = leads.get(priority.group.pk)
        return f"{holder}, {priority.group.name}" if holder else f"{priority.group.name} (no lead official)"
    return str(priority.sponsor) if priority.sponsor else ""


def _outcomes(reading: ThreadReading) -> None:
    for slug, statement, priority, invented in Outcome.objects.filter(
        partnership=reading.partnership
    ).values_list("slug", "statement", "priority__slug", "invented"):
        reading.node(RecordKind.OUTCOME, slug, statement, invented=invented)
        reading.link((RecordKind.PRIORITY, priority), (RecordKind.OUTCOME, slug))


def _measures(reading: ThreadReading) -> None:
    for pk, outcome, title, unit, baseline, goal, goal_on, invented in Target.objects.filter(
        partnership=reading.partnership
    ).values_list(
        "pk",
        "outcome__slug",
        "indicator__title",
        "indicator__unit",
        "baseline",
        "goal",
        "goal_on",
        "invented",
    ):
        detail = f"From {_number(baseline, unit)} to {_number(goal, unit)} by {date_words(goal_on)}"
        reading.node(RecordKind.MEASURE, pk, title, detail=detail, invented=invented)
        reading.link((RecordKind.OUTCOME, outcome), (RecordKind.MEASURE, pk))


def _number(value: float, unit: str) -> str:
    return f"{value:g}%" if unit in {"percent", "%"} else f"{value:g} {unit}".strip()


def _proposals(reading: ThreadReading) -> None:
    proposals = Proposal.objects.filter(partnership=reading.partnership)
    for slug, title, ask, priority, author, state, invented in proposals.values_list(
        "slug", "title", "ask", "priority__slug", "author", "state", "invented"
    ):
        detail = f"{Proposal.State(state).label}. {ask}"
        reading.node(RecordKind.PROPOSAL, slug, title, detail=detail, owner=author, invented=invented)
        reading.link((RecordKind.PRIORITY, priority), (RecordKind.PROPOSAL, slug))
    for slug, outcome in proposals.values_list("slug", "actions__outcome__slug"):
        reading.link((RecordKind.OUTCOME, outcome), (RecordKind.PROPOSAL, slug))


def _decisions(reading: ThreadReading) -> None:
    decisions = Decision.objects.filter(partnership=reading.partnership)
    for slug, title, result, on, group, proposal, invented in decisions.order_by("meeting__on").values_list(
        "slug", "title", "result", "meeting__on", "meeting__group__name", "proposal__slug", "invented"
    ):
        detail = f"{Decision.Result(result).label}, {group}, {date_words(on)}"
        reading.node(RecordKind.DECISION, slug, title, detail=detail, owner=group, invented=invented)
        reading.link((RecordKind.PROPOSAL, proposal), (RecordKind.DECISION, slug))
    for slug, action in decisions.filter(result__in=FOLLOWED).values_list("slug", "proposal__actions__slug"):
        reading.link((RecordKind.DECISION, slug), (RecordKind.ACTION, action))


def _actions(reading: ThreadReading) -> None:
    actions = Action.objects.filter(partnership=reading.partnership)
    for slug, title, priority, outcome, person, lead, due_on, invented in actions.values_list(
        "slug", "title", "priority__slug", "outcome__slug", "lead_person", "lead__name", "due_on", "invented"
    ):
        detail = ", ".join(part for part in (lead, f"by {date_words(due_on)}" if due_on else "") if part)
        owner = person or lead or ""
        reading.node(RecordKind.ACTION, slug, title, detail=detail, owner=owner, invented=invented)
        reading.link((RecordKind.OUTCOME, outcome), (RecordKind.ACTION, slug))
        if outcome is None:
            reading.link((RecordKind.PRIORITY, priority), (RecordKind.ACTION, slug))
    given = (
        ActionMoney.objects.filter(partnership=reading.partnership)
        .values("action__slug", "action__title", "price_base", "action__invented")
        .annotate(total=Sum("amount"))
        .order_by("action__slug")
    )
    for row in given:
        slug = row["action__slug"]
        label = f"{money(row['total'])} for {row['action__title']}"
        reading.node(
            RecordKind.MONEY,
            f"action-{slug}",
            label,
            detail=f"Planned, {row['price_base']}",
            invented=row["action__invented"],
        )
        reading.link((RecordKind.ACTION, slug), (RecordKind.MONEY, f"action-{slug}"), side=True)


def _progress(reading: ThreadReading) -> None:
    for pk, title, action, due_on, done_on, owner, invented in Milestone.objects.filter(
        partnership=reading.partnership
    ).values_list("pk", "title", "action__slug", "due_on", "done_on", "owner", "invented"):
        detail = f"Reached on {date_words(done_on)}" if done_on else f"Due on {date_words(due_on)}"
        reading.node(
            RecordKind.MILESTONE,
            pk,
            title,
            detail=detail,
            owner=owner,
            invented=invented,
            reached=bool(done_on),
        )
        reading.link((RecordKind.ACTION, action), (RecordKind.MILESTONE, pk))
    newest: dict[str, tuple[Any, ...]] = {}
    for row in (
        Update.objects.filter(partnership=reading.partnership)
        .order_by("on", "pk")
        .values_list("action__slug", "pk", "status", "on", "reason", "author", "invented")
    ):
        newest[row[0]] = row[1:]
    for action, (pk, status, on, reason, author, invented) in newest.items():
        label = f"{Update.Status(status).label}, {date_words(on)}"
        reading.node(RecordKind.UPDATE, pk, label, detail=reason, owner=author, invented=invented)
        reading.link((RecordKind.ACTION, action), (RecordKind.UPDATE, pk))


def newest_since_baseline(partnership: Partnership) -> dict[int, dict[str, Any]]:
    """For each target, its newest value after the baseline. One query; values that are projected are left out."""
    targets = Target.objects.filter(
        Q(area__isnull=True) | Q(area=F("indicator__observations__area")),
        partnership=partnership,
        indicator__observations__is_current=True,
        indicator__observations__breakdown="",
        indicator__observations__value__isnull=False,
        indicator__observations__ends_on__gt=F("baseline_on"),
        indicator__observations__status__in=set(Observation.Status) - {Observation.Status.PROJECTED},
    )
    rows = targets.order_by("indicator__observations__ends_on").values(
        "pk",
        "indicator__title",
        "indicator__unit",
        "indicator__slug",
        value=F("indicator__observations__value"),
        period=F("indicator__observations__period"),
        ends_on=F("indicator__observations__ends_on"),
        status=F("indicator__observations__status"),
        brought_by=F("indicator__observations__brought_by__title"),
        indicator_invented=F("indicator__invented"),
        import_invented=F("indicator__observations__brought_by__invented"),
    )
    return {row["pk"]: {**row} for row in rows}


def _results(reading: ThreadReading) -> None:
    for pk, row in newest_since_baseline(reading.partnership).items():
        slug = f"measure-{pk}"
        label = f"{_number(row['value'], row['indicator__unit'])} in {row['period']}"
        reading.node(
            RecordKind.RESULT,
            slug,
            label,
            detail=row["indicator__title"],
            invented=row["indicator_invented"] or row["import_invented"],
        )
        reading.link((RecordKind.MEASURE, pk), (RecordKind.RESULT, slug))
    # what an action is meant to move, named by itself or by the outcome it serves
    for targets in ("measures", "outcome__targets"):
        rows = Action.objects.filter(partnership=reading.partnership).values_list("slug", targets)
        for action, target in rows:
            reading.link((RecordKind.MEASURE, target), (RecordKind.ACTION, action))
            reading.link((RecordKind.ACTION, action), (RecordKind.RESULT, f"measure-{target}"))


def _reports(reading: ThreadReading) -> None:
    reports = Report.objects.filter(partnership=reading.partnership)
    for slug, title, state, invented in reports.values_list("slug", "title", "state", "invented"):
        published = state == Report.State.PUBLISHED
        label = Report.State(state).label
        reading.node(RecordKind.REPORT, slug, title, detail=label, invented=invented, reached=published)
    told = reports.filter(plan__priorities__actions__updates__on__range=(F("starts_on"), F("ends_on")))
    for slug, update in told.values_list("slug", "plan__priorities__actions__updates"):
        reading.link((RecordKind.UPDATE, update), (RecordKind.REPORT, slug))
    reached = reports.filter(
        plan__priorities__actions__milestones__done_on__range=(F("starts_on"), F("ends_on"))
    )
    for slug, milestone in reached.values_list("slug", "plan__priorities__actions__milestones"):
        reading.link((RecordKind.MILESTONE, milestone), (RecordKind.REPORT, slug))
