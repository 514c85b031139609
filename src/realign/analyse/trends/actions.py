"""Recording what is known about a chart, and taking it off again."""

from datetime import date

from django.db import transaction

from realign.analyse.trends.models import Mark
from realign.analyse.trends.queries import marks_of, measured_points
from realign.analyse.trends.rules import check_mark_fits, check_may_take_off, check_reason
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor
from realign.registers.indicators.models import Indicator
from realign.registers.places.models import Area

EDIT = "indicators.edit"


@transaction.atomic
def mark_chart(
    *,
    by: Actor,
    indicator: Indicator,
    area: Area,
    kind: str,
    reason: str,
    starts_on: date | None = None,
    chart: str = "",
    rules: str = "",
    screening: str = "",
    points: int | None = None,
    invented: bool = False,
) -> Mark:
    """Record a choice about a chart with its reason. A new choice of chart or baseline takes the place of the old one."""
    check_may(by, EDIT)
    check_reason(reason)
    standing = [mark for mark in marks_of(indicator, area) if mark.stands]
    values = measured_points(indicator, area)
    at = next((point for point in values if point.starts_on == starts_on), None)
    new = Mark(
        indicator=indicator, area=area, kind=kind, starts_on=at.starts_on if at else None,
        chart=chart, rules=rules, screening=screening, points=points, reason=reason,
    )  # fmt: skip
    replaced = [mark for mark in standing if mark.kind == kind and mark.starts_on == new.starts_on]
    check_mark_fits(new, [mark for mark in standing if mark not in replaced], values)
    for old in replaced:
        _take_off(by, old, "Replaced by a later choice.")
    return create_record(
        Mark,
        by=by,
        verb="annotated the chart of",
        indicator=indicator,
        area=area,
        kind=kind,
        starts_on=new.starts_on,
        period=at.period if at else "",
        chart=chart,
        rules=rules,
        screening=screening,
        points=points,
        reason=reason.strip(),
        invented=invented,
    )


@transaction.atomic
def take_mark_off(*, by: Actor, mark: Mark, revision: int, because: str) -> Mark:
    """Take a mark off the chart; who put it there and why stays on record."""
    check_may(by, EDIT)
    check_may_take_off(mark)
    check_reason(because)
    change_record(
        mark,
        by=by,
        revision=revision,
        verb="removed from the chart",
        stands=False,
        taken_off_because=because.strip(),
    )
    return mark


def _take_off(by: Actor, mark: Mark, because: str) -> None:
    change_record(
        mark,
        by=by,
        revision=mark.revision,
        verb="removed from the chart",
        stands=False,
        taken_off_because=because,
    )
