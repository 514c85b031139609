"""What there is to do, a priority in one line, and the sentences above the front pages."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from realign.analyse.trends.types import TrendVerdict
from realign.analyse.trends.words import VERDICTS
from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Source, Status, Task, Tone
from realign.foundations.design.words import counted, date_words, ended, in_kinds
from realign.foundations.work.types import WorkItem
from realign.plan.plans.types import PublicPriority, PublicProgress
from realign.plan.priorities.types import rolled_up_status
from realign.review.dashboards.types import PriorityLine, WorkStretch
from realign.review.reports.change import TargetProgress

NOT_MEASURED = Status("Not measured yet", Tone.NEUTRAL, "No indicator measures its outcomes.")
NOT_PUBLISHED = Status(
    "No published figures yet",
    Tone.NEUTRAL,
    "Its outcomes are measured; no figures of them are published yet.",
)


WEEK = timedelta(days=7)
EMPTY_TITLE = "Nothing needs you today"
EMPTY_HELP = (
    "What you are named for appears here: meetings that you chair or sit in and their papers, checks, milestones and "
    "updates, questions, data gaps, and your own drafts."
)


def work_table(items: Sequence[WorkItem]) -> TableSpec:
    """What there is to do, by date, to take away as a file."""
    kinds = sorted({item.kind for item in items})
    return TableSpec(
        name="my-work",
        noun="thing to do,things to do",
        caption="What needs you",
        search_fields=("what", "why"),
        default_sort="on",
        columns=(
            Column("what", "What", link=lambda item: item.url),
            Column("on", "Since or by", kind=Kind.DATE),
            Column("status", "How it stands", kind=Kind.STATUS, sortable=False),
            Column("kind", "Kind"),
            Column("why", "Why you", sortable=False),
        ),
        filters=(Filter("kind", "Kind", choices=[(kind, kind) for kind in kinds], field="kind"),),
        empty_title=EMPTY_TITLE,
        empty_help=EMPTY_HELP,
    )


def stretches(items: Sequence[WorkItem], today: date) -> list[WorkStretch]:
    """What there is to do, by when: overdue, today, in the next seven days, later; none that is empty."""
    by_title: dict[str, list[WorkItem]] = {}
    for item in items:
        by_title.setdefault(_stretch_of(item, today), []).append(item)
    return [
        WorkStretch(title, tuple(by_title[title]), tuple(_task(item) for item in by_title[title]))
        for title in STRETCHES
        if title in by_title
    ]


OVERDUE, TODAY, THIS_WEEK, LATER = STRETCHES = ("Overdue", "Today", "In the next seven days", "Later")


def _stretch_of(item: WorkItem, today: date) -> str:
    if item.since or item.on == today:
        return TODAY
    if item.on is None or item.on > today + WEEK:
        return LATER
    return OVERDUE if item.on < today else THIS_WEEK


def _task(item: WorkItem) -> Task:
    day = f"{'Since' if item.since else 'By'} {date_words(item.on)}. " if item.on else ""
    return Task(item.what, item.status, item.url, f"{item.kind}. {day}{ended(item.why)}".strip())


def lead(items: Sequence[WorkItem], today: date) -> str:
    """What there is, in a sentence."""
    if not items:
        return "Nothing is waiting for you."
    late = sum(_stretch_of(item, today) == OVERDUE for item in items)
    sentence = f"{counted(len(items), 'thing waits,things wait')} for you"
    return f"{sentence[0].upper()}{sentence[1:]}" + (
        f"; {late} of them {'is' if late == 1 else 'are'} overdue." if late else "."
    )


def home_lead(lines: Sequence[PriorityLine]) -> str:
    """The answer to the front page's question, from its lines."""
    if not lines:
        return "The plan is not published yet. Whatever else is published already stands on the other pages."
    count = Counter(line.signal.word for line in lines)
    kinds = [(count[VERDICTS[verdict].word], verdict.value) for verdict in TrendVerdict]
    kinds += [
        (count[NOT_PUBLISHED.word], "without published figures yet"),
        (count[NOT_MEASURED.word], "not measured yet"),
    ]
    return f"{in_kinds(kinds, 'priority,priorities')}."


def line(
    partnership_slug: str, priority: PublicPriority, moved: Sequence[TargetProgress], progress: PublicProgress
) -> PriorityLine:
    """A priority with the measure that says most: an outcome with a trend before any other."""
    ordered = sorted(
        moved, key=lambda change: (not change.target.indicator.is_outcome, len(change.values) < 2)
    )
    chosen = next(iter(ordered), None)
    unmeasured = NOT_PUBLISHED if priority.targets else NOT_MEASURED
    wanted = next((outcome.statement for outcome in priority.outcomes), priority.statement)
    return PriorityLine(
        number=priority.number,
        name=priority.plain_name,
        url=address("plans:public-priority", partnership_slug, priority.slug),
        wanted=wanted,
        sentence=how_children_are(chosen) if chosen else "",
        spark=chosen.spark() if chosen else None,
        signal=signal_of(chosen) if chosen and chosen.values else unmeasured,
        going=rolled_up_status(progress.rolled),
        source=source_of(chosen) if chosen and chosen.values else None,
        invented=bool(chosen and chosen.invented),
    )


def without_figures(rows: Sequence[tuple[PublicPriority, Sequence[TargetProgress]]]) -> list[str]:
    """The indicators of the published plan of which visitors see no value yet, by title."""
    public = {change.target.pk for _, moved in rows for change in moved if change.values}
    return sorted(
        {target.title for priority, _ in rows for target in priority.targets if target.key not in public}
    )


def how_children_are(change: TargetProgress) -> str:
    """The headline of the trend, with the goal."""
    goal = f"goal {change.write(change.target.goal)} by {date_words(change.target.goal_on)}"
    headline = change.headline if change.values else "no published value yet"
    return f"{change.target.indicator.title}: {headline}; {goal}."


def signal_of(change: TargetProgress) -> Status:
    """The trend in a word, the same as on its own page."""
    return VERDICTS[change.checked.trend]


def source_of(change: TargetProgress) -> Source:
    """Where the line's figure is from."""
    newest = change.values[-1]
    brought = newest.brought_by
    return Source(
        where=", ".join(part for part in (brought.title, brought.producer) if part),
        when=f"published {date_words(brought.published)}"
        if brought.published
        else f"imported on {date_words(brought.started_at)}",
        sure="95% interval given" if newest.lower is not None else "no interval is given",
        method=change.target.indicator.definition,
    )
