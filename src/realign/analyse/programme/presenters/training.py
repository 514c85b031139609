"""Development days in words and tables: who was trained, in what, and who waits."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from realign.analyse.programme.models import Attendance, Round, Session, Waiting
from realign.analyse.programme.presenters.shared import ROUND
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, Tone
from realign.foundations.design.words import counted, number_words
from realign.foundations.partnerships.models import Partnership
from realign.registers.frameworks.models import FrameworkItem

TONES = {
    Waiting.State.WAITING: Tone.ATTENTION,
    Waiting.State.OFFERED: Tone.INFO,
    Waiting.State.TAKEN: Tone.GOOD,
    Waiting.State.DECLINED: Tone.NEUTRAL,
}


def lead(days: Sequence[Session], came: Sequence[Attendance], sectors: Sequence[FrameworkItem]) -> str:
    """Who has been trained, in a sentence."""
    if not days:
        return "No development days planned yet."
    if not came:
        return f"{counted(len(days), 'development day')} planned; no attendance recorded yet."
    missing = [item.label.lower() for item in sectors if item.pk not in {row.sector_id for row in came}]
    words = (
        f"{counted(sum(row.people for row in came), 'attendance')} over {counted(len(days), 'day')}, from "
        f"{number_words(len(sectors) - len(missing))} of {number_words(len(sectors))} sectors."
    )
    return f"{words} No attendance yet from {' or '.join(missing)}." if missing else words


def by_sector(
    days: Sequence[Session], came: Sequence[Attendance], sectors: Sequence[FrameworkItem]
) -> PlainTable:
    """How many people of each sector came to each day."""
    count: dict[tuple[int, int], int] = {}
    for row in came:
        count[row.sector_id, row.session_id] = count.get((row.sector_id, row.session_id), 0) + row.people
    return PlainTable(
        caption="Attendance by sector and day",
        headers=("Sector", *(day.name for day in days), "All"),
        rows=[
            (
                sector.label,
                *(count.get((sector.pk, day.pk), 0) for day in days),
                sum(count.get((sector.pk, day.pk), 0) for day in days),
            )
            for sector in sectors
        ],
    )


def by_focus(days: Sequence[Session], foci: Sequence[FrameworkItem]) -> PlainTable:
    """Which subject each day was about."""
    return PlainTable(
        caption="Subjects covered each day",
        headers=("Subject", *(day.name for day in days)),
        rows=[(focus.label, *("Yes" if focus in day.foci.all() else "No" for day in days)) for focus in foci],
    )


def sessions_table(partnership: Partnership, round: Round) -> TableSpec:
    """The development days."""
    add = reverse("programme:session-add", args=[partnership.slug])
    return TableSpec(
        name="sessions",
        keep=ROUND,
        noun="development day",
        caption="Development days",
        columns=(
            Column(
                "name",
                "Day",
                link=Session.get_absolute_url,
            ),
            Column("held_on", "When", kind=Kind.DATE),
            Column("day", "Which of the days", kind=Kind.NUMBER),
            Column("came", "Attendance", kind=Kind.NUMBER),
            Column("room_for", "Places", kind=Kind.NUMBER),
            Column(
                "foci",
                "About",
                sortable=False,
                value=lambda session: "; ".join(each.label for each in session.foci.all()),
            ),
        ),
        default_sort="held_on",
        empty_title="No development day yet",
        empty_help=f"{round.name} has {round.development_days} of them: a whole day each, apart from each other.",
        empty_action="Plan a day",
        empty_url=f"{add}?round={round.slug}",
    )


def attendance_table(sectors: Sequence[FrameworkItem]) -> TableSpec:
    """Who came to which day, by sector and role."""
    return TableSpec(
        name="attendance",
        keep=ROUND,
        noun="entry,entries",
        caption="Attendance by role",
        columns=(
            Column("session.name", "Day", sortable="session__held_on"),
            Column("sector.label", "Sector", sortable="sector__position"),
            Column("post", "Role"),
            Column("site", "Area", value=lambda item: item.site or "Another area", sortable="site__name"),
            Column("people", "People", kind=Kind.NUMBER),
        ),
        search_fields=("post", "session__name", "site__name"),
        filters=(
            Filter("sector", "Sector", [(item.code, item.label) for item in sectors], field="sector__code"),
        ),
        empty_title="No attendance recorded yet",
        empty_help="Open a day to record attendance. No names are kept.",
    )


def waiting_table(partnership: Partnership) -> TableSpec:
    """Who waits for unused places."""
    return TableSpec(
        name="waiting",
        keep=ROUND,
        noun="area",
        caption="Areas waiting for unused places",
        columns=(
            Column("area", "Area", sortable=False),
            Column(
                "session.name", "Day", sortable=False,
                link=lambda asking: asking.session.get_absolute_url(),
            ),
            Column("people", "People", kind=Kind.NUMBER, sortable=False),
            Column("asked_on", "Asked on", kind=Kind.DATE, sortable=False),
            Column("state", "State", kind=Kind.STATUS, value=waiting_state, sortable=False),
        ),
        empty_title="No areas are waiting",
        empty_help="Areas outside the round may ask for unused places. They are offered in order of asking.",
    )  # fmt: skip


def waiting_state(waiting: Waiting) -> Status:
    """How far a request for places is."""
    return Status(waiting.get_state_display(), TONES[Waiting.State(waiting.state)])


def unused_words(free: int, waiting: Iterable[Waiting]) -> str:
    """What may be done with the unused places of a day."""
    first = next((asking for asking in waiting if asking.state == Waiting.State.WAITING), None)
    if not free:
        return "Every place is taken."
    words = f"{counted(free, 'place is,places are')} unused."
    return f"{words} {first.area} asked first, for {number_words(first.people)}." if first else words
