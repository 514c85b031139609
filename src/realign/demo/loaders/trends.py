"""What people of the demonstration recorded about charts, and the stories they told."""

from datetime import UTC, datetime, time
from typing import Any

from realign.analyse.trends import actions
from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities import actions as plan
from realign.registers.indicators import actions as register
from realign.registers.indicators import queries
from realign.registers.places.queries import area

TAYSIDE = "S08000030"  # the health board of the three councils


def load_trends(by: Actor) -> None:
    """Marks, some of them taken off again, and stories; each by the person who would write it."""
    when = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    told = content("trends")
    for row in told["mark"]:
        _mark(acting_as(by, row["by"], when), row)
    for row in told["story"]:
        actor = acting_as(by, row["by"], when)
        indicator = queries.indicator(by.partnership, row["indicator"])
        answers = {name: row.get(name, "") for name in ("behind", "partners", "works", "will_do")}
        register.write_story(by=actor, indicator=indicator, invented=True, **answers)


def load_target_reviews(by: Actor) -> None:
    """Targets that were looked at again and kept."""
    when = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    for row in content("trends")["review"]:
        indicator = queries.indicator(by.partnership, row["indicator"])
        for target in indicator.targets.all():
            plan.keep_target(by=acting_as(by, row["by"], when), target=target, because=row["reason"])


def _mark(by: Actor, row: dict[str, Any]) -> None:
    mark = actions.mark_chart(
        by=by,
        indicator=queries.indicator(by.partnership, row["indicator"]),
        area=area(TAYSIDE),
        kind=row["kind"],
        reason=row["reason"],
        starts_on=row.get("period"),
        chart=row.get("chart", ""),
        rules=row.get("rules", ""),
        points=row.get("points"),
        invented=True,
    )
    if "taken_off" in row:
        actions.take_mark_off(by=by, mark=mark, revision=mark.revision, because=row["taken_off"])
