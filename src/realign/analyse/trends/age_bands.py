"""Rates made comparable between areas of different ages: a file of events and people by age band, and what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from realign.foundations.files.terminal import check_columns, read_numbered_rows, refuse
from realign.methods.indicators.rates import CountMethod, crude_rate
from realign.methods.indicators.standardise import (
    Standardised,
    direct_rate,
    esp2013,
    indirect_rate,
    indirect_ratio,
)
from realign.methods.intervals import Interval
from realign.methods.numbers import figure_of

NEEDED = ("age", "events", "population")
DIRECT_COLUMNS = [
    "area", "events", "population", "crude_rate", "crude_lower", "crude_upper", "rate", "lower", "upper",
    "method", "standard", "reason",
]  # fmt: skip
INDIRECT_COLUMNS = [
    "area", "events", "population", "expected", "ratio", "ratio_lower", "ratio_upper", "rate", "lower",
    "upper", "method",
]  # fmt: skip
OWN_STANDARD = "the column standard of the file"


@dataclass(frozen=True)
class AgeBand:
    """Events and people of one age band in one area; ``standard`` is how many of a standard population are of that age."""

    age: str
    events: float
    population: float
    standard: float | None = None


Areas = Mapping[str, Sequence[AgeBand]]


def read_age_bands(path: Path) -> Areas:
    """The age bands of each area of a CSV file with the columns age, events, population, and perhaps area and standard.

    Raises BadInput, naming row and column, for a number that is missing, below zero or given twice for an age.
    """
    numbered = read_numbered_rows(path)
    if not numbered:
        refuse(path.name, "rows of figures under the heading", "none", "Add a row for each age band.")
    check_columns(path, numbered[0][1], NEEDED)
    areas: dict[str, list[AgeBand]] = {}
    for line, row in numbered:
        where = f"{path.name}, row {line}"
        area, age = (row.get("area") or "").strip(), _plain_age(row["age"])
        bands = areas.setdefault(area, [])
        if not age:
            refuse(f"{where}, column age", "the name of an age band, such as 5-9", "a blank")
        if age in {band.age for band in bands}:
            refuse(
                f"{where}, column age",
                "each age band once for an area",
                f"“{age}” again",
                "Add the two rows up.",
            )
        counts = {name: _number(where, name, row[name]) for name in ("events", "population")}
        if counts["population"] == 0:
            refuse(
                f"{where}, column population", "more than zero", "0", "Join this age band to its neighbour."
            )
        standard = _number(where, "standard", row["standard"]) if "standard" in row else None
        bands.append(AgeBand(age, counts["events"], counts["population"], standard))
    return areas


def directly_standardised(
    areas: Areas, *, file: str, per: float, level: float, standard: str
) -> list[dict[str, Any]]:
    """A row for each area: its crude rate and its rate at the ages of a standard population."""
    rows = []
    for area, bands in areas.items():
        weights, name = _weights(bands, file, standard)
        events, people = [band.events for band in bands], [band.population for band in bands]
        rate = direct_rate(events, people, weights, multiplier=per, level=level)
        crude = crude_rate(sum(events), sum(people), per, level, CountMethod.BYAR).interval
        rows.append(
            {"area": area, "events": sum(events), "population": sum(people)}
            | _three(crude, "crude_rate", "crude_lower", "crude_upper")
            | _three(rate.interval, "rate", "lower", "upper")
            | {"method": rate.method, "standard": name, "reason": rate.reason}
        )
    return rows


def indirectly_standardised(
    areas: Areas, reference: Sequence[AgeBand], *, file: str, per: float, level: float
) -> list[dict[str, Any]]:
    """A row for each area: its events beside those expected if each age had the rate of a reference population."""
    by_age = {band.age: band for band in reference}
    rows = []
    for area, bands in areas.items():
        _check_known(bands, by_age, file, "the reference")
        beside = [by_age[band.age] for band in bands]
        # the crude rate of the reference is that of all its ages, so the area must hold them all
        if len(bands) != len(by_age):
            missing = [age for age in by_age if age not in {band.age for band in bands}]
            refuse(
                f"{file}, {area or 'the area'}",
                "every age band of the reference",
                f"none for {', '.join(missing)}",
            )
        given = (
            [band.events for band in bands],
            [band.population for band in bands],
            [band.events for band in beside],
            [band.population for band in beside],
        )
        ratio: Standardised = indirect_ratio(*given, level=level)
        rate = indirect_rate(*given, multiplier=per, level=level)
        rows.append(
            {"area": area, "events": ratio.observed, "population": sum(given[1]), "expected": ratio.expected}
            | _three(ratio.interval, "ratio", "ratio_lower", "ratio_upper")
            | _three(rate.interval, "rate", "lower", "upper")
            | {"method": ratio.method}
        )
    return rows


def _weights(bands: Sequence[AgeBand], file: str, standard: str) -> tuple[list[float], str]:
    if standard == "file":
        own = [band.standard for band in bands if band.standard is not None]
        if len(own) < len(bands):
            refuse(
                file,
                "a column “standard”",
                "none",
                "Add the standard population of each age band, or leave --standard out.",
            )
        return own, OWN_STANDARD
    population = esp2013()
    known = dict(population.bands)
    _check_known(bands, known, file, f"the {population.name}")
    ages = [band.age for band in bands]
    whole = "all ages" if set(ages) == set(known) else f"ages {', '.join(ages)}"
    return list(population.weights(*ages)), f"{population.name}, {whole}"


def _check_known(bands: Sequence[AgeBand], known: Mapping[str, object], file: str, whose: str) -> None:
    for band in bands:
        if band.age not in known:
            refuse(
                f"{file}, column age",
                f"age bands of {whose}: {', '.join(known)}",
                f"“{band.age}”",
                "Join or split the bands of the file.",
            )


def _three(interval: Interval | None, *names: str) -> dict[str, float | None]:
    values = (interval.estimate, interval.lower, interval.upper) if interval else (None, None, None)
    return {
        name: None if value is None else round(value, 4) for name, value in zip(names, values, strict=True)
    }


def _plain_age(words: str) -> str:
    return words.strip().replace("–", "-").replace(" ", "")


def _number(where: str, column: str, words: str) -> float:
    value = figure_of(words)
    if value is None:
        refuse(f"{where}, column {column}", "a number", f"“{words}”")
    if value < 0:
        refuse(f"{where}, column {column}", "a number of zero or more", words)
    return value
