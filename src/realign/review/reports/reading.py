"""Reading the records of one report period, in a number of queries that does not grow with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from realign.deliver.decisions.queries import published_decisions
from realign.deliver.progress.models import Milestone, Update
from realign.foundations.design.words import date_words, money_exact
from realign.foundations.partnerships.models import Partnership
from realign.methods.wording.substance import says_something
from realign.plan.priorities.models import Action, ActionMoney, Citation, Priority
from realign.plan.priorities.queries import newest_update
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding
from realign.review.reports.change import TargetProgress, changes
from realign.review.reports.models import Report
from realign.review.reports.types import (
    ActionLine,
    DecisionLine,
    Figure,
    FindingLine,
    MeasureLine,
    MoneyLine,
    PrioritySection,
)

LOOK_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class ReportPeriod:
    """The days a report is about, and the day on which the records are read."""

    partnership: Partnership
    starts_on: date
    ends_on: date
    as_of: date

    @classmethod
    def of(cls, report: Report, as_of: date) -> "ReportPeriod":
        """The period of a report, cut at the day of reading while it still runs."""
        return cls(report.partnership, report.starts_on, min(report.ends_on, as_of), as_of)

    @property
    def own_records(self) -> str:
        """The note for what is counted from the partnership’s own records."""
        return (
            f"Counted from the records of {self.partnership.short_name} on actions, milestones and "
            f"updates, as at {date_words(self.as_of)}."
        )


def sections(report: Report, period: ReportPeriod) -> tuple[PrioritySection, ...]:
    """Every priority of the plan with what was promised, what changed and what is known."""
    priorities = list(
        Priority.objects.filter(plans=report.plan_id, partnership=period.partnership)
        .prefetch_related(
            Prefetch("actions", _actions(period)),
            Prefetch(
                "citations",
                Citation.objects.select_related("finding__release", "finding__cell", "finding__indicator"),
            ),
        )
        .order_by("number")
    )
    moved: dict[int, list[TargetProgress]] = {}
    for change in changes(period.partnership, period.ends_on):
        moved.setdefault(change.target.outcome.priority_id, []).append(change)
    return tuple(_section(priority, moved.get(priority.pk, []), period) for priority in priorities)


def _actions(period: ReportPeriod) -> QuerySet[Action]:
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=period.ends_on)
    return (
        Action.objects.filter(begun)
        .select_related("lead")
        .prefetch_related(
            Prefetch(
                "updates",
                Update.objects.filter(on__range=(period.starts_on, period.ends_on)).order_by("-on", "-pk"),
            ),
            Prefetch("milestones", Milestone.objects.order_by("due_on", "pk")),
            "aims",
        )
        .order_by("due_on", "slug")
    )


def _section(priority: Priority, moved: Sequence[TargetProgress], period: ReportPeriod) -> PrioritySection:
    cited = [citation.finding for citation in priority.citations.all()]
    standing = [finding for finding in cited if finding.stands]
    return PrioritySection(
        title=str(priority),
        statement=priority.statement,
        actions=tuple(_action(action, period) for action in priority.actions.all()),
        measures=tuple(_measure(change, period) for change in moved),
        findings=tuple(_finding(finding, period) for finding in standing),
        withdrawn=len(cited) - len(standing),
    )


def _action(action: Action, period: ReportPeriod) -> ActionLine:
    newest = newest_update(action)
    told = newest is not None and says_something(newest.text or newest.reason, [action.title])
    due = [m for m in action.milestones.all() if m.due_on <= period.ends_on]
    reached = [m for m in due if m.done_on and m.done_on <= period.ends_on]
    invented = action.invented or bool(newest and newest.invented)
    counted = Figure(f"{len(reached)} of {len(due)} due", period.own_records, invented) if due else None
    return ActionLine(
        title=action.title,
        lead=str(action.lead) if action.lead else "No lead yet",
        due=date_words(action.due_on) if action.due_on else "No date",
        status=newest.get_status_display() if newest else "No update in this period",
        why=newest.reason if newest else "",
        milestones=counted,
        late=tuple(f"{m.title} (due {date_words(m.due_on)})" for m in due if m not in reached),
        aims=tuple(item.code for item in action.aims.all()),
        has_update=told,
        hollow_update=newest is not None and not told,
        invented=invented,
    )


def _measure(change: TargetProgress, period: ReportPeriod) -> MeasureLine:
    indicator = change.target.indicator
    return MeasureLine(
        name=f"measure-{change.target.pk}",
        title=indicator.title,
        outcome=change.target.outcome.statement,
        baseline=change.baseline_figure(period.as_of),
        latest=change.latest_figure(period.as_of),
        goal=change.goal_figure(),
        moved=change.moved,
        signal=change.headline,
        chart=change.chart(),
        caption=change.caption(period.as_of),
        invented=change.invented,
        owner=str(indicator.owner) if indicator.owner else "",
        source_known=bool((indicator.producer or indicator.source) and indicator.frequency),
    )


def _finding(finding: Finding, period: ReportPeriod) -> FindingLine:
    figure = evidence.figure_of(finding)
    if figure is not None:
        note = figure.words + "; " + figure.source
    elif finding.indicator is not None:
        note = f"{finding.indicator.title}, {finding.indicator.producer or finding.indicator.scheme}"
    else:
        note = finding.source or "A finding without a source"
    basis = f"{note}; {finding.get_strength_display().lower()} evidence; read {date_words(period.as_of)}."
    return FindingLine(
        sentence=finding.sentence,
        figure=Figure(figure.words, basis, finding.invented) if figure else None,
        note=basis,
        does_not_tell=finding.does_not_tell,
        invented=finding.invented or bool(figure and figure.invented),
    )


def decisions(period: ReportPeriod) -> tuple[DecisionLine, ...]:
    """What was decided in the period, as another person than its writers published it; nothing else."""
    rows = [
        (row, content)
        for row, content in published_decisions(period.partnership)
        if period.starts_on <= row.meeting.on <= period.ends_on
    ]
    return tuple(
        DecisionLine(
            title=content["title"],
            when=date_words(row.meeting.on),
            group=content["group"],
            result=content["result"],
            text=content["text"],
            reason=content["reason"],
            superseded=hasattr(row, "superseded_by"),
            invented=row.invented,
        )
        for row, content in sorted(rows, key=lambda each: (each[0].meeting.on, each[0].slug))
    )


def planned_money(report: Report, period: ReportPeriod) -> tuple[tuple[MoneyLine, ...], Figure | None]:
    """What each body puts into the actions of each priority in the report year, and the total."""
    rows = ActionMoney.objects.filter(
        partnership=period.partnership, action__priority__plans=report.plan_id, year=report.year
    ).order_by("action__priority__number", "funder__name")
    rows_of_money: dict[tuple[str, str], tuple[Decimal, str, bool]] = {}
    for number, title, funder, amount, base, invented in rows.values_list(
        "action__priority__number",
        "action__priority__title",
        "funder__name",
        "amount",
        "price_base",
        "invented",
    ):
        key = (f"Priority {number}: {title}", funder)
        before = rows_of_money.get(key, (Decimal(0), base, False))
        rows_of_money[key] = (before[0] + amount, base, before[2] or invented)
    if not rows_of_money:
        return (), None
    lines = tuple(
        MoneyLine(*key, _planned(amount, base, invented, report, period))
        for key, (amount, base, invented) in rows_of_money.items()
    )
    bases = ", ".join(dict.fromkeys(base for _, base, _ in rows_of_money.values()))
    total = sum((amount for amount, _, _ in rows_of_money.values()), Decimal(0))
    return lines, _planned(
        total, bases, any(made_up for _, _, made_up in rows_of_money.values()), report, period
    )


def _planned(amount: Decimal, base: str, invented: bool, report: Report, period: ReportPeriod) -> Figure:
    note = (
        f"Planned for {report.year} in the records of {period.partnership.short_name}, {base}, as at "
        f"{date_words(period.as_of)}."
    )
    return Figure(money_exact(amount), note, invented)


def coming(report: Report, period: ReportPeriod) -> tuple[str, ...]:
    """Milestones of the next twelve months and decisions to look at again."""
    last = period.ends_on + LOOK_AHEAD
    ahead = Milestone.objects.filter(
        partnership=period.partnership,
        action__priority__plans=report.plan_id,
        due_on__gt=period.ends_on,
        due_on__lte=last,
        done_on__isnull=True,
    ).order_by("due_on", "pk")
    again = [
        (row.review_on, content["title"])
        for row, content in published_decisions(period.partnership)
        if row.review_on is not None
        and period.ends_on < row.review_on <= last
        and not hasattr(row, "superseded_by")
    ]
    days = [(m.due_on, m.title) for m in ahead] + [
        (day, f"Decision to review: {title}") for day, title in again
    ]
    return tuple(f"{date_words(day)}: {words}" for day, words in sorted(days))
