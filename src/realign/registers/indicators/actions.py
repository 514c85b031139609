"""Defining indicators, and bringing in their values."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from itertools import chain
from typing import Any

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.files import actions as file_actions
from realign.foundations.files.bulk import insert_many, update_many
from realign.foundations.files.models import Import
from realign.foundations.files.registry import format_for
from realign.foundations.files.types import Changes
from realign.foundations.partnerships.records import change_record, create_record, remove_mistake
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing.actions import withdraw_ended
from realign.methods.cells import CsvWriter
from realign.methods.numbers import figure_of
from realign.methods.units import standard_unit
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import DEFAULT_PROFILE, CheckDecision, Indicator, Observation, Story
from realign.registers.indicators.numbers import measure_of
from realign.registers.indicators.queries import compared, why_indicator_stays
from realign.registers.indicators.rules import (
    FILLED,
    check_corrected_with_reason,
    check_counts_given,
    check_decided,
    check_name_free,
    check_share_agrees,
    check_story,
    check_usable,
    missing_parts,
)
from realign.registers.indicators.schemes import (
    definition_of,
    published_value,
    scheme_of,
    slug_of,
    usage_note,
)
from realign.registers.indicators.small_numbers import hold_back_small, needs_counts
from realign.registers.indicators.types import (
    INDICATOR,
    CheckFinding,
    Definition,
    FileValue,
    Findings,
    NumberKind,
    Recorded,
)
from realign.registers.places.types import SCOTLAND

SOURCE_NOT_NAMED = "Source not named"
"""The title of typed values of which nobody said where they are from."""

_OBSERVATION = (
    "indicator",
    "area",
    "period",
    "starts_on",
    "ends_on",
    "breakdown",
    "value",
    "numerator",
    "denominator",
    "lower",
    "upper",
    "status",
    "symbol",
    "held_back",
    "as_brought",
    "brought_by",
    "is_current",
    "is_public",
    "public_since",
)


@transaction.atomic
def create_indicator(
    *, by: Actor, slug: str, title: str, polarity: str, tags: Sequence[FrameworkItem] = (), **values: Any
) -> Indicator:
    """Define an indicator. Which way is better must be said: higher, lower or neither; and what it can be used for.

    A caller that knows nothing about its use leaves the note out, and gets the one of its scheme and measure.
    """
    check_may(by, "indicators.edit")
    values.setdefault("scheme", "local")
    values["unit"] = standard_unit(values.get("unit", ""))
    values.setdefault("use_for", usage_note(values["scheme"], title, values.get("unit", "")))
    check_usable(values["use_for"])
    check_name_free(slug, Indicator.objects.filter(partnership=by.partnership, slug=slug).exists())
    indicator = create_record(
        Indicator, by=by, verb="defined", slug=slug, title=title, polarity=polarity, **values
    )
    indicator.tags.set(tags)
    return indicator


@transaction.atomic
def change_indicator(
    *,
    by: Actor,
    indicator: Indicator,
    revision: int,
    tags: Sequence[FrameworkItem] | None = None,
    **values: Any,
) -> Indicator:
    """Change what is said about an indicator; its values stay as they were brought in."""
    check_may(by, "indicators.edit")
    check_usable(values.get("use_for", indicator.use_for))
    if "unit" in values:
        values["unit"] = standard_unit(values["unit"])
    # one that is no longer national is taken from the public pages, and is not brought back by who marks it so again
    withdraw_ended(by=by, slug=INDICATOR, key=str(indicator.pk))
    change_record(indicator, by=by, revision=revision, **values)
    withdraw_ended(by=by, slug=INDICATOR, key=str(indicator.pk))
    hold_back_small([indicator.pk])
    if tags is not None:
        before = sorted(indicator.tags.values_list("code", flat=True))
        after = sorted(tag.code for tag in tags)
        if before != after:
            indicator.tags.set(tags)
            audit.record(
                by=by,
                verb="changed the tags of",
                subject=indicator,
                detail={"changes": {"tags": [before, after]}},
            )
    return indicator


@transaction.atomic
def remove_indicator(*, by: Actor, indicator: Indicator, revision: int) -> None:
    """Remove an indicator that was defined by mistake and has no values."""
    check_may(by, "indicators.edit")
    remove_mistake(indicator, by=by, revision=revision, why_it_stays=why_indicator_stays)


@transaction.atomic
def write_story(*, by: Actor, indicator: Indicator, behind: str, **values: Any) -> Story:
    """Say what lies behind an indicator today; what was said before stays, with its date."""
    check_may(by, "indicators.edit")
    check_story(behind)
    return create_record(
        Story,
        by=by,
        verb="wrote the commentary on",
        indicator=indicator,
        written_on=by.at.date(),
        behind=behind,
        **values,
    )


@transaction.atomic
def decide_on_check(
    *, by: Actor, finding: CheckFinding, verdict: str, reason: str, **values: Any
) -> CheckDecision:
    """Decide what to do about one finding of the checks; another decision on the same figures takes its place."""
    check_may(by, "indicators.edit")
    check_decided(reason)
    decision = CheckDecision.objects.filter(partnership=by.partnership, key=finding.key).first()
    details = {"verdict": verdict, "reason": reason.strip(), **values}
    if decision is not None:
        change_record(decision, by=by, revision=decision.revision, verb="revised the decision on", **details)
        return decision
    return create_record(
        CheckDecision,
        by=by,
        verb="decided on",
        key=finding.key,
        indicator=finding.indicator,
        rule=finding.rule.value,
        about=finding.sentence[:500],
        **details,
    )


@transaction.atomic
def bring_values(*, by: Actor, record: Import, findings: Findings) -> Changes:
    """Take checked values in, as one vintage: what says otherwise replaces, and what it replaces stays readable.

    What is small is held back from everybody outside in the same transaction.
    The number of queries does not depend on the number of values, until there are more than fit into memory at once.
    """
    check_may(by, format_for(record.kind, record.format).permission)
    numbers = _ensure_indicators(by, record, findings.definitions)
    new = changed = unchanged = 0
    for lot in compared(by.partnership, numbers, findings.values):
        replaced = ({"pk": number, "is_current": False} for number, _ in lot.changed)
        update_many(Observation, replaced, ["is_current"])
        arriving = chain(lot.new, (value for _, value in lot.changed))
        insert_many(Observation, (_row(value, numbers, record) for value in arriving), _OBSERVATION)
        new, changed, unchanged = new + len(lot.new), changed + len(lot.changed), unchanged + lot.unchanged
    hold_back_small(numbers.values())
    changes = Changes(new, changed, unchanged)
    audit.record(
        by=by,
        verb="imported indicator values from",
        subject=record,
        detail={"new": changes.new, "changed": changes.changed, "unchanged": changes.unchanged},
    )
    return changes


@transaction.atomic
def record_observations(
    *,
    by: Actor,
    indicator: Indicator,
    rows: Sequence[Recorded],
    title: str = "",
    producer: str = "",
    licence: str = "",
    published: datetime.date | None = None,
    invented: bool = False,
) -> Import:
    """Write values down by hand. They are kept as a small file: checked, replaced and traced like any other’s."""
    check_may(by, "indicators.import")
    upload = file_actions.store_upload(
        by=by, name=f"{indicator.slug}.csv", chunks=[_as_file(indicator, rows)]
    )
    record = file_actions.start_import(
        by=by,
        upload=upload,
        format=format_for("indicators", "values"),
        # everybody reads the title as the source where no producer is named
        title=(title or producer or indicator.producer or SOURCE_NOT_NAMED)[:200],
        producer=producer or indicator.producer[:200],
        licence=licence,
        published=published,
        invented=invented,
    )
    record = _checked(by, record, len(rows))
    return file_actions.accept_import(by=by, record=record)


@transaction.atomic
def propose_value(
    *,
    by: Actor,
    indicator: Indicator,
    row: Recorded,
    source: str,
    published: datetime.date | None = None,
    note: str = "",
    reason: str = "",
) -> Import:
    """Keep one typed value, checked as a file is, until somebody else takes it in; until then nothing shows it.

    A share of people comes with the numbers behind it; a value in the place of another comes with a reason.
    """
    check_may(by, "indicators.edit")
    check_counts_given(row, needed=needs_counts(indicator.title, indicator.unit))
    percent = measure_of(indicator.title, indicator.unit) is NumberKind.PERCENT
    check_share_agrees(row, is_percent=percent)
    upload = file_actions.store_upload(
        by=by, name=f"{indicator.slug}.csv", chunks=[_as_file(indicator, [row])]
    )
    record = file_actions.start_import(
        by=by,
        upload=upload,
        format=format_for("indicators", "typed"),
        # the source that was typed is the one that everybody reads: no producer of the indicator in its place
        title=source[:200],
        published=published,
        invented=by.partnership.is_demo,
        options={"note": note.strip(), "reason": reason.strip()},
    )
    record = _checked(by, record, 1)
    check_corrected_with_reason(record.summary.get("changed", 0), reason)
    if not record.summary.get("new") and not record.summary.get("changed"):
        raise Refusal(
            "This value has already been added, with the same details.", "Nothing needs to be done."
        )
    return record


def _checked(by: Actor, record: Import, many: int) -> Import:
    """A small file of typed values after its check; raises Refusal for the first thing that is wrong in it."""
    record = file_actions.check_import(by=by, record=record)
    if record.state == Import.State.REFUSED:
        first = record.problems[0]
        raise Refusal(
            f"{record.problem_count} of {many} values cannot be imported. Value {first['row'] - 1}, "
            f"{first['column']}: "
            f"found {first['found']}; expected {first['expected']}.",
            first["todo"],
        )
    return record


@transaction.atomic
def create_core_indicators(*, by: Actor) -> list[Indicator]:
    """Put the 21 core wellbeing indicators into the register, with what is known; those held are left alone."""
    check_may(by, "indicators.edit")
    check_may(by, "indicators.import")
    on = by.at.date()
    tags = {item.code: item for item in frameworks.items("shanarri", on)}
    existing = set(
        Indicator.objects.filter(partnership=by.partnership, scheme="core").values_list("slug", flat=True)
    )
    added = []
    for item in frameworks.items("core-indicators", on):
        if slug_of(item) in existing:
            continue
        speaks_to = [item, *(tags[code] for code in item.extra["wellbeing"])]
        indicator = create_indicator(by=by, tags=speaks_to, **definition_of(item))
        added.append(indicator)
        published = published_value(item)
        if "period" in published:
            record_observations(
                by=by,
                indicator=indicator,
                rows=[Recorded(SCOTLAND, published["period"], figure_of(published["value"]))],
                title=item.version.source[:200],
                producer=item.extra["source"],
                published=item.version.source_date,
            )
    return added


def _as_file(indicator: Indicator, rows: Sequence[Recorded]) -> bytes:
    text = io.StringIO(newline="")
    columns = [field.name for field in fields(Recorded) if field.name != "symbol"]
    records = (
        asdict(row) | {"indicator": indicator.slug, "value": row.symbol if row.value is None else row.value}
        for row in rows
    )
    CsvWriter(text).records(["indicator", *columns], records)
    return text.getvalue().encode()


@transaction.atomic
def describe_indicators(*, by: Actor, record: Import, definitions: Sequence[Definition]) -> Changes:
    """Fill in what is not said yet about indicators that are held, from a file of definitions."""
    check_may(by, "indicators.edit")
    existing = {row.slug: row for row in _existing(by, definitions)}
    known = [definition for definition in definitions if definition.slug in existing]
    changed = _fill(by, existing, known)
    audit.record(by=by, verb="described indicators with", subject=record, detail={"changed": changed})
    return Changes(0, changed, len(known) - changed)


def _existing(by: Actor, definitions: Sequence[Definition]) -> list[Indicator]:
    slugs = [definition.slug for definition in definitions]
    return list(Indicator.objects.filter(partnership=by.partnership, slug__in=slugs))


def _ensure_indicators(by: Actor, record: Import, definitions: Sequence[Definition]) -> dict[str, int]:
    """Each indicator's number, by slug; those that are not held yet are made, those that are get their gaps filled."""
    existing = {row.slug: row for row in _existing(by, definitions)}
    new = [definition for definition in definitions if definition.slug not in existing]
    _fill(by, existing, [definition for definition in definitions if definition.slug in existing])
    fields = ["partnership", "revision", "created_at", "changed_at", "changed_by", "invented", "source"]
    fields += ["slug", "scheme", "title", "polarity", "use_for", "is_outcome", "is_national"]
    fields += ["geography", "disaggregation", "comparable", "disclosure_profile", *FILLED]
    insert_many(Indicator, (_indicator_row(by, record, definition) for definition in new), fields)
    return {row.slug: row.pk for row in _existing(by, definitions)}


