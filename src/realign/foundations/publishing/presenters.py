"""Drafts and versions in words and tables."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import HistoryEntry, Link, PlainTable, Status, Tone
from realign.foundations.design.words import counted, number, opening
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.registry import OTHER_DOORS, PUBLIC_RECORDS
from realign.foundations.publishing.rules import (
    MOST_AT_ONCE,
    how_published,
    how_withdrawn,
    publishable_together,
    why_not_publish,
)
from realign.foundations.publishing.types import Content, Draft, PublicKind, WaitingRow

NOTHING = "Nothing"


def draft_url(partnership_slug: str, draft: Draft) -> str:
    """The page on which a draft is published or sent back."""
    return reverse("publishing:draft", args=[partnership_slug, draft.kind.slug, draft.key])


def state(draft: Draft, by: Actor) -> Status:
    """How a draft stands for this person."""
    if not draft.differs:
        return Status("Public", Tone.GOOD)
    if draft.returned is not None:
        return Status("Sent back", Tone.ATTENTION, draft.returned.because)
    if draft.was_withdrawn:
        return Status("Withdrawn", Tone.DONE)
    why_not = why_not_publish(by, draft)
    if why_not:
        return Status(
            "Waiting for another person", Tone.NEUTRAL, why_not if by.may(draft.kind.permission) else ""
        )
    return Status("Waiting for you", Tone.ATTENTION)


def writers(draft: Draft) -> str:
    """Who wrote it since it was last published."""
    return get_text_list(sorted(set(draft.writers.values())), "and") or "Nobody in person"


def waiting_rows(drafts: Iterable[Draft], by: Actor) -> list[WaitingRow]:
    """Everything that waits for a second person, at this door and at every other; what waits first."""
    rows = [
        WaitingRow(
            title=draft.title,
            url=draft_url(by.partnership.slug, draft),
            kind=draft.kind.slug,
            kind_title=draft.kind.title,
            change=_change(draft),
            writers=writers(draft),
            since=draft.since,
            noticed=len(draft.noticed),
            state=state(draft, by),
            waits=draft.waits,
            is_theirs=draft.waits and not why_not_publish(by, draft),
        )
        for draft in drafts
    ]
    rows += [row for door in OTHER_DOORS.all() for row in door.waiting(by)]
    return sorted(rows, key=lambda row: not row.waits)


def waiting_table() -> TableSpec:
    """What waits to be published, to search and to filter by kind."""
    kinds = [(kind.slug, kind.title) for kind in PUBLIC_RECORDS.all()]
    kinds += [(door.slug, door.title) for door in OTHER_DOORS.all()]
    return TableSpec(
        name="waiting",
        noun="draft",
        caption="Waiting to be published",
        search_fields=("title",),
        columns=(
            Column("title", "What", link=lambda row: row.url),
            Column("kind", "Kind", value=lambda row: row.kind_title, sortable="kind_title"),
            Column("change", "Change", sortable=False),
            Column("writers", "Written by", sortable=False),
            Column("since", "Since", kind=Kind.DATE),
            Column("noticed", "Pointed out", value=_noticed, sortable=False),
            Column("state", "State", kind=Kind.STATUS, sortable=False),
        ),
        filters=(Filter("kind", "Kind", kinds),),
        empty_title="Nothing is waiting",
        empty_help="Drafts and changes wait here until a person who did not write them publishes them.",
    )


def _change(draft: Draft) -> str:
    if draft.public is not None:
        return f"To version {draft.public.number}"
    return "New" if draft.newest is None else "Was withdrawn"


def _noticed(row: WaitingRow) -> str:
    return counted(row.noticed, "thing") if row.noticed else ""


def lead(every: Sequence[WaitingRow]) -> str:
    """How many wait, and how many of them for this person."""
    waiting = [row for row in every if row.waits]
    mine = sum(row.is_theirs for row in waiting)
    if not waiting:
        return "No drafts or changes are waiting to be published."
    if len(waiting) == 1:
        return (
            f"1 draft waits for a person who did not write it; you {'can' if mine else 'cannot'} publish it."
        )
    return (
        f"{number(len(waiting))} drafts wait for people who did not write them; "
        f"you can publish {number(mine) if mine else 'none'} of them."
    )


def together_links(drafts: Iterable[Draft], by: Actor) -> list[Link]:
    """A page for each kind of which this person may publish several at once."""
    of_kind: dict[str, list[Draft]] = {}
    for draft in publishable_together(by, drafts):
        of_kind.setdefault(draft.kind.slug, []).append(draft)
    return [
        Link(
            f"Publish several at once: {counted(len(rows), rows[0].kind.noun)}",
            reverse("publishing:together", args=[by.partnership.slug, slug]),
        )
        for slug, rows in of_kind.items()
        if len(rows) > 1
    ]


def published_together(kind: PublicKind, versions: Sequence[PublicVersion]) -> str:
    """What is said once several are published."""
    return f"{opening(counted(len(versions), kind.noun))} published: everybody can read what you ticked."


def left_words(kind: PublicKind, waiting: Sequence[Draft], offered: Sequence[Draft], by: Actor) -> list[str]:
    """Why others of this kind that wait are not listed, in sentences."""
    noticed = sum(bool(draft.noticed) and not why_not_publish(by, draft) for draft in waiting)
    others = len(waiting) - len(offered) - noticed
    more = len(offered) - MOST_AT_ONCE
    sentences = (
        (more, f"{number(more)} more can be published once these are: the page lists "
         f"{MOST_AT_ONCE} at a time."),
        (noticed, f"{counted(noticed, kind.noun)} with something pointed out: each is published on its own page."),
        (others, f"{counted(others, kind.noun)} that you wrote or changed: for another person to publish."),
    )  # fmt: skip
    return [opening(words) for many, words in sentences if many > 0]


def difference(draft: Draft) -> PlainTable:
    """What would be public, beside what is; only what differs where something is public already."""
    after = draft.kind.in_words(draft.content)
    if draft.public is None:
        return PlainTable(
            "What everybody would read", ("", "Would be public"), [[*line] for line in after if line[1]]
        )
    return PlainTable(
        "What would change",
        ("", "Public now", "Would be public"),
        _changed(draft.kind, draft.public.content, draft.content),
    )


def _changed(kind: PublicKind, before: Content, after: Content) -> list[list[object]]:
    old, new = dict(kind.in_words(before)), dict(kind.in_words(after))
    labels = dict.fromkeys([*old, *new])
    return [
        [label, old.get(label) or NOTHING, new.get(label) or NOTHING]
        for label in labels
        if old.get(label) != new.get(label)
    ]


def version_table(version: PublicVersion) -> PlainTable:
    """One version in full."""
    kind = PUBLIC_RECORDS.get(version.kind)
    return PlainTable(
        f"Version {version.number}",
        ("", "In words"),
        [[*line] for line in kind.in_words(version.content) if line[1]],
    )


def version_state(version: PublicVersion) -> Status:
    """Whether everybody reads a version now."""
    tones = {
        PublicVersion.State.PUBLISHED: Tone.GOOD,
        PublicVersion.State.REPLACED: Tone.DONE,
        PublicVersion.State.WITHDRAWN: Tone.BAD,
    }
    return Status(version.get_state_display(), tones[PublicVersion.State(version.state)])


def version_history(versions: Iterable[PublicVersion]) -> list[HistoryEntry]:
    """Every version of a record as a history, newest first."""
    rows = []
    for version in versions:
        if version.withdrawn_at is not None:
            rows.append(HistoryEntry(version.withdrawn_at, "", how_withdrawn(version)))
        who = version.published_by.name if version.published_by else "Nobody named"
        wrote = get_text_list(sorted(writer.name for writer in version.writers.all()), "and")
        detail = " ".join(
            part
            for part in (
                f"Written by {wrote}." if wrote else "",
                f"Published although something was pointed out: {version.reason}" if version.reason else "",
            )
            if part
        )
        rows.append(
            HistoryEntry(
                version.published_at, who, how_published(version), detail, version.get_absolute_url()
            )
        )
    return rows


def public_link(version: PublicVersion) -> str:
    """Where everybody reads a version; nothing where its kind has no page of its own."""
    page = PUBLIC_RECORDS.get(version.kind).public_page
    return page(version.partnership_slug, version.slug) if page is not None else ""


def crumbs(partnership_slug: str, *more: Link) -> list[Link]:
    """The way to what waits."""
    return [Link("Waiting to be published", reverse("publishing:waiting", args=[partnership_slug])), *more]
