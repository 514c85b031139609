"""What the partnership measures: its own invented indicators with values, and the 21 core ones as defined nationally."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators import actions
from realign.registers.indicators.types import Recorded

INVENTED = "Invented for the demonstration"
TAYSIDE = "S08000030"  # the health board of the three councils
_POLARITY = {
    "lower-is-better": "lower",
    "higher-is-better": "higher",
    "down": "lower",
    "up": "higher",
    "context": "neither",
}
_UNITS = {"percent": "%"}


def load_indicators(by: Actor) -> None:
    """The partnership’s own indicators, then the core ones; each as its analyst would."""
    when = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    analyst = acting_as(by, "ewan-petrie", when)
    tags = {item.code: item for item in frameworks.items("shanarri", on=when.date())}
    by_code = {item.code: item for item in frameworks.items("core-indicators", on=when.date())}
    actions.create_core_indicators(by=analyst)
    for row in content("priorities")["indicator"]:
        _load_own(analyst, row, tags, by_code)


def _load_own(
    by: Actor, row: dict[str, Any], tags: dict[str, FrameworkItem], core: dict[str, FrameworkItem]
) -> None:
    speaks_to = [tags[code] for code in row["wellbeing"]]
    if "core_indicator" in row:
        speaks_to.append(core[row["core_indicator"]])
    indicator = actions.create_indicator(
        by=by,
        slug=row["slug"],
        scheme="local",
        title=row["name"],
        definition=row["definition"],
        numerator=row.get("numerator", ""),
        denominator=row.get("denominator", ""),
        unit=_UNITS.get(row["unit"], row["unit"]),
        polarity=_POLARITY[row["direction"]],
        producer=row["collection"],
        owner=_organisation_of(by, row["owner"]),
        frequency=row["frequency"].capitalize(),
        use_for=row["use_for"],
        caveats=row["caveats"],
        is_outcome=row["kind"] == "outcome",
        is_national=False,
        geography=", ".join(row.get("geography", ())),
        disaggregation=", ".join(row.get("breakdowns", ())).capitalize(),
        comparable="local",
        source=INVENTED,
        invented=True,
        tags=speaks_to,
    )
    actions.record_observations(
        by=by,
        indicator=indicator,
        rows=list(_own_values(row)),
        title=f"{row['name']}: {INVENTED.lower()}"[:200],
        invented=True,
    )


def _own_values(row: dict[str, Any]) -> Iterator[Recorded]:
    for figure in row.get("value", ()):
        yield Recorded(
            TAYSIDE,
            figure["period"],
            figure["value"],
            lower=figure.get("lower"),
            upper=figure.get("upper"),
            denominator=figure.get("base"),
        )
    for series in row.get("series", ()):
        for months, value in enumerate(series["values"]):
            yield Recorded(TAYSIDE, f"{_later(series['from'], months):%B %Y}", value)


def _later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def _organisation_of(by: Actor, slug: str) -> Organisation:
    person = next(row for row in content("people")["person"] if row["slug"] == slug)
    organisation: Organisation = by.partnership.organisations.get(slug=person["organisation"])
    return organisation
