"""The checks that are run over the register: what cannot be right, is unusual, missing or late, and what was decided."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.methods.indicators.quality import completeness, outliers
from realign.methods.signs import Sign
from realign.methods.wording.substance import says_something
from realign.registers.indicators.models import CheckDecision, Indicator, Observation
from realign.registers.indicators.numbers import UNIT_DOUBTED, measure_of, why_impossible
from realign.registers.indicators.presenters.words import is_percent, value_words
from realign.registers.indicators.queries import comparison_areas, indicators
from realign.registers.indicators.types import (
    MEASURED,
    CheckedFinding,
    CheckFinding,
    CheckRule,
    NumberKind,
    Severity,
    Status,
)

JUMP = (
    6.0  # robust standard deviations of the usual change; 3.5 would flag one change in twenty of short series
)
FEWEST_CHANGES = 8
ROUNDING = 0.6  # a percentage and the one reckoned from its counts may differ so much by rounding
GRACE = timedelta(days=550)  # national figures may take a year and a half after their period ends
SETTLED_AFTER = timedelta(days=730)  # a provisional figure should be final by then

Key = tuple[int, str]  # area, breakdown


def impossible(observations: Iterable[Observation]) -> Iterator[CheckFinding]:
    """Percentages beyond 0 to 100, and negative rates, counts and pounds."""
    for row in observations:
        measure = measure_of(row.indicator.title, row.indicator.unit)
        if expected := why_impossible(measure, row.value):
            value = value_words(row.value, row.indicator.unit)
            yield _about(
                row, CheckRule.IMPOSSIBLE, Severity.WRONG,
                f"{value} where {expected} was expected.",
                "Ask the producer. Do not use this value until then.",
            )  # fmt: skip


def misnamed(indicator: Indicator) -> Iterator[CheckFinding]:
    """A whole series that its file calls percentages, with most values above 100: it was taken in without a unit."""
    if indicator.caveats.startswith(UNIT_DOUBTED):
        yield CheckFinding(
            CheckRule.IMPOSSIBLE, Severity.WRONG, indicator, "Everywhere", "", indicator.caveats,
            "Ask the producer what these figures are; until then do not use them.", indicator.caveats,
        )  # fmt: skip


def disagreeing(observations: Iterable[Observation]) -> Iterator[CheckFinding]:
    """Counts larger than their whole, intervals that do not hold their value, counts that give another value."""
    for row in observations:
        if disagreement := _disagreement(row):
            yield _about(
                row,
                CheckRule.DISAGREES,
                Severity.WRONG,
                disagreement,
                "Compare with the source and import the file again.",
            )


def _disagreement(row: Observation) -> str:
    unit, value, top, bottom = row.indicator.unit, row.value, row.numerator, row.denominator
    if is_percent(unit) and top is not None and bottom is not None and top > bottom:
        return f"{top:,.0f} is the count, out of {bottom:,.0f}."
    if value is None:
        return ""
    if row.lower is not None and row.upper is not None and not row.lower <= value <= row.upper:
        return f"{value_words(value, unit)} lies outside its own interval, {row.lower:g} to {row.upper:g}."
    if is_percent(unit) and top is not None and bottom and abs(100 * top / bottom - value) > ROUNDING:
        reckoned = value_words(100 * top / bottom, "%")
        return f"{top:,.0f} of {bottom:,.0f} is {reckoned}, but {value_words(value, unit)} is given."
    return ""


def unusual(series: Mapping[Key, Sequence[Observation]]) -> Iterator[CheckFinding]:
    """A change from one period to the next that is far beyond the usual change of its own series."""
    for rows in series.values():
        known = [row for row in rows if row.value is not None and row.status in MEASURED]
        changes = [(later.value or 0.0) - (first.value or 0.0) for first, later in pairwise(known)]
        if len(changes) < FEWEST_CHANGES:
            continue
        for outlier in outliers(changes, JUMP):
            row, before = known[outlier.index + 1], known[outlier.index]
            unit = row.indicator.unit
            yield _about(
                row, CheckRule.UNUSUAL, Severity.LOOK,
                f"{value_words(row.value, unit)} after {value_words(before.value, unit)} in "
f"{before.period}: a far larger "
                "step than this series usually takes.",
                "Check for an error or a change in how it is counted. If it is right, add an "
"annotation to the chart.",
            )  # fmt: skip


def incomplete(
    indicator: Indicator, series: Mapping[Key, Sequence[Observation]], places: Mapping[int, str]
) -> Iterator[CheckFinding]:
    """Places without a value for periods that other places have."""
    spans: dict[str, date] = {}
    received: dict[int, set[str]] = defaultdict(set)
    for (area, breakdown), rows in series.items():
        for row in rows:
            if (
                breakdown == ""
                and row.status in MEASURED
                and (row.value is not None or row.symbol == Sign.CONFIDENTIAL)
            ):
                spans[row.period] = row.ends_on
                received[area].add(row.period)
    for area, periods in received.items():
        missing = completeness(periods, spans).missing
        if missing and area in places:
            ordered = sorted(missing, key=lambda period: spans[period])
            share = f"{len(periods)} of {len(spans)} periods"
            yield CheckFinding(
                CheckRule.INCOMPLETE, Severity.LOOK, indicator, places[area], _few(ordered),
                f"{share} have a value; others have one for {_few(ordered)}.",
                "Ask for the missing returns, or record it as a gap.", _few(ordered),
            )  # fmt: skip


def late(indicator: Indicator, rows: Iterable[Observation], today: date) -> Iterator[CheckFinding]:
    """An indicator whose next value should have come by now."""
    known = [row for row in rows if row.value is not None and row.status in MEASURED]
    if not known:
        return
    last = max(known, key=lambda row: row.ends_on)
    ends = sorted({row.ends_on for row in known})
    steps = sorted((later - first).days for first, later in pairwise(ends))
    every = timedelta(days=steps[len(steps) // 2]) if steps else _every(indicator.frequency)
    if every is None or last.ends_on + every + GRACE >= today:
        return
    yield CheckFinding(
        CheckRule.LATE, Severity.LOOK, indicator, "Everywhere", last.period,
        f"The latest value is for {last.period}; a later one should have come by now.",
        "Look for a newer file of the producer, or say that the series has ended.", last.period,
    )  # fmt: skip


def unsettled(observations: Iterable[Observation], today: date) -> Iterator[CheckFinding]:
    """Provisional values that nobody made final."""
    for row in observations:
        if row.status == Status.PROVISIONAL and row.ends_on + SETTLED_AFTER < today:
            yield _about(
                row, CheckRule.UNSETTLED, Severity.LOOK,
                "It is still marked as provisional, two years after its period ended.",
                "Import the final figure, or accept this one.",
            )  # fmt: skip


def undescribed(indicator: Indicator) -> Iterator[CheckFinding]:
    """An indicator whose entry in the register lacks what a reader needs."""
    parts = {
        "a definition": indicator.definition,
        "what it can be used for": indicator.use_for,
        "its owner": str(indicator.owner_id or ""),
        "how often it comes": indicator.frequency,
        "who collects it": indicator.producer,
    }
    if missing := [name for name, text in parts.items() if not says_something(text, [indicator.title])]:
        yield CheckFinding(
            CheckRule.UNDESCRIBED, Severity.NOTE, indicator, "The register", "",
            f"Not recorded: {', '.join(missing)}.", "Complete the description.", ", ".join(missing),
        )  # fmt: skip


def _every(frequency: str) -> timedelta | None:
    return timedelta(days=365) if frequency.lower() in {"yearly", "annual", "every year"} else None


def _about(row: Observation, rule: CheckRule, severity: Severity, sentence: str, todo: str) -> CheckFinding:
    place = f"{row.area.name}, {row.breakdown}" if row.breakdown else row.area.name
    figures = f"{row.value}|{row.numerator}|{row.denominator}|{row.lower}|{row.upper}|{row.status}"
    return CheckFinding(rule, severity, row.indicator, place, row.period, sentence, todo, figures)


def _few(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"


def findings(partnership: Partnership, today: date) -> list[CheckedFinding]:
    """Every finding, what cannot be right first. The number of queries does not depend on how much is held.

    What cannot be right is looked for in every value held; the other checks are for the partnership's own places.
    """
    listed = list(indicators(partnership))
    by_pk = {indicator.pk: indicator for indicator in listed}
    decided = {row.key: row for row in _decisions(partnership)}
    order = list(Severity)
    checked = [
        CheckedFinding(check, decided.get(check.key)) for check in _run_checks(partnership, by_pk, today)
    ]
    return sorted(
        checked, key=lambda row: (order.index(row.severity), row.finding.indicator.title, row.finding.place)
    )


def finding(partnership: Partnership, today: date, key: str) -> CheckedFinding | None:
    """One finding, as long as the figures still give it."""
    return next((checked for checked in findings(partnership, today) if checked.finding.key == key), None)


def past_decisions(partnership: Partnership) -> models.QuerySet[CheckDecision]:
    """What was decided so far, the latest first, also where the figures have changed since."""
    return _decisions(partnership).order_by("-changed_at")


def _decisions(partnership: Partnership) -> models.QuerySet[CheckDecision]:
    return CheckDecision.objects.filter(partnership=partnership).select_related("changed_by", "indicator")


def _run_checks(partnership: Partnership, by_pk: dict[int, Indicator], today: date) -> Iterator[CheckFinding]:
    suspects = list(_suspects(partnership, by_pk))
    yield from impossible(suspects)
    yield from disagreeing(suspects)
    areas = comparison_areas(partnership)
    series: dict[int, dict[Key, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    rows = (
        Observation.objects.filter(
            indicator__partnership=partnership, is_current=True, area__in=[area.pk for area in areas]
        )
        .select_related("area")
        .order_by("ends_on", "starts_on")
    )
    for row in rows.iterator(chunk_size=5000):
        row.indicator = by_pk[row.indicator_id]
        series[row.indicator_id][row.area_id, row.breakdown].append(row)
    names = {area.pk: area.name for area in areas}
    for pk, indicator in by_pk.items():
        everything = [row for group in series[pk].values() for row in group]
        yield from misnamed(indicator)
        yield from unusual(series[pk])
        yield from incomplete(indicator, series[pk], names)
        yield from late(indicator, everything, today)
        yield from unsettled(everything, today)
        yield from undescribed(indicator)


def _suspects(partnership: Partnership, by_pk: dict[int, Indicator]) -> Iterator[Observation]:
    """Values that may break a rule, found by the database: the rules themselves are asked again in words."""
    kinds: dict[NumberKind, list[int]] = defaultdict(list)
    for pk, indicator in by_pk.items():
        kinds[measure_of(indicator.title, indicator.unit)].append(pk)
    percent = kinds[NumberKind.PERCENT]
    counted = [pk for kind in (NumberKind.RATE, NumberKind.COUNT, NumberKind.MONEY) for pk in kinds[kind]]
    value, upper = models.F("value"), models.F("upper")
    off = models.Q(indicator__in=percent, numerator__isnull=False, denominator__gt=0) & (
        models.Q(numerator__gt=models.F("denominator"))
        | models.Q(value__gt=100.0 * models.F("numerator") / models.F("denominator") + ROUNDING)
        | models.Q(value__lt=100.0 * models.F("numerator") / models.F("denominator") - ROUNDING)
    )
    wrong = (
        models.Q(indicator__in=percent, value__gt=100)
        | models.Q(indicator__in=[*percent, *counted], value__lt=0)
        | models.Q(lower__gt=value)
        | models.Q(upper__lt=value)
        | models.Q(lower__gt=upper)
        | off
    )
    rows = Observation.objects.filter(wrong, indicator__partnership=partnership, is_current=True)
    for row in rows.select_related("area").order_by("indicator", "area", "ends_on"):
        row.indicator = by_pk[row.indicator_id]
        yield row
