"""Reading what is public, and what would be: versions, and drafts beside them."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from realign.foundations.audit.models import Chain, Event
from realign.foundations.documents.markup import elements, parse, text
from realign.foundations.documents.types import Document
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing import rules
from realign.foundations.publishing.models import PublicVersion, ReturnedDraft, VersionQuerySet
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Draft, PublicKind
from realign.methods.wording.recognisable import Recognisable

BLOCKS = frozenset(
    ["p", "li", "td", "th", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "blockquote"]
)
"""Elements of a document whose words are read together."""


def versions(partnership: Partnership, kind: str) -> VersionQuerySet:
    """Every version of one kind of record, withdrawn and replaced ones too."""
    return PublicVersion.objects.filter(partnership=partnership, kind=kind)


def standing(partnership: Partnership, kind: str) -> list[PublicVersion]:
    """What everybody reads of one kind of record, by title."""
    return list(versions(partnership, kind).standing().order_by("title", "pk"))


def newest_at(partnership: Partnership, kind: str, slug: str) -> PublicVersion | None:
    """What stands at a public address: the version that everybody reads, or the note of one that was withdrawn."""
    return versions(partnership, kind).newest().filter(slug=slug).order_by("state", "-pk").first()


def public_content(partnership: Partnership, kind: str) -> dict[str, Content]:
    """What everybody reads of one kind of record, by the key of the record."""
    return dict(versions(partnership, kind).standing().values_list("key", "content"))


def history(partnership: Partnership, kind: str, key: str) -> VersionQuerySet:
    """Every version of one record, the newest first."""
    rows = versions(partnership, kind).filter(key=key).select_related("published_by")
    return rows.prefetch_related("writers").order_by("-number")


def frozen(content: Content) -> dict[str, Any]:
    """Content as JSON holds it, so that it compares with what was kept."""
    return dict(json.loads(json.dumps(content, cls=DjangoJSONEncoder)))


def fingerprint_of(content: Content) -> str:
    """The fingerprint of content, the same whatever the order of its fields."""
    return sha256(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def drafts(partnership: Partnership, on: date, kinds: Iterable[PublicKind] | None = None) -> list[Draft]:
    """Everything that would be public and is not as it is now, with who wrote it; those that wait first.

    The number of queries depends on the number of kinds, not on that of records.
    """
    kinds = PUBLIC_RECORDS.all() if kinds is None else list(kinds)
    # kinds that are made of the same records read them once
    records = {read: list(read(partnership, on)) for read in dict.fromkeys(kind.records for kind in kinds)}
    composed = _composed(partnership, [(kind, records[kind.records]) for kind in kinds])
    every = _with_writers(partnership, [draft for draft in composed if draft.differs])
    return sorted(every, key=lambda draft: not draft.waits)


def draft_of(partnership: Partnership, kind: PublicKind, key: str, on: date) -> Draft | None:
    """One record as it would be published, whether or not it differs from what is public."""
    records = [record for record in kind.records(partnership, on) if str(record.pk) == key]
    return next(iter(_with_writers(partnership, _composed(partnership, [(kind, records)]))), None)


def people_known(partnership: Partnership) -> list[str]:
    """The names of people whom the door points out: those with a place in the partnership."""
    return list(partnerships.members(partnership).values_list("user__name", flat=True))


def noticed_in_document(
    partnership: Partnership, document: Document, typed: Iterable[str]
) -> tuple[Recognisable, ...]:
    """What whoever publishes a document is made to look at: in what people typed for it, and block by block in its body.

    The body counts things of every kind, such as “1 of 1” in a table of actions; there a number is pointed out where it
    says that it is of people.
    """
    tree, _ = parse(document.body)
    blocks = [" ".join(text(node).split()) for node in elements(tree) if node.tag in BLOCKS]
    names = people_known(partnership)
    written = rules.noticed_in([("", words) for words in (document.title, *typed)], names)
    alt = [picture.alt for picture in document.pictures.values()]
    read = rules.noticed_in([("", words) for words in (*blocks, *alt)], names)
    return tuple(dict.fromkeys((*written, *(item for item in read if item.is_of_people))))


def writers_of(
    partnership: Partnership, records: Iterable[models.Model], *, besides: Collection[str]
) -> set[int]:
    """Everybody who wrote any of these records, for documents that are frozen by their own room.

    ``besides`` are the verbs of events that are no writing, such as asking to publish.
    """
    events = _events(partnership, {_named(record) for record in records})
    return {
        row["user_id"]
        for rows in events.values()
        for row in rows
        if row["user_id"] is not None and row["verb"] not in besides
    }


def last_who(partnership: Partnership, record: models.Model, verb: str) -> int | None:
    """Who did this to a record last; None where nobody did."""
    rows = _events(partnership, {_named(record)}).get(_named(record), [])
    return next((row["user_id"] for row in reversed(rows) if row["verb"] == verb), None)


def last_event(partnership: Partnership) -> int:
    """The number of the last event in the partnership's record of changes."""
    chain = Chain.objects.filter(scope=partnership.slug).values_list("length", flat=True).first()
    return chain or 0


