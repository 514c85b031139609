"""Letting a protected table out, withdrawing it, and writing down what it shows."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may, check_not_changed_since, check_says
from realign.foundations.partnerships.types import Actor, ChangedMeanwhile, Refusal
from realign.foundations.publishing.rules import check_reason
from realign.methods.disclosure import TOTAL, SafeTable, promise_in_words
from realign.methods.signs import TOO_UNCERTAIN, Sign
from realign.registers.evidence import queries, rules
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.types import COUNCIL, Dimension, GroupEstimate, Provenance
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.places import queries as places

Levels = tuple[str, ...]

RESERVED = ("tables", "rules", "add", "findings")
"""Short names that no finding may have: they are the addresses of other pages."""


@transaction.atomic
def release_table(
    *,
    by: Actor,
    slug: str,
    title: str,
    safe: SafeTable,
    dims: Sequence[Dimension],
    estimates: Mapping[Levels, GroupEstimate],
    provenance: Provenance,
    approvals: Sequence[Mapping[str, str]],
    table: str | None = None,
) -> Release:
    """Keep a protected table as released, every cell of it.

    ``safe`` counts people by ``dims`` and by answer (``rules.ANSWER``); ``estimates`` has one entry for each
    group, keyed by its levels in the order of ``dims``. An estimate is kept only where the count and the base
    are both shown. The cells are what later releases are attacked with. Where ``safe`` holds several tables that were
    protected together, ``table`` names the one. A table of means counts people by ``dims`` alone and shows no counts.
    """
    check_may(by, rules.PUBLISH)
    rules.check_is_protected(safe)
    rows = _groups(safe, dims, estimates, provenance.stat, table)
    release = create_record(
        Release,
        by=by,
        verb="released",
        slug=slug,
        title=title,
        survey_title=provenance.survey_title,
        measure=provenance.measure,
        measure_code=provenance.measure_code,
        stat=provenance.stat,
        unit=provenance.unit,
        population=provenance.population,
        collected=provenance.collected,
        dims=[dim.as_json() for dim in dims],
        method=dict(provenance.method),
        profile=safe.profile.name,
        profile_verified=safe.profile.verified,
        promise=promise_in_words(safe.profile),
        round_to=safe.round_to,
        hidden_cells=sum(row["symbol"] == Sign.CONFIDENTIAL for row in rows),
        fingerprint=_fingerprint(rows),
        dataset_fingerprint=provenance.dataset_fingerprint,
        approvals=[dict(approval) for approval in approvals],
        released_at=by.at,
        invented=provenance.invented,
    )
    areas = {area.code: area for area in places.areas()} if any(d.column == COUNCIL for d in dims) else {}
    for row in rows:
        row["area"] = areas.get(row["key"].get(COUNCIL, ""))
    ReleasedCell.objects.bulk_create(ReleasedCell(release=release, **row) for row in rows)
    return release


@transaction.atomic
def withdraw_release(*, by: Actor, release: Release, revision: int, reason: str) -> Release:
    """Take a table back. It stays in the ledger: what was once out is known."""
    check_may(by, rules.PUBLISH)
    check_says(
        reason, "A withdrawal needs a reason.", "Give the reason: readers who cited the table will see it."
    )
    change_record(
        release,
        by=by,
        revision=revision,
        verb="withdrew",
        withdrawn_at=by.at,
        withdrawn_because=reason.strip(),
    )
    return release


WORDS = (
    "sentence", "does_not_tell", "strength", "strength_reason", "release", "cell", "indicator", "area", "source",
)  # fmt: skip
"""The fields of a finding that people write, besides its tags."""


@transaction.atomic
def create_finding(
    *, by: Actor, slug: str = "", tags: Sequence[FrameworkItem] = (), **values: Any
) -> Finding:
    """Write down one thing that is known, and what it rests on. It waits until somebody else releases it."""
    check_may(by, rules.EDIT)
    rules.check_rests_on_something(values)
    slug = slug or free_slug(Finding, by=by, words=values["sentence"], reserved=RESERVED)
    finding = create_record(Finding, by=by, slug=slug, tags=tags, **values)
    _note_writer(finding, by)
    return finding


@transaction.atomic
def change_finding(*, by: Actor, finding: Finding, revision: int, **values: Any) -> Finding:
    """Word a finding better, or say more honestly how strong it is; answers the words that now wait.

    What waits already is changed in place. A released finding stays as it is: the change waits beside it until
    somebody else releases it. Raises ChangedMeanwhile where somebody else began a change first.
    """
    check_may(by, rules.EDIT)
    locked = Finding.objects.select_for_update().get(pk=finding.pk, partnership=by.partnership)
    rules.check_rests_on_something({name: values.get(name, getattr(locked, name)) for name in WORDS})
    waiting = _begin_change(by, locked, revision, values) if locked.is_released else locked
    if waiting is locked:
        changed = change_record(locked, by=by, revision=revision, **values)
        if not changed:
            return locked
    _note_writer(waiting, by)
    return waiting


def _begin_change(by: Actor, released: Finding, revision: int, values: dict[str, Any]) -> Finding:
    """A second row with the words that are to take the place of a released finding’s."""
    waiting = Finding.objects.filter(replaces=released).first()
    if waiting is not None:
        raise ChangedMeanwhile(waiting)
    check_not_changed_since(released, revision)
    words = {name: getattr(released, name) for name in WORDS} | {"tags": list(released.tags.all())} | values
    as_it_is = {"slug": released.slug, "invented": released.invented, "replaces": released}
    return create_record(Finding, by=by, verb="proposed a change to", **(words | as_it_is))


def _note_writer(finding: Finding, by: Actor) -> None:
    if by.user_id is not None:
        finding.writers.add(by.user_id)


@transaction.atomic
def release_finding(*, by: Actor, finding: Finding, revision: int, reason: str = "") -> Finding:
    """Let everybody read what somebody else wrote; answers the released finding.

    Where words could let somebody be recognised, refuses unless ``reason`` says why they may be public; it stays on record.

    ``finding`` is a new one, or the change that waits beside a released one: its words then take the others’ place.
    Raises ChangedMeanwhile where the words are no longer those of this revision.
    """
    check_may(by, rules.EDIT)
    waiting = Finding.objects.select_for_update().get(pk=finding.pk, partnership=by.partnership)
    rules.check_may_release(by, waiting, queries.writers_of(waiting))
    check_not_changed_since(waiting, revision)
    noticed = queries.noticed_in(waiting)
    check_reason(noticed, reason)
    if noticed:
        detail = {"pointed out": [item.words for item in noticed], "reason": reason.strip()}
        audit.record(
            by=by, verb="gave the reason for publishing", subject=waiting.replaces or waiting, detail=detail
        )
    stamped = {"released_at": by.at, "released_by_id": by.user_id}
    if waiting.replaces is None:
        change_record(waiting, by=by, revision=revision, verb="released", **stamped)
        return waiting
    released, writers = waiting.replaces, list(waiting.writers.all())
    words = {name: getattr(waiting, name) for name in WORDS} | {"tags": list(waiting.tags.all())}
    waiting.delete()
    change_record(
        released, by=by, revision=released.revision, verb="released a change to", **words, **stamped
    )
    released.writers.set(writers)
    return released


@transaction.atomic
def remove_change(*, by: Actor, finding: Finding) -> None:
    """Give up the change that waits beside a released finding; what is public stays as it is."""
    check_may(by, rules.EDIT)
    waiting = Finding.objects.select_for_update().get(pk=finding.pk, partnership=by.partnership)
    if waiting.replaces is None:
        raise Refusal(
            "This is not a change to a released finding.",
            "Only a change waiting for release can be cancelled.",
        )
    audit.record(
        by=by, verb="cancelled a change to", subject=waiting.replaces, detail={"sentence": waiting.sentence}
    )
    waiting.delete()


def _groups(
    safe: SafeTable,
    dims: Sequence[Dimension],
    estimates: Mapping[Levels, GroupEstimate],
    stat: str,
    table: str | None,
) -> list[dict[str, Any]]:
    """One row for each group, in the order of the levels, totals first."""
    counts: dict[Levels, dict[str, Any]] = {}
    for row in safe.rows(table):
        group = tuple(str(row[dim.column]) for dim in dims)
        counts.setdefault(group, {})[str(row.get(rules.ANSWER, TOTAL))] = row
    order = [[TOTAL, *(level for level, _ in dim.levels)] for dim in dims]
    ranked = sorted(counts, key=lambda group: [order[i].index(level) for i, level in enumerate(group)])
    make = _mean_row if stat == Release.Stat.MEAN else _share_row
    return [
        {
            "position": number,
            "key": dict(zip((d.column for d in dims), group, strict=True)),
            **make(counts[group], estimates[group]),
        }
        for number, group in enumerate(ranked)
    ]


def _share_row(answers: Mapping[str, Mapping[str, Any]], figure: GroupEstimate) -> dict[str, Any]:
    count, base = answers[rules.WITH]["value"], answers[TOTAL]["value"]
    hidden = [cell for cell in (answers[rules.WITH], answers[TOTAL]) if isinstance(cell["value"], str)]
    known = {"base": None if isinstance(base, str) else base}
    if hidden:
        return known | _hidden(Sign.CONFIDENTIAL, rules.HIDDEN)
    return known | ({"count": count} | _figures(figure) if not figure.withheld else _unreliable(figure))


def _mean_row(answers: Mapping[str, Mapping[str, Any]], figure: GroupEstimate) -> dict[str, Any]:
    if isinstance(answers[TOTAL]["value"], str):
        return {"base": None} | _hidden(Sign.CONFIDENTIAL, rules.HIDDEN)
    return {"base": None, "count": None} | (_unreliable(figure) if figure.withheld else _figures(figure))


def _figures(figure: GroupEstimate) -> dict[str, Any]:
    names = ("estimate", "lower", "upper", "se", "df", "deff", "low")
    return {"symbol": "", "why_hidden": ""} | {name: getattr(figure, name) for name in names}


def _hidden(symbol: Sign, why: str) -> dict[str, Any]:
    return {"count": None, "symbol": str(symbol), "why_hidden": why[:300]}


def _unreliable(figure: GroupEstimate) -> dict[str, Any]:
    return _hidden(Sign.UNRELIABLE, f"{TOO_UNCERTAIN}: {figure.low}")


def _fingerprint(rows: Sequence[Mapping[str, Any]]) -> str:
    return sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