def _fill(by: Actor, existing: dict[str, Indicator], definitions: Sequence[Definition]) -> int:
    changed = []
    for definition in definitions:
        indicator = existing[definition.slug]
        if parts := missing_parts(indicator, definition):
            for name, value in parts.items():
                setattr(indicator, name, value)
            indicator.changed_at, indicator.changed_by_id = by.at, by.user_id
            changed.append(indicator)
    Indicator.objects.bulk_update(changed, [*FILLED, "polarity", "changed_at", "changed_by"], batch_size=500)
    return len(changed)


def _indicator_row(by: Actor, record: Import, definition: Definition) -> dict[str, Any]:
    return {
        "partnership_id": by.partnership.pk,
        "revision": 1,
        "created_at": by.at,
        "changed_at": by.at,
        "changed_by_id": by.user_id,
        "invented": record.invented,
        "source": record.title,
        "slug": definition.slug,
        "scheme": definition.scheme,
        "title": definition.title[:300],
        "polarity": definition.polarity,
        "use_for": usage_note(definition.scheme, definition.title, definition.unit),
        "geography": "",
        "disaggregation": "",
        "comparable": scheme_of(definition.scheme).comparable,
        "is_outcome": True,
        "is_national": True,
        "disclosure_profile": DEFAULT_PROFILE,
        **{name: getattr(definition, name) for name in FILLED},
        "producer": definition.producer or record.producer,
    }


def _row(value: FileValue, numbers: dict[str, int], record: Import) -> dict[str, Any]:
    return {
        "indicator_id": numbers[value.slug],
        "area_id": value.area_id,
        "period": value.period,
        "starts_on": value.starts_on,
        "ends_on": value.ends_on,
        "breakdown": value.breakdown,
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "lower": value.lower,
        "upper": value.upper,
        "status": value.status,
        "symbol": value.symbol,
        "held_back": "",
        "as_brought": None,
        "brought_by_id": record.pk,
        "is_current": True,
        "is_public": False,
        "public_since": None,
    }
