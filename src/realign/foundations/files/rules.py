"""When an import may be checked, accepted or set aside, and when a dataset may be kept and opened."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from realign.foundations.design.words import date_words
from realign.foundations.files.headings.rules import faults_of
from realign.foundations.files.identifiers import Suspicion
from realign.foundations.files.models import Dataset, FileLayout, Import
from realign.foundations.files.table_layouts.types import TableLayout
from realign.foundations.files.types import ImportFormat
from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.types import Actor, Refusal

State = Import.State
_MEND = "correct the problems and upload the file again"
LIFE: Lifecycle[Import.State] = Lifecycle(
    "file",
    {
        State.CHECKING: {State.READY: "wait until it is checked", State.REFUSED: _MEND},
        State.READY: {
            State.ACCEPTED: "import it",
            State.DISCARDED: "cancel it",
            State.REFUSED: _MEND,
            State.CHECKING: "say more about it",
        },
        State.REFUSED: {State.DISCARDED: f"cancel it, or {_MEND}", State.CHECKING: "say more about it"},
        State.ACCEPTED: {},
        State.DISCARDED: {},
        State.ERASED: {},
        State.PERSONAL: {},
    },
    at_the_end="Upload the file again to start over.",
)


# what was neither imported nor cancelled yet
LEFT = (State.CHECKING, State.READY, State.REFUSED)
TOLD_BEFORE = datetime.timedelta(days=7)


# a file that could identify people waits this long for somebody to say which of its columns are left out
PERSONAL_DAYS = 1


def last_day(record: Import) -> datetime.date:
    """The last day on which a file that nobody imports is kept."""
    days = PERSONAL_DAYS if personal_columns(record) else record.partnership.keep_uploads_days
    return timezone.localdate(record.started_at) + datetime.timedelta(days=days)


def personal_columns(record: Import) -> list[str]:
    """The columns of a checked file that could identify people and would be stored as things are."""
    columns: list[str] = record.summary.get("personal", [])
    return columns


def check_past_last_day(record: Import, at: datetime.datetime) -> None:
    """Refuse to erase a file that was imported or cancelled, or before its last day is over."""
    if record.state not in LEFT:
        raise Refusal(f"This file is: {record.get_state_display().lower()}.")
    if timezone.localdate(at) <= last_day(record):
        raise Refusal(
            f"This file is kept until {date_words(last_day(record))}.", "Cancel it to be rid of it sooner."
        )


def waits_for_columns(record: Import, columns_page: str) -> bool:
    """Whether a file of a format whose columns a person describes waits for that, and for nothing else.

    Saying what a column is answers problems of columns. A file that is cut off, or damaged, has others.
    """
    is_read = record.state == State.READY or (
        record.state == State.REFUSED and all(problem["column"] for problem in record.problems)
    )
    return bool(columns_page) and is_read and not record.options.get("mapping")


def waits_for_layout(record: Import) -> bool:
    """Whether a file was not read because it is not known how its table lies in it."""
    return record.state == State.REFUSED and bool(record.summary.get("layout_needed"))


def check_layout(layout: TableLayout, format: ImportFormat) -> None:
    """Refuse a layout that names columns which the format has not, or leaves out those that it needs."""
    if layout == TableLayout():
        return
    if not format.has_layouts:
        raise Refusal(f"Files of “{format.title}” have one layout.", "Leave the layout out.")
    faults = list(faults_of(layout, format.columns, breakdowns=format.breakdowns))
    if faults:
        raise Refusal(f"This layout cannot be used for “{format.title}”.", " ".join(faults))


def may_accept(by: Actor, record: Import, *, second_person: bool) -> bool:
    """Whether this person may be the one to take it in: where a second person is asked for, not whoever brought it."""
    return not second_person or by.is_system or record.started_by_id != by.user_id


def check_second_person(by: Actor, record: Import, *, second_person: bool) -> None:
    """Refuse whoever brought something in that a second person looks at."""
    if not may_accept(by, record, second_person=second_person):
        raise Refusal(
            "You entered this, so another person must import it.",
            "Ask a colleague whose role allows it to look at it.",
        )


def check_no_identifiers(suspicions: Sequence[Suspicion]) -> None:
    """Refuse a dataset in which any column may name a person."""
    if suspicions:
        raise Refusal(
            "This file may not be kept, because it could identify people: "
            + "; ".join(str(suspicion) for suspicion in suspicions)
            + ".",
            "Remove these columns, or replace them where the file was made: date of birth by age, "
            "postcode by data zone, "
            "names and numbers by a pseudonym.",
        )


def has_expired(dataset: Dataset, on: datetime.date) -> bool:
    """True after the last day for which the data may be kept."""
    return dataset.expires_on is not None and dataset.expires_on < on


def check_can_open(dataset: Dataset, on: datetime.date) -> None:
    """Refuse to read data that were erased or whose time is over."""
    if not dataset.path:
        raise Refusal(
            "These data were erased.",
            "Ask the organisation that collected them for a new copy, if you are entitled to one.",
        )
    if has_expired(dataset, on):
        raise Refusal(
            f"These data could be used until {date_words(dataset.expires_on)}, which has passed.",
            "Erase them, or agree a later date with the provider of the data and record it.",
        )


def check_layout_name(existing: FileLayout | None, kind: str, format: str) -> None:
    """Refuse a name under which a layout of another format is remembered."""
    if existing is not None and (existing.kind, existing.format) != (kind, format):
        raise Refusal(
            f"There is already a layout called “{existing.title}”, for files of another format.",
            "Choose another name.",
        )
