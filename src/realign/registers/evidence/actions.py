"""Letting a protected table out, withdrawing it, and writing down what it shows."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal
from realign.methods.disclosure import TOTAL, SafeTable
from realign.methods.disclosure import Symbol as DisclosureSymbol
from realign.registers.evidence import rules
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.types import Dimension, Provenance, Shown
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.places import queries as places

Levels = tuple[str, ...]


@transaction.atomic
def release_table(
    *,
    by: Actor,
    slug: str,
    title: str,
    safe: SafeTable,
    dims: Sequence[Dimension],
    estimates: Mapping[Levels, Shown],
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
    check_may(by, "release.publish")
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
        round_to=safe.round_to,
        hidden_cells=sum(row["symbol"] == DisclosureSymbol.CONFIDENTIAL for row in rows),
        fingerprint=_fingerprint(rows),
        dataset_fingerprint=provenance.dataset_fingerprint,
        approvals=[dict(one) for one in approvals],
        released_at=by.at,
        invented=provenance.invented,
    )
    areas = {area.code: area for area in places.areas()} if any(d.column == "council" for d in dims) else {}
    for row in rows:
        row["area"] = areas.get(row["key"].get("council", ""))
    ReleasedCell.objects.bulk_create(ReleasedCell(release=release, **row) for row in rows)
    return release


@transaction.atomic
def withdraw_release(*, by: Actor, release: Release, revision: int, reason: str) -> Release:
    """Take a table back. It stays in the ledger: what was once out is known."""
    check_may(by, "release.publish")
    if not reason.strip():
        raise Refusal(
            "A withdrawal needs a reason.", "Say what is wrong with the table, for those who cited it."
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


@transaction.atomic
def add_finding(*, by: Actor, tags: Sequence[FrameworkItem] = (), **values: Any) -> Finding:
    """Write down one thing that is known, and what it rests on."""
    check_may(by, "evidence.edit")
    rules.check_finding_rests_on_something(values)
    if values.get("release"):
        rules.check_stands(values["release"])
    finding = create_record(Finding, by=by, **values)
    finding.tags.set(tags)
    return finding


@transaction.atomic
def change_finding(*, by: Actor, finding: Finding, revision: int, **values: Any) -> Finding:
    """Word a finding better, or say more honestly how strong it is."""
    check_may(by, "evidence.edit")
    tags = values.pop("tags", None)
    change_record(finding, by=by, revision=revision, **values)
    if tags is not None:
        finding.tags.set(tags)
    return finding


def _groups(
    safe: SafeTable,
    dims: Sequence[Dimension],
    estimates: Mapping[Levels, Shown],
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


def _share_row(answers: Mapping[str, Mapping[str, Any]], shown: Shown) -> dict[str, Any]:
    count, base = answers[rules.WITH]["value"], answers[TOTAL]["value"]
    hidden = [cell for cell in (answers[rules.WITH], answers[TOTAL]) if isinstance(cell["value"], str)]
    known = {"base": None if isinstance(base, str) else base}
    if hidden:
        return known | _hidden(DisclosureSymbol.CONFIDENTIAL, rules.HIDDEN)
    return known | ({"count": count} | _figures(shown) if not shown.withheld else _unreliable(shown))


def _mean_row(answers: Mapping[str, Mapping[str, Any]], shown: Shown) -> dict[str, Any]:
    if isinstance(answers[TOTAL]["value"], str):
        return {"base": None} | _hidden(DisclosureSymbol.CONFIDENTIAL, rules.HIDDEN)
    return {"base": None, "count": None} | (_unreliable(shown) if shown.withheld else _figures(shown))


def _figures(shown: Shown) -> dict[str, Any]:
    names = ("estimate", "lower", "upper", "se", "df", "deff", "low")
    return {"symbol": "", "why_hidden": ""} | {name: getattr(shown, name) for name in names}


def _hidden(symbol: DisclosureSymbol, why: str) -> dict[str, Any]:
    return {"count": None, "symbol": str(symbol), "why_hidden": why[:300]}


def _unreliable(shown: Shown) -> dict[str, Any]:
    return _hidden(DisclosureSymbol.LOW, f"too uncertain to show: {shown.low}")


def _fingerprint(rows: Sequence[Mapping[str, Any]]) -> str:
    return sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
