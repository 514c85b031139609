"""Running the checks over everything that a partnership holds, and what was decided about each finding."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.registers.indicators import checks
from realign.registers.indicators.measures import measure_of
from realign.registers.indicators.models import CheckDecision, Indicator, Observation
from realign.registers.indicators.queries import comparison_areas, indicators
from realign.registers.indicators.types import CheckFinding, Measure, Severity


@dataclass(frozen=True)
class Checked:
    """A finding with what was decided about it."""

    finding: CheckFinding
    decision: CheckDecision | None

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.finding.severity


def findings(partnership: Partnership, today: date) -> list[Checked]:
    """Every finding, what cannot be right first. The number of queries does not depend on how much is held.

    What cannot be right is looked for in every value held; the other checks are for the partnership's own places.
    """
    held = list(indicators(partnership))
    by_pk = {one.pk: one for one in held}
    decided = {row.key: row for row in _decisions(partnership)}
    order = list(Severity)
    found = [Checked(one, decided.get(one.key)) for one in _found(partnership, by_pk, today)]
    return sorted(
        found, key=lambda one: (order.index(one.severity), one.finding.indicator.title, one.finding.place)
    )


def finding(partnership: Partnership, today: date, key: str) -> Checked | None:
    """One finding, as long as the figures still give it."""
    return next((one for one in findings(partnership, today) if one.finding.key == key), None)


def past_decisions(partnership: Partnership) -> models.QuerySet[CheckDecision]:
    """What was decided so far, the latest first, also where the figures have changed since."""
    return _decisions(partnership).order_by("-changed_at")


def _decisions(partnership: Partnership) -> models.QuerySet[CheckDecision]:
    return CheckDecision.objects.filter(partnership=partnership).select_related("changed_by", "indicator")


def _found(partnership: Partnership, by_pk: dict[int, Indicator], today: date) -> Iterator[CheckFinding]:
    suspects = list(_suspects(partnership, by_pk))
    yield from checks.impossible(suspects)
    yield from checks.disagreeing(suspects)
    areas = comparison_areas(partnership)
    series: dict[int, dict[checks.Key, list[Observation]]] = defaultdict(lambda: defaultdict(list))
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
    for pk, one in by_pk.items():
        everything = [row for group in series[pk].values() for row in group]
        yield from checks.misnamed(one)
        yield from checks.unusual(series[pk])
        yield from checks.incomplete(one, series[pk], names)
        yield from checks.late(one, everything, today)
        yield from checks.unsettled(everything, today)
        yield from checks.undescribed(one)


def _suspects(partnership: Partnership, by_pk: dict[int, Indicator]) -> Iterator[Observation]:
    """Values that may break a rule, found by the database: the rules themselves are asked again in words."""
    kinds: dict[Measure, list[int]] = defaultdict(list)
    for pk, one in by_pk.items():
        kinds[measure_of(one.title, one.unit)].append(pk)
    percent = kinds[Measure.PERCENT]
    counted = [pk for kind in (Measure.RATE, Measure.COUNT, Measure.MONEY) for pk in kinds[kind]]
    value, upper = models.F("value"), models.F("upper")
    off = models.Q(indicator__in=percent, numerator__isnull=False, denominator__gt=0) & (
        models.Q(numerator__gt=models.F("denominator"))
        | models.Q(value__gt=100.0 * models.F("numerator") / models.F("denominator") + checks.ROUNDING)
        | models.Q(value__lt=100.0 * models.F("numerator") / models.F("denominator") - checks.ROUNDING)
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
