"""Invented yearly series for every council: brought as files, one of them corrected by a later file."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.demo.series import CouncilFacts, InventedValue, draw
from realign.foundations.partnerships.types import Actor
from realign.methods.indicators.family_groups import lgbf_family_groups
from realign.registers.frameworks import queries as frameworks
from realign.registers.indicators import actions
from realign.registers.indicators.types import Recorded, Status
from realign.registers.places import queries as areas
from realign.registers.places.types import SCOTLAND

SEED = 20260401
INVENTED = "Invented for the demonstration"


def load_series(by: Actor) -> None:
    """Each series as the analyst would bring it; where a figure was corrected, what was said first and then the rest."""
    when = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    analyst = acting_as(by, "ewan-petrie", when)
    tags = {item.code: item for item in frameworks.items("shanarri", on=when.date())}
    places = _places()
    for number, told in enumerate(content("series")["series"]):
        drawn = draw(told, places, country=SCOTLAND, seed=SEED + number)
        _load(analyst, told, drawn, [tags[code] for code in told["wellbeing"]])


def _places() -> list[CouncilFacts]:
    groups = {code: group for code, group, _ in lgbf_family_groups().groups}
    councils = areas.with_children("council").order_by("code")
    # the number of children is added by the query, where the type checker does not see it
    children = councils.values_list("code", "aged_0_17")  # type: ignore[misc]
    return [CouncilFacts(code, persons, groups[code]) for code, persons in children]


def _load(by: Actor, told: dict[str, Any], drawn: Sequence[InventedValue], tags: Sequence[Any]) -> None:
    described = ("slug", "title", "definition", "numerator", "denominator", "unit", "polarity", "producer")
    indicator = actions.create_indicator(
        by=by,
        **{name: told[name] for name in (*described, "geography", "disaggregation", "use_for", "caveats")},
        scheme="invented",
        frequency="Yearly",
        is_outcome=told.get("outcome", True),
        is_national=True,
        comparable="same",
        source=INVENTED,
        invented=True,
        tags=tags,
    )
    first = list(_as_said_first(told, _recorded(told, drawn)))
    brought = {"indicator": indicator, "producer": told["producer"], "invented": True}
    actions.record_observations(
        by=by, rows=first, title=f"{told['title']}: {INVENTED.lower()}"[:200], **brought
    )
    later = list(_corrected(told, drawn))
    if later:
        actions.record_observations(
            by=by,
            rows=later,
            title=f"{told['title']}: corrected figure"[:200],
            published=date(2026, 6, 30),
            **brought,
        )


def _recorded(told: dict[str, Any], drawn: Sequence[InventedValue]) -> Iterator[Recorded]:
    marked = {
        **dict.fromkeys(told.get("imputed", ()), Status.IMPUTED),
        **dict.fromkeys(told.get("provisional", ()), Status.PROVISIONAL),
        **dict.fromkeys(told.get("projected", ()), Status.PROJECTED),
    }
    for point in drawn:
        status = marked.get(point.year, Status.OBSERVED)
        # nobody was counted behind a figure that was filled in or projected
        counts = (
            (None, None)
            if status in (Status.IMPUTED, Status.PROJECTED)
            else (point.numerator, point.denominator)
        )
        yield Recorded(point.area, _year(point.year), point.value, None, None, *counts, status=status)


def _as_said_first(told: dict[str, Any], rows: Iterator[Recorded]) -> Iterator[Recorded]:
    first = {(row["area"], _year(row["year"])): row["said_first"] for row in told.get("revised", ())}
    for row in rows:
        first_value = first.get((row.area, row.period))
        yield row if first_value is None else Recorded(row.area, row.period, first_value)


def _corrected(told: dict[str, Any], drawn: Sequence[InventedValue]) -> Iterator[Recorded]:
    wanted = {(row["area"], row["year"]) for row in told.get("revised", ())}
    for point in drawn:
        if (point.area, point.year) in wanted:
            yield Recorded(
                point.area,
                _year(point.year),
                point.value,
                None,
                None,
                point.numerator,
                point.denominator,
                status=Status.REVISED,
            )


def _year(year: int) -> str:
    """A report year in words: 2013 begins 2013/14."""
    return f"{year}/{(year + 1) % 100:02d}"
