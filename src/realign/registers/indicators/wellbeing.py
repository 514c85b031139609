"""The 21 core wellbeing indicators of the national framework, with all that is known about each."""

import re
from collections.abc import Iterator
from typing import Any

from realign.registers.frameworks.models import FrameworkItem

CENSUS = "Health and Wellbeing Census"
CENSUS_CAVEAT = "The census of 2021/22 covered 16 of 32 councils, without weights; it is experimental."
USE = "How children are doing, as a measure that partners share. Not for judging one service."

_POLARITY = {
    "lower-is-better": "lower",
    "higher-is-better": "higher",
    "down": "lower",
    "up": "higher",
    "context": "neither",
}
_PUBLISHED = re.compile(r"(?P<value>[\d,.]+)(?P<unit>%?)(?: \((?P<period>.+)\)| at (?P<day>.+))?")


def slug_of(item: FrameworkItem) -> str:
    """The short name of a core indicator: core-09."""
    return f"core-{int(item.code):02d}"


def definition_of(item: FrameworkItem) -> dict[str, Any]:
    """What is known about a core indicator, as the register keeps it."""
    about, published = item.extra, published_value(item)
    stages = f" ({about['stages']})" if "stages" in about else ""
    census = about["source"] == CENSUS
    return {
        "slug": slug_of(item),
        "code": item.code,
        "scheme": "core",
        "title": f"{item.label}{stages}",
        "definition": f"Core wellbeing indicator {item.code} of 21, in the group “{about['group']}”.",
        "unit": published.get("unit", ""),
        "polarity": _POLARITY[about["better"]],
        "producer": about["source"],
        "use_for": USE,
        "caveats": " ".join(_caveats(item, published)),
        "source": item.version.source,
        "geography": "Scotland, and the councils that took part" if census else "",
        "disaggregation": f"School stages {about['stages']}" if "stages" in about else "",
        "comparable": "same",
    }


def published_value(item: FrameworkItem) -> dict[str, str]:
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
