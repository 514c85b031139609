"""The queue as a table, and the sentences above the front pages."""

from collections.abc import Sequence
from datetime import date

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.words import counted
from realign.review.dashboards.lines import NOT_MEASURED
from realign.review.dashboards.types import Item, PriorityLine


def queue_table(items: Sequence[Item]) -> TableSpec:
    """The queue, by date, to search, filter and take away."""
    kinds = sorted({item.kind for item in items})
    return TableSpec(
        name="queue",
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
        empty_title="Nothing needs you today",
        empty_help="Tables to check, milestones and updates of your organisation, drafts and reviews come here.",
    )


def lead(items: Sequence[Item], today: date) -> str:
    """What there is, in a sentence."""
    if not items:
        return "Nothing is waiting for you."
    late = sum(item.status.word in {"Late", "Stale", "Failed"} for item in items)
    said = f"{counted(len(items), 'thing waits,things wait')} for you"
    return f"{said[0].upper()}{said[1:]}" + (
        f"; {late} of them {'is' if late == 1 else 'are'} late." if late else "."
    )


def home_lead(lines: Sequence[PriorityLine]) -> str:
    """The answer to the front page's question, from its lines."""
    if not lines:
        return (
            "The plan is not published yet. What we know and what there is for families you can read already."
        )
    words = [line.signal.word for line in lines]
    better, worse = words.count("Getting better"), words.count("Getting worse")
    unmeasured = words.count(NOT_MEASURED.word)
    said = [
        f"{number} {what}"
        for number, what in (
            (better, "getting better"),
            (worse, "getting worse"),
            (len(lines) - better - worse - unmeasured, "without a clear sign of change"),
            (unmeasured, "not measured yet"),
        )
        if number
    ]
    return f"Of our {counted(len(lines), 'priority,priorities')}: {', '.join(said)}."
