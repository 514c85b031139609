"""Publishing a draft, sending it back, and withdrawing what is public."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.audit.models import Chain
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing import queries, rules
from realign.foundations.publishing.models import PublicBefore, PublicVersion, ReturnedDraft
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Draft, PublicKind


@transaction.atomic
def publish_draft(
    *, by: Actor, kind: PublicKind, key: str, fingerprint: str, reason: str = ""
) -> PublicVersion:
    """Let everybody read a record as this person read it: a frozen version, which takes the place of the one before.

    Refuses whoever wrote any of it since it was last published, and what could let somebody be recognised without a
    reason. Raises Refusal where the record moved on meanwhile.
    """
    draft = _draft(by, kind, key)
    rules.check_may_publish(by, draft)
    rules.check_as_read(draft, fingerprint)
    rules.check_reason(draft.noticed, reason)
    return _publish(by, draft, reason)


@transaction.atomic
def publish_together(
    *, by: Actor, kind: PublicKind, chosen: Sequence[tuple[str, str]]
) -> list[PublicVersion]:
    """Let everybody read several records of one kind as this person read them: all or none, each with its own event.

    ``chosen`` is the key and the fingerprint of each. The rules are those of one, and what could let somebody be
    recognised is refused: it is published on its own page. The drafts are read with the same queries however many.
    """
    _lock_changes(by)
    drafts = {draft.key: draft for draft in queries.drafts(by.partnership, by.at.date(), [kind])}
    versions = []
    for key, fingerprint in chosen:
        draft = drafts.get(key)
        if draft is None:
            raise Refusal("One of these was published or has gone meanwhile.", "Read the list again.")
        rules.check_may_publish(by, draft)
        rules.check_as_read(draft, fingerprint)
        rules.check_nothing_pointed_out(draft)
        versions.append(_publish(by, draft))
    return versions


def _publish(by: Actor, draft: Draft, reason: str = "") -> PublicVersion:
    version = _create_version(by, draft, reason=reason.strip() if draft.noticed else "")
    version.writers.set(draft.writers)
    if draft.kind.after is not None:
        draft.kind.after(draft.record, by.at)
    return version


@transaction.atomic
def return_draft(*, by: Actor, kind: PublicKind, key: str, fingerprint: str, because: str) -> ReturnedDraft:
    """Send a draft back to its writers with a reason; it waits again as soon as they have changed it."""
    draft = _draft(by, kind, key)
    rules.check_may_publish(by, draft)
    rules.check_as_read(draft, fingerprint)
    check_says(because, "A draft that is sent back needs a reason.", "Say what should be changed.")
    return create_record(
        ReturnedDraft,
        by=by,
        verb="returned",
        kind=kind.slug,
        key=key,
        title=draft.title,
        fingerprint=draft.fingerprint,
        because=because.strip(),
    )


@transaction.atomic
def withdraw_version(*, by: Actor, version: PublicVersion, revision: int, reason: str) -> PublicVersion:
    """Take back what is public. Its address says that it was withdrawn, when and why; the version stays on record."""
    kind = PUBLIC_RECORDS.get(version.kind)
    check_may(by, kind.permission)
    if not version.stands:
        raise Refusal("This version is not public any more.", "Withdraw the version that is public now.")
    rules.check_note(reason, queries.people_known(by.partnership))
    change_record(
        version,
        by=by,
        revision=revision,
        verb="withdrew",
        state=PublicVersion.State.WITHDRAWN,
        withdrawn_at=by.at,
        withdrawn_because=reason.strip(),
    )
    record = _record(by, kind, version.key)
    if kind.after is not None and record is not None:
        kind.after(record, None)
    return version


@transaction.atomic
def withdraw_ended(*, by: Actor, slug: str, key: str) -> None:
    """Withdraw what is public of a record that is no longer meant for everybody: it has ended, or is kept for members.

    The room calls it before and after each change by which that could happen, so that a record that is opened again
    waits for a second person, whenever it ended.
    """
    version = queries.versions(by.partnership, slug).standing().filter(key=key).first()
    kind = PUBLIC_RECORDS.get(slug)
    if version is None or _record(by, kind, key) is not None:
        return
    change_record(
        version,
        by=by,
        revision=version.revision,
        verb="withdrew",
        state=PublicVersion.State.WITHDRAWN,
        withdrawn_at=by.at,
        withdrawn_because=kind.ended,
        has_ended=True,
    )


@transaction.atomic
def adopt_published(*, by: Actor, before: PublicBefore) -> int:
    """Keep what everybody could read before this rule as first versions, with nobody named as having checked them.

    Each kind of record is kept once, at the upgrade that brings it; answers how many records were kept.
    """
    if not by.is_system or before.partnership_id != by.partnership.pk:
        raise Refusal("Only an upgrade keeps what was public before.", rules.EVERY_PUBLICATION)
    kinds = [kind for kind in PUBLIC_RECORDS.all() if kind.slug not in before.kinds]
    count = 0
    for draft in queries.drafts(by.partnership, by.at.date(), kinds):
        if draft.newest is None:
            _create_version(by, draft, before_rule=True)
            count += 1
            if draft.kind.after is not None:
                draft.kind.after(draft.record, by.at)
    before.kinds = [*before.kinds, *(kind.slug for kind in kinds)]
    before.save(update_fields=["kinds"])
    audit.record(by=by, verb="kept what was public of", subject=by.partnership, detail={"versions": count})
    return count


def _record(by: Actor, kind: PublicKind, key: str) -> Any:
    """The record of this key, where it would be public today; None where it has ended or is for members only."""
    return next((row for row in kind.records(by.partnership, by.at.date()) if str(row.pk) == key), None)


def _lock_changes(by: Actor) -> None:
    """Hold the partnership’s record of changes until the end of the transaction."""
    Chain.objects.select_for_update().filter(scope=by.scope).first()


def _draft(by: Actor, kind: PublicKind, key: str) -> Draft:
    """The draft as it is now, with the partnership's record of changes locked, so that nobody writes meanwhile."""
    _lock_changes(by)
    draft = queries.draft_of(by.partnership, kind, key, by.at.date())
    if draft is None:
        raise Refusal(
            f"There is no {kind.noun.partition(',')[0]} here that could be public.",
            "It may have ended or gone.",
        )
    return draft


def _create_version(by: Actor, draft: Draft, *, reason: str = "", before_rule: bool = False) -> PublicVersion:
    newest = draft.newest
    if newest is not None:
        # the event of the new version tells of both
        PublicVersion.objects.filter(pk=newest.pk).update(state=PublicVersion.State.REPLACED)
    return create_record(
        PublicVersion,
        by=by,
        verb="kept as public" if before_rule else "published",
        kind=draft.kind.slug,
        key=draft.key,
        slug=draft.kind.address(draft.record),
        title=draft.title,
        number=newest.number + 1 if newest is not None else 1,
        content=dict(draft.content),
        fingerprint=draft.fingerprint,
        published_at=by.at,
        published_by_id=None if before_rule else by.user_id,
        before_rule=before_rule,
        noticed=[[item.why.name, item.words] for item in draft.noticed],
        reason=reason,
        last_event=queries.last_event(by.partnership),
        invented=bool(getattr(draft.record, "invented", False)),
    )
