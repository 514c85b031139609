"""Administration as tables, lists and words."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list

from realign.foundations.administration.models import Invitation
from realign.foundations.administration.registry import SETUP_STEPS, SetupStep
from realign.foundations.administration.rules import INVITATION_HOLDS, InvitationState, invitation_state
from realign.foundations.audit.presenters import kind_words, reason_of, sentence
from realign.foundations.design.tables import Column, Filter, Kind, TablePage, TableSpec
from realign.foundations.design.types import Link, Status, SummaryRow, Task, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.models import ListWord, Membership, Organisation, Partnership
from realign.foundations.partnerships.queries import list_words
from realign.foundations.partnerships.registry import WORD_LISTS, WordList
from realign.foundations.partnerships.roles import roles, roles_with
from realign.foundations.partnerships.types import Actor

DONE, LEFT, CAN_WAIT = Status("Done", Tone.GOOD), Status("To do", Tone.INFO), Status("Can wait", Tone.NEUTRAL)


NOT_SENT = "Could not be sent"
NO_MAIL_SERVER = (
    "No mail server is set up: the invitation is in the log of Realign. Ask whoever runs it for the link"
)


def people_table(
    partnership: Partnership, *, may_manage: bool, at: datetime, unsent: Set[tuple[int, int]] = frozenset()
) -> TableSpec:
    """Who has a place; for those who manage people, a name leads to their roles."""

    def address(member: Membership) -> str:
        return reverse("administration:person", args=[partnership.slug, member.pk])

    return TableSpec(
        name="people",
        columns=(
            Column(
                "name",
                "Name",
                value=lambda m: m.user.name,
                link=address if may_manage else None,
                sortable="user__name",
            ),
            Column("organisation", "Organisation", sortable="organisation__name"),
            Column("roles", "Roles", value=role_names, sortable=False),
            Column("is_active", "Can sign in", value=may_sign_in, sortable="is_active"),
            Column("invitation", "Invitation", value=lambda m: invited_words(m, at, unsent), sortable=False),
        ),
        search_fields=("user__name", "user__email", "organisation__name"),
        default_sort="name",
        noun="person,people",
        empty_title="No people yet",
        empty_help="Add the first person, with the roles they need.",
    )


def may_sign_in(member: Membership) -> str:
    """Whether a member can sign in today; whoever was invited chooses a password first."""
    if not (member.is_active and member.user.is_active):
        return "No"
    invitation = getattr(member, "invitation", None)
    is_new = member.user.last_login is None and not member.user.has_usable_password()
    is_open = invitation is not None and invitation.accepted_at is None
    return "Not before the invitation is accepted" if is_open and is_new else "Yes"


def role_names(member: Membership) -> str:
    """The names of a member’s roles, for reading."""
    return ", ".join(roles()[slug].name for slug in member.roles if slug in roles())


def invited_words(member: Membership, at: datetime, unsent: Set[tuple[int, int]]) -> str:
    """How far the invitation of a member is, or nothing for somebody who was not invited by e-mail."""
    invitation = getattr(member, "invitation", None)
    if invitation is None:
        return ""
    state = invitation_state(invitation, at)
    is_unsent = state is InvitationState.WAITING and (invitation.pk, invitation.number) in unsent
    if state is InvitationState.SENT and not settings.REALIGN_EMAIL_LEAVES:
        return "Not sent: no mail server"
    return NOT_SENT if is_unsent else state.value


def person_rows(
    member: Membership,
    invitation: Invitation | None,
    at: datetime,
    change: str,
    unsent: Set[tuple[int, int]] = frozenset(),
) -> list[SummaryRow]:
    """A person’s details and how far their invitation is, for their page."""
    rows = [
        SummaryRow("Name", member.user.name, change=Link("Change", change)),
        SummaryRow("E-mail address", member.user.email),
        SummaryRow("Organisation", str(member.organisation or "None"), change=Link("Change", change)),
        SummaryRow("Place", "Open" if member.is_active else "Closed"),
    ]
    if invitation is not None:
        rows.append(SummaryRow("Invitation", _invitation_sentence(invitation, at, unsent)))
    return rows


def invited_done(member: Membership) -> str:
    """What is said once somebody is invited: that an e-mail goes to them, or where the invitation is instead."""
    if settings.REALIGN_EMAIL_LEAVES:
        return f"{member.user} is invited: the e-mail goes to {member.user.email}."
    return f"{member.user} is invited. {NO_MAIL_SERVER}."


def _invitation_sentence(invitation: Invitation, at: datetime, unsent: Set[tuple[int, int]]) -> str:
    who = f" by {invitation.invited_by}" if invitation.invited_by else ""
    asked_for = f"{date_words(invitation.invited_at.date())}{who}"
    match invitation_state(invitation, at):
        case InvitationState.WAITING if (invitation.pk, invitation.number) in unsent:
            return f"{NOT_SENT}: the mail server did not take it. Asked for on {asked_for}"
        case InvitationState.WAITING:
            return f"Waiting to be sent; asked for on {asked_for}"
        case InvitationState.SENT if not settings.REALIGN_EMAIL_LEAVES:
            return f"{NO_MAIL_SERVER}. Asked for on {asked_for}"
        case InvitationState.SENT:
            return f"Sent; asked for on {asked_for}"
        case InvitationState.OUT_OF_DATE:
            return f"Out of date: asked for on {asked_for}, and it holds for {INVITATION_HOLDS.days} days"
        case InvitationState.WITHDRAWN:
            return f"Withdrawn; asked for on {asked_for}"
        case InvitationState.ACCEPTED:
            return f"Accepted; asked for on {asked_for}"


def invitation_words(invitation: Invitation, link: str) -> dict[str, Any]:
    """What the invitation says: who invites whom, to what, with which roles, and until when."""
    member = invitation.membership
    inviter = str(invitation.invited_by or "The administrator")
    held_roles = [roles()[slug] for slug in member.roles if slug in roles()]
    return {
        # a name may have been sent with a line break in it, which no subject may hold
        "subject": " ".join(f"{inviter} invites you to {member.partnership.name}".split()),
        "name": member.user.name,
        "inviter": inviter,
        "partnership_name": member.partnership.name,
        "email": member.user.email,
        "organisation": str(member.organisation or ""),
        "roles": held_roles,
        "role_names": get_text_list([role.name.lower() for role in held_roles], "and"),
        "link": link,
        "has_account": member.user.has_usable_password(),
        "until": date_words((invitation.invited_at + INVITATION_HOLDS).date()),
        "days": INVITATION_HOLDS.days,
    }


def organisation_rows(organisation: Organisation, area: str) -> list[SummaryRow]:
    """What is kept of a body, for its page."""
    part = [
        words
        for is_so, words in (
            (organisation.is_lead_body, "prepares the plan by law"),
            (organisation.is_core, "must take a position on decisions"),
            (organisation.is_external, "works with the partnership from outside"),
        )
        if is_so
    ]
    rows = [
        SummaryRow("Kind", organisation.get_kind_display()),
        SummaryRow("Name in tables", organisation.short_name or "The same"),
        SummaryRow("Other names", ", ".join(organisation.aliases) or "None"),
        SummaryRow("Area it serves", area or organisation.area_code or "No one area"),
        SummaryRow("Organisation identifier", organisation.org_id or "None"),
        SummaryRow("Part", get_text_list(part, "and").capitalize() or "Takes part"),
        SummaryRow(
            "Source", "Invented data" if organisation.invented else organisation.source or "Not given"
        ),
    ]
    if organisation.ended_on is not None:
        rows.append(SummaryRow("Took part until", date_words(organisation.ended_on)))
    return rows


def belongs_words(belongs: list[tuple[str, int]]) -> str:
    """What records point at an organisation, in words: “3 services and 1 seat”."""
    return str(get_text_list([counted(number, kind) for kind, number in belongs], "and"))


def setup_tasks(partnership: Partnership, actor: Actor) -> tuple[list[Task], list[Task]]:
    """What there is to set up: first what should be done now, then what can wait."""
    steps = SETUP_STEPS.all()
    return (
        [_task(step, partnership, actor) for step in steps if not step.can_wait],
        [_task(step, partnership, actor) for step in steps if step.can_wait],
    )


def _task(step: SetupStep, partnership: Partnership, actor: Actor) -> Task:
    is_done = step.is_done(partnership)
    may = actor.may(step.permission)
    hint = step.hint
    if not may and not is_done:
        able = get_text_list([role.name.lower() for role in roles_with(step.permission)], "or")
        hint = f"{hint} For a person with the role {able}."
    status = DONE if is_done else CAN_WAIT if step.can_wait else LEFT
    return Task(step.title, status, reverse(step.url_name, args=[partnership.slug]) if may else "", hint)


FIRST_TASKS = {
    "Invite people": "people.manage",
    "Set up groups": "groups.edit",
    "Write the plan": "plans.edit",
    "Define indicators": "indicators.edit",
    "Import values of indicators": "indicators.import",
    "Add services": "services.edit",
}


def who_does_what() -> list[tuple[str, str]]:
    """The first tasks in a new partnership, each with the roles that allow it."""
    return [
        (task, ", ".join(role.name.lower() for role in roles_with(permission)))
        for task, permission in FIRST_TASKS.items()
    ]


def setup_lead(now: list[Task]) -> str:
    """How much of what should be done now is done."""
    done = sum(task.status is DONE for task in now)
    if done == len(now):
        return "Everything that a partnership needs to begin is set up."
    return f"{done} of {counted(len(now), 'step')} done. Each leads to the page where it is done."


ORGANISATIONS = TableSpec(
    name="organisations",
    columns=(
        Column("name", "Organisation", link=Organisation.get_absolute_url),
        Column("kind", "Kind", value=lambda o: o.get_kind_display()),
        Column("is_lead_body", "Prepares the plan by law", value=lambda o: "Yes" if o.is_lead_body else "No"),
        Column("is_core", "Core partner", value=lambda o: "Yes" if o.is_core else "No"),
        Column("ended_on", "Took part until", kind=Kind.DATE),
        Column(
            "source", "Source", value=lambda o: "Invented data" if o.invented else o.source, sortable=False
        ),
    ),
    search_fields=("name",),
    filters=(Filter("kind", "Kind", Organisation.Kind.choices, field="kind"),),
    default_sort="name",
    noun="organisation",
    empty_title="No organisations yet",
    empty_help="Add the councils and the health board first.",
)


AUDIT = TableSpec(
    name="record",
    columns=(
        Column("at", "When", value=lambda e: e.at, kind=Kind.DATE),
        Column("actor_name", "Person"),
        Column("sentence", "What happened", value=sentence, sortable=False),
        Column("kind", "Kind of record", value=lambda e: kind_words(e.subject_type), sortable="subject_type"),
        Column("subject_label", "Record"),
        Column("reason", "Reason", value=reason_of, sortable=False),
        Column("number", "Number", kind=Kind.NUMBER),
    ),
    default_sort="-number",
    page_size=50,
    noun="change",
    keep=(
        "person",
        "kind",
        "record",
        *(f"{end}_{part}" for end in ("start", "end") for part in ("day", "month", "year")),
    ),
)


@dataclass(frozen=True)
class EventLine:
    """One change in words, and when it was made."""

    at: datetime
    words: str


@dataclass(frozen=True)
class PersonChanges:
    """What one person changed on one day."""

    name: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True)
class DayOfChanges:
    """One day of the record, person by person."""

    on: date
    people: tuple[PersonChanges, ...]


def by_day_and_person(page: TablePage) -> list[DayOfChanges]:
    """The changes of one page by day and person, newest first."""
    days: dict[date, dict[str, list[EventLine]]] = {}
    for row in page.rows:
        event = row.record
        people = days.setdefault(timezone.localdate(event.at), {})
        people.setdefault(event.actor_name, []).append(
            EventLine(timezone.localtime(event.at), sentence(event))
        )
    return [
        DayOfChanges(day, tuple(PersonChanges(name, tuple(lines)) for name, lines in people.items()))
        for day, people in days.items()
    ]


@dataclass(frozen=True)
class ListedWords:
    """One of the partnership’s lists, and its words in a table."""

    word_list: WordList
    add: str
    words: tuple[tuple[ListWord, int, str], ...]


def listed_words(partnership: Partnership) -> list[ListedWords]:
    """Every list whose words are the partnership’s own: each word, how many records hold it, and where it is changed."""
    slug = partnership.slug
    return [
        ListedWords(
            word_list,
            reverse("administration:word-add", args=[slug, word_list.slug]),
            tuple(
                (
                    word,
                    word_list.count(partnership, code),
                    reverse("administration:word", args=[slug, word_list.slug, code]),
                )
                for code, word in list_words(partnership.pk, word_list.slug).items()
            ),
        )
        for word_list in WORD_LISTS.all()
    ]
