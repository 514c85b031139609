"""Gaps in words, statuses and tables."""

from datetime import date
from typing import Any

from django.urls import reverse

from realign.foundations.design.links import shortened
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words, opening
from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps import queries
from realign.registers.gaps.models import Gap
from realign.registers.gaps.rules import is_overdue
from realign.registers.places import queries as places

ALL_CHILDREN = "All children"
EVERYWHERE = "Everywhere"
ENDINGS = {Gap.Ending.SEEN: Tone.GOOD, Gap.Ending.ACCEPTED: Tone.NEUTRAL, Gap.Ending.MISTAKEN: Tone.NEUTRAL}


def status(gap: Gap, on: date) -> Status:
    """Open, overdue or closed, with its day."""
    if not gap.is_open:
        ending = Gap.Ending(gap.ending)
        return Status(str(ending.label), ENDINGS[ending], f"on {date_words(gap.ended_on)}")
    if gap.due_on is None:
        return Status("Open, no date set", Tone.ATTENTION)
    if is_overdue(gap, on):
        return Status("Overdue", Tone.BAD, f"{counted((on - gap.due_on).days, 'day')} overdue")
    return Status("Open", Tone.INFO, f"to be closed by {date_words(gap.due_on)}")


def who(gap: Gap) -> str:
    """Who answers for a gap."""
    return str(gap.owner.name if gap.owner else gap.group or "No owner yet")


def whom(gap: Gap) -> str:
    """The children that it is about."""
    return gap.whom or ALL_CHILDREN


def whom_and_where(gap: Gap) -> str:
    """The children that it is about, and the place where it is about one."""
    return f"{whom(gap)}, {gap.area.name}" if gap.area else whom(gap)


def status_in_list(gap: Gap, on: date) -> Status:
    """The state beside its day, which another column shows."""
    full = status(gap, on)
    return full if is_overdue(gap, on) or not gap.is_open else Status(full.word, full.tone)


def lead(counts: dict[str, int]) -> str:
    """How the register stands, in a sentence."""
    if not counts["open"]:
        return "No open data gaps."
    late = f"{counts['overdue'] or 'None'} {'is' if counts['overdue'] == 1 else 'are'} overdue"
    waits = (
        f"something waits for {counts['waited_for']}" if counts["waited_for"] else "nothing waits for them"
    )
    closed = f" {opening(counted(counts['closed'], 'gap'))} closed." if counts["closed"] else ""
    nobody = (
        f"; {counts['nobody']} {'has' if counts['nobody'] == 1 else 'have'} no owner yet"
        if counts["nobody"]
        else ""
    )
    return (
        f"{counted(counts['open'], 'gap')} {'is' if counts['open'] == 1 else 'are'} open. {late}, "
        f"and {waits}{nobody}.{closed}"
    )


def gap_table(partnership: Partnership, on: date) -> TableSpec:
    """Every gap, the longest overdue first."""
    late = (
        ("open", "Open"),
        ("overdue", "Overdue"),
        ("waited", "A record depends on it"),
        ("closed", "Closed"),
    )

    def keep(rows: Any, value: str) -> Any:  # rows count what waits, and the type of a model does not say so
        match value:
            case "open":
                return rows.filter(queries.OPEN)
            case "overdue":
                return rows.filter(queries.overdue(on))
            case "waited":
                return rows.filter(queries.OPEN, waiting__gt=0)
            case _:
                return rows.exclude(queries.OPEN)

    return TableSpec(
        name="data-gaps",
        noun="gap",
        caption="Data gaps",
        search_fields=("title", "effect", "fix", "whom", "owner__name", "group__name"),
        default_sort="due_on",
        columns=(
            Column("title", "What is not known", link=Gap.get_absolute_url),
            Column("whom", "For which children", value=whom_and_where),
            Column("who", "Owner", value=who, sortable="owner__name"),
            Column("due_on", "By", kind=Kind.DATE, sortable="queue_day"),
            Column(
                "state", "State", kind=Kind.STATUS, value=lambda gap: status_in_list(gap, on), sortable=False
            ),
            Column(
                "waiting",
                "Depends on it",
                kind=Kind.NUMBER,
                value=lambda gap: gap.waiting or None,
                sortable="waiting",
            ),
        ),
        filters=(
            Filter("show", "Show", late, apply=keep),
            Filter(
                "whom", "Children", lambda: [(name, name) for name in queries.children_named(partnership)]
            ),
            Filter(
                "area",
                "Place",
                lambda: [(area.code, area.name) for area in places.councils_of(partnership)],
                field="area__code",
            ),
            Filter("owner", "Owner", lambda: queries.owners(partnership), field="owner"),
        ),
        empty_title="No data gaps yet",
        empty_help="A data gap is something we need to know and do not: for whom, its effect, and "
        "who will close it by when.",
        empty_action="Report a data gap",
        empty_url=reverse("gaps:add", args=[partnership.slug]),
    )


def public_table() -> TableSpec:
    """Open gaps that anybody may read: no names of people."""
    return TableSpec(
        name="what-we-cannot-see",
        noun="gap",
        caption="Data gaps",
        search_fields=("title", "effect", "whom"),
        default_sort="due_on",
        columns=(
            Column("title", "Data gaps"),
            Column("whom", "For which children"),
            Column("effect", "Effect", sortable=False),
            Column("fix", "What we will do", sortable=False),
            Column("due_on", "By", kind=Kind.DATE, sortable="queue_day"),
        ),
        empty_title="No data gaps listed",
        empty_help="What we need to know and do not know yet.",
    )


def facts(gap: Gap, on: date) -> list[SummaryRow]:
    """What is said of a gap, line by line."""
    rows = [
        SummaryRow("Reason", gap.get_kind_display()),
        SummaryRow("For which children", whom(gap)),
        SummaryRow("Place", gap.area.name if gap.area else EVERYWHERE),
        SummaryRow("Owner", gap.owner.name if gap.owner else "No owner yet"),
        SummaryRow("Group responsible", str(gap.group) if gap.group else "None named"),
        SummaryRow("To be closed by", date_words(gap.due_on) if gap.due_on else "No date set"),
        SummaryRow("Who may read it", "Public" if gap.is_public else "Members of the partnership"),
    ]
    return [*rows, SummaryRow("Source", gap.source)] if gap.source else rows


def crumbs(partnership: Partnership, *last: str | Gap) -> list[Link]:
    """The way back to the register."""
    links = [Link("Data gaps", reverse("gaps:list", args=[partnership.slug]))]
    for step in last:
        if isinstance(step, Gap):
            links.append(Link(shortened(step.title), step.get_absolute_url()))
        else:
            links.append(Link(step))
    return links