def _composed(partnership: Partnership, of_kinds: Sequence[tuple[PublicKind, Sequence[Any]]]) -> list[Draft]:
    """Records as they would be published, each with its newest version and whether it was sent back as it is."""
    slugs = [kind.slug for kind, records in of_kinds if records]
    if not slugs:
        return []
    ours = PublicVersion.objects.filter(partnership=partnership, kind__in=slugs).newest()
    newest = {(version.kind, version.key): version for version in ours.prefetch_related("writers")}
    returned = ReturnedDraft.objects.filter(partnership=partnership, kind__in=slugs).order_by("pk")
    sent_back = {(row.kind, row.key, row.fingerprint): row for row in returned}
    composed = []
    for kind, records in of_kinds:
        for record in records:
            content = frozen(kind.compose(record))
            fingerprint, key = fingerprint_of(content), str(record.pk)
            composed.append(
                Draft(
                    kind,
                    record,
                    content,
                    fingerprint,
                    newest.get((kind.slug, key)),
                    sent_back.get((kind.slug, key, fingerprint)),
                )
            )
    return composed


def _with_writers(partnership: Partnership, composed: Collection[Draft]) -> list[Draft]:
    """Drafts with everybody who changed any part of them since they were last published, and what is noticed in them."""
    names = people_known(partnership) if composed else []
    parts = [(draft, [_named(part) for part in draft.kind.parts(draft.record)]) for draft in composed]
    events = _events(partnership, {part for _, named in parts for part in named})
    told = []
    for draft, named in parts:
        # nobody brings back alone what they wrote and what was withdrawn, whichever version their words came in
        after = draft.newest.last_event if draft.newest is not None and draft.newest.stands else 0
        rows = [row for part in named for row in events.get(part, ())]
        rows = [row for row in rows if row["number"] > after and row["verb"] not in draft.kind.reading]
        writers = {row["user_id"]: row["actor_name"] for row in rows if row["user_id"] is not None}
        if draft.newest is not None and not draft.newest.stands:
            # those too whose part is no longer among the parts
            writers |= {writer.pk: writer.name for writer in draft.newest.writers.all()}
        since = max((row["at"] for row in rows), default=None)
        noticed = rules.noticed_in(draft.kind.in_words(draft.content), names)
        told.append(replace(draft, writers=writers, since=since or _changed_at(draft), noticed=noticed))
    return told


def _named(part: models.Model) -> tuple[str, str]:
    return part._meta.label_lower, str(part.pk)


def _changed_at(draft: Draft) -> datetime | None:
    return getattr(draft.record, "changed_at", None)


def _events(
    partnership: Partnership, parts: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    """What happened to these records, by record. One query for all."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for subject, pk in parts:
        by_kind[subject].append(pk)
    if not by_kind:
        return {}
    wanted = models.Q()
    for subject, pks in by_kind.items():
        wanted |= models.Q(subject_type=subject, subject_id__in=pks)
    rows = Event.objects.filter(wanted, scope=partnership.slug).order_by("number")
    by_part: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values("subject_type", "subject_id", "verb", "user_id", "actor_name", "number", "at"):
        by_part[row["subject_type"], row["subject_id"]].append(dict(row))
    return by_part
