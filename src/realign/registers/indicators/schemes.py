"""Where definitions of indicators come from, what their figures can be used for, and the 21 core ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from realign.foundations.rooms.registry import Registry
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.numbers import measure_of
from realign.registers.indicators.types import NumberKind


@dataclass(frozen=True)
class Scheme:
    """One source of definitions: its name, what its figures can be used for, and whether places can be compared by them."""

    slug: str
    title: str
    use_for: str = ""
    comparable: str = Indicator.Comparable.UNKNOWN


SCHEMES: Registry[Scheme] = Registry("imports", holds="schemes of indicators", key=lambda scheme: scheme.slug)
SCHEMES.add(Scheme("core", "Core wellbeing indicators"), Scheme("local", "Local"))


def scheme_of(slug: str) -> Scheme:
    """A scheme by its short name; one that no format registered is called by that name and promises nothing."""
    return SCHEMES.get(slug) if slug in SCHEMES else Scheme(slug, slug)


_OF_MEASURE = {
    NumberKind.PERCENT: "It says what share, not how many: look at the numbers behind it before planning places.",
    NumberKind.RATE: "It compares places of different size; where few children are counted it "
    "changes a lot by chance.",
    NumberKind.COUNT: "It says how many to plan for; it grows with the number of people, so places "
    "are not compared by it.",
    NumberKind.MONEY: "It says what is spent, not what is gained; compare years only in the prices of one year.",
    NumberKind.SIGNED: "It is a difference: look at both sides before saying which of them moved.",
}


def usage_note(scheme: str, title: str, unit: str) -> str:
    """What an indicator of this scheme and measure can and cannot be used for.

    >>> usage_note("local", "Pupils with breakfast", "%")
    'It says what share, not how many: look at the numbers behind it before planning places.'
    """
    notes = [scheme_of(scheme).use_for, _OF_MEASURE.get(measure_of(title, unit), "")]
    return " ".join(note for note in notes if note) or "Describing how things are, beside other figures."


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
        yield (
            f"Published as {item.extra['value']} for Scotland; the year is not known, so the value "
            "is not in the series."
        )
