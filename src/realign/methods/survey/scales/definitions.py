"""The scales and bands that ship with the package, read from its dated data files."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from realign.methods.survey.design import SurveyError

DATA = resources.files("realign.methods.survey.scales")


class MissingRule(StrEnum):
    """What a scale does with items left out."""

    PRORATE = "prorate"
    """Scale up the items given, when enough were (SDQ: 3 of 5), rounding halves up."""
    COMPLETE = "complete"
    """Score only people who answered every item of the part (the Health and Wellbeing Census does)."""


@dataclass(frozen=True)
class Scale:
    """How one questionnaire is scored. Items are numbered as in the questionnaire; keywords, never wording."""

    name: str
    title: str
    prefix: str
    items: tuple[int, ...]
    keywords: tuple[str, ...]
    ranges: dict[int, tuple[int, int]]
    reversed: frozenset[int]
    parts: dict[str, tuple[int, ...]]
    sums: dict[str, tuple[str, ...]]
    missing: MissingRule
    least_answered: int
    multiplier: int
    conversion: dict[int, float]
    source: str
    dated: date
    verified: bool
    licence: str

    def column(self, item: int) -> str:
        """The column an item is expected in unless told otherwise, such as ``sdq3``."""
        return f"{self.prefix}{item}"


@dataclass(frozen=True)
class ScoreBand:
    """One band of one part of a scale, both ends included."""

    band_set: str
    scale: str
    version: str
    part: str
    band: str
    low: float
    high: float
    verified: bool
    source: str
    dated: date


@cache
def scales() -> dict[str, Scale]:
    """Every scale by name.

    >>> sorted(scales())
    ['fas2', 'fas3', 'kidscreen10', 'sdq', 'swemwbs', 'wemwbs', 'who5']
    >>> scales()["sdq"].keywords[2]
    'pains'
    """
    read = tomllib.loads((DATA / "definitions.toml").read_text("utf-8"))
    return {name: _scale(name, entry) for name, entry in read.items()}


def _scale(name: str, entry: dict[str, Any]) -> Scale:
    keywords: list[str] = entry["keywords"]
    items = tuple(entry.get("item_numbers", range(1, len(keywords) + 1)))
    ranges: list[tuple[int, int]] = entry["range"]
    each = ranges * len(items) if len(ranges) == 1 else ranges
    parts: dict[str, list[int]] = entry["parts"]
    sums: dict[str, list[str]] = entry.get("sums", {})
    converted = entry.get("conversion")
    return Scale(
        name=name,
        title=str(entry["title"]),
        prefix=str(entry["prefix"]),
        items=items,
        keywords=tuple(keywords),
        ranges={item: (ends[0], ends[1]) for item, ends in zip(items, each, strict=True)},
        reversed=frozenset(entry.get("reversed", ())),
        parts={part: tuple(numbers) for part, numbers in parts.items()},
        sums={part: tuple(names) for part, names in sums.items()},
        missing=MissingRule(str(entry["missing"])),
        least_answered=int(entry.get("least_answered", 0)),
        multiplier=int(entry.get("multiplier", 1)),
        conversion=_conversion(str(converted)) if converted else {},
        source=str(entry["source"]),
        dated=date.fromisoformat(str(entry["dated"])),
        verified=bool(entry["verified"]),
        licence=str(entry.get("licence", "")),
    )


def _conversion(file: str) -> dict[int, float]:
    with (DATA / file).open(encoding="utf-8") as lines:
        return {int(row["raw"]): float(row["metric"]) for row in csv.DictReader(lines)}


@cache
def bands() -> tuple[ScoreBand, ...]:
    """Every band of every set, in the order of the file."""
    with (DATA / "bands.csv").open(encoding="utf-8") as lines:
        return tuple(
            ScoreBand(
                row["band_set"],
                row["scale"],
                row["version"],
                row["part"],
                row["band"],
                float(row["low"]),
                float(row["high"]),
                row["verified"] == "true",
                row["source"],
                date.fromisoformat(row["dated"]),
            )
            for row in csv.DictReader(lines)
        )


def band_set(scale: str, version: str, name: str) -> dict[str, tuple[ScoreBand, ...]]:
    """The bands of one named set by part; refuses a name that is not there.

    >>> [band.band for band in band_set("sdq", "self", "four-band")["total"]]
    ['close to average', 'slightly raised', 'high', 'very high']
    """
    fitting = [band for band in bands() if (band.scale, band.version) == (scale, version)]
    chosen = [band for band in fitting if band.band_set == name]
    if not chosen:
        there = ", ".join(sorted({band.band_set for band in fitting})) or "none"
        raise SurveyError(
            f"No band set {name!r} for {scale} {version}. There are: {there}.".replace(" .", ".")
        )
    parts = dict.fromkeys(band.part for band in chosen)
    return {part: tuple(band for band in chosen if band.part == part) for part in parts}
