"""What the partnership measures: its own invented indicators with values, and the 21 core ones as defined nationally."""

import re
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
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Recorded
from realign.registers.places.types import SCOTLAND

INVENTED = "Invented for the demonstration"
TAYSIDE = "S08000030"  # the health board of the three councils
CENSUS = "Health and Wellbeing Census"
CENSUS_CAVEAT = "The census of 2021/22 covered 16 of 32 councils, without weights; it is experimental."

_POLARITY = {
    "lower-is-better": "lower",
    "higher-is-better": "higher",
    "down": "lower",
    "up": "higher",
    "context": "neither",
}
_UNITS = {"percent": "%"}
_PUBLISHED = re.compile(r"(?P<value>[\d,.]+)(?P<unit>%?)(?: \((?P<period>.+)\)| at (?P<day>.+))?")


def load_indicators(by: Actor) -> None:
    """The partnership’s own indicators, then the core ones; each as its analyst would."""
    when = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    analyst = acting_as(by, "ewan-petrie", when)
    tags = {item.code: item for item in frameworks.items("shanarri", on=when.date())}
    core = list(frameworks.items("core-indicators", on=when.date()))
    for item in core:
        _load_core(analyst, item, tags)
    by_code = {item.code: item for item in core}
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
    for one in row.get("value", ()):
        yield Recorded(
            TAYSIDE,
            one["period"],
            one["value"],
            lower=one.get("lower"),
            upper=one.get("upper"),
            denominator=one.get("base"),
        )
    for series in row.get("series", ()):
        for months, value in enumerate(series["values"]):
            yield Recorded(TAYSIDE, f"{_later(series['from'], months):%B %Y}", value)


def _later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def _organisation_of(by: Actor, slug: str) -> Organisation:
    person = next(row for row in content("people")["person"] if row["slug"] == slug)
    found: Organisation = by.partnership.organisations.get(slug=person["organisation"])
    return found


def _load_core(by: Actor, item: FrameworkItem, tags: dict[str, FrameworkItem]) -> None:
    about, published = item.extra, _published(item)
    stages = f" ({about['stages']})" if "stages" in about else ""
    indicator = actions.create_indicator(
        by=by,
        slug=f"core-{int(item.code):02d}",
        code=item.code,
        scheme="core",
        title=f"{item.label}{stages}",
        definition=f"Core wellbeing indicator {item.code} of 21, in the group “{about['group']}”.",
        unit=published.get("unit", ""),
        polarity=_POLARITY[about["better"]],
        producer=about["source"],
        use_for="How children are doing, as a measure that partners share. Not for judging one service.",
        caveats=" ".join(_caveats(item, published)),
        source=item.version.source,
        tags=[item, *(tags[code] for code in about["wellbeing"])],
    )
    if "period" in published:
        _record_published(by, indicator, item, published)


def _published(item: FrameworkItem) -> dict[str, str]:
    """The value for Scotland as the framework quotes it, in parts; without a period where none is known."""
    quoted = _PUBLISHED.fullmatch(item.extra.get("value", ""))
    parts = {name: part for name, part in quoted.groupdict().items() if part} if quoted else {}
    if parts and item.extra["source"] == CENSUS:
        parts["period"] = "2021/22 school year"
    if "day" in parts:
        parts["period"] = parts["day"]
    return parts


def _caveats(item: FrameworkItem, published: dict[str, str]) -> Iterator[str]:
    if "caveat" in item.extra:
        yield item.extra["caveat"]
    if item.extra["source"] == CENSUS:
        yield CENSUS_CAVEAT
    if published and "period" not in published:
        yield f"Published as {item.extra['value']} for Scotland; the year is not held, so the value is not in the series."


def _record_published(
    by: Actor, indicator: Indicator, item: FrameworkItem, published: dict[str, str]
) -> None:
    actions.record_observations(
        by=by,
        indicator=indicator,
        rows=[Recorded(SCOTLAND, published["period"], float(published["value"].replace(",", "")))],
        title=item.version.source[:200],
        producer=item.extra["source"],
        published=item.version.source_date,
    )
