"""What an e-mail says (titles and links, and nothing else of any record), and names in words as a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from realign.foundations.accounts.models import User
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.words import counted, moment_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.registry import NAMED_PARTS
from realign.foundations.partnerships.types import Actor
from realign.foundations.people import queries
from realign.foundations.people.models import Notice
from realign.foundations.people.types import MailLine, MailPart, NamedInWords
from realign.foundations.work.models import Job
from realign.foundations.work.types import WorkItem

WEEK = timedelta(days=7)


def subject(parts: Sequence[MailPart], partnership: str) -> str:
    """What the e-mail is about, in its subject line."""
    lines = sum(len(part.lines) for part in parts)
    # a name may have been sent with a line break in it, which no subject may hold
    return " ".join(f"{partnership}: {counted(lines, 'thing,things')} for you in Realign".split())


def mail_parts(
    by: Actor, notices: Sequence[Notice], site: str, items: Sequence[WorkItem], today: date | None
) -> list[MailPart]:
    """Where a record newly names this person, what noted things still wait for them and, in a weekly e-mail, what is due.

    ``items`` is their work now; ``today`` is None where the e-mail is not the weekly one.
    """
    waiting = [MailLine(item.what, site + item.url) for item in _still_waiting(notices, items)]
    parts = [MailPart("You are named", _named(by, notices, site)), MailPart("Waiting for you", waiting)]
    overdue: list[MailLine] = []
    soon: list[MailLine] = []
    for item in items if today is not None else ():
        if today is not None and item.on is not None and not item.since and item.on <= today + WEEK:
            (overdue if item.on < today else soon).append(MailLine(item.what, site + item.url))
    parts += [MailPart("Overdue", overdue), MailPart("In the next seven days", soon)]
    return [part for part in parts if part.lines]


def _still_waiting(notices: Sequence[Notice], items: Sequence[WorkItem]) -> list[WorkItem]:
    """What was noted and is still in this person’s work; what was done, taken from them or closed to them is not."""
    noted = tuple(notice.key.rpartition(":")[0] for notice in notices if not notice.part)
    return [item for item in items if item.tell and f"{item.url}:{item.kind}" in noted]


def _named(by: Actor, notices: Sequence[Notice], site: str) -> list[MailLine]:
    """The records that still name this person and that they may open; one query for each way of naming."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for notice in notices:
        if notice.part and notice.record is not None:
            wanted[notice.part].append(notice.record)
    lines = []
    for key, records in wanted.items():
        part = NAMED_PARTS.get(key)
        if not by.may(part.view):
            continue
        rows = part.model._default_manager.filter(
            pk__in=records, partnership=by.partnership, **{part.field: by.user_id}
        )
        lines += [
            MailLine(f"{part.part_of(row)}: {part.title(row)}", site + part.url(row))
            for row in rows.select_related(*part.joined)
        ]
    return lines


NAMES = TableSpec(
    name="names",
    noun="name",
    caption="Names without an account",
    search_fields=("name",),
    default_sort="name",
    columns=(
        Column("name", "Name or post as written", link=lambda row: row["url"]),
        Column("records", "Records", kind=Kind.NUMBER),
        Column("account", "The one account with this very name"),
    ),
    empty_title="No name stands without an account",
    empty_help="When a record names somebody in words alone, the name appears here.",
)


def name_rows(
    partnership: Partnership, by_name: Mapping[str, Sequence[NamedInWords]], same: Mapping[str, User]
) -> list[dict[str, object]]:
    """Each name with how many records give it, and the page on which it is joined to an account."""
    here = reverse("people:link", args=[partnership.slug])
    return [
        {
            "name": name,
            "records": len(records),
            "account": same[name].email if name in same else "None",
            "url": f"{here}?{urlencode({'name': name})}",
        }
        for name, records in by_name.items()
    ]


# what an e-mail was about, by the work that writes it
MAIL_KINDS = {
    queries.SEND: "Notice",
    queries.SEND_ABOUT_ACCOUNT: "About their account",
    "administration.send-invitation": "Invitation",
}


def mail_kind(job: Job) -> str:
    """What an e-mail was about, and nothing of what it said: “Invitation”."""
    return MAIL_KINDS.get(job.kind, "E-mail")


def goes_to(job: Job) -> str:
    """Where an e-mail goes, for whoever sends it again; an address that is not theirs now is nobody else’s to read."""
    theirs = job.addressee.email if job.addressee else ""
    if job.arguments.get("address", theirs).lower() != theirs.lower():
        return "It goes to another address than the one they sign in with."
    return f"It goes to {theirs}."


def _last_tried(job: Job) -> str:
    return moment_words(job.ended_at)


UNSENT = TableSpec(
    name="unsent",
    noun="e-mail",
    caption="E-mails that could not be sent",
    search_fields=("addressee__name",),
    default_sort="-ended_at",
    columns=(
        Column("addressee.name", "To", link=lambda job: _again(job)),
        Column("kind", "About", value=mail_kind, sortable=False),
        Column("ended_at", "Last tried", value=_last_tried, sortable="ended_at"),
        Column("problem", "Why", sortable=False),
        Column(
            "again",
            "What to do",
            value=lambda job: "Send again",
            link=lambda job: _again(job),
            sortable=False,
        ),
    ),
    empty_title="No e-mail failed",
    empty_help="An e-mail that the mail server does not take is tried nine times over about twenty minutes. "
    "If it is not taken then, it appears here.",
)


def _again(job: Job) -> str:
    return reverse("people:send-again", args=[job.partnership.slug, job.pk])
