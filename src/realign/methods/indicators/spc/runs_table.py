"""How many runs round the median are too few or too many."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from math import comb, log2
from typing import Any

from scipy import stats


class RunsTable(StrEnum):
    """Which table to use: as commonly published, or worked exactly for an even split round the median."""

    IHI = "ihi"
    EXACT = "exact"


@dataclass(frozen=True)
class RunsBounds:
    """Between `fewest` and `most` runs chance is explanation enough. `source` is printed with the result."""

    fewest: int
    most: int
    source: str
    verified: bool


def runs_bounds(useful: int, table: RunsTable = RunsTable.IHI) -> RunsBounds | None:
    """The bounds for a number of useful observations (not on the median); None where a table does not go.

    >>> b = runs_bounds(17)
    >>> b.fewest, b.most
    (5, 13)
    >>> b = runs_bounds(17, RunsTable.EXACT)
    >>> b.fewest, b.most
    (6, 13)
    """
    match table:
        case RunsTable.IHI:
            published = _published()
            row = published["rows"].get(str(useful))
            return RunsBounds(row[0], row[1], published["source"], published["verified"]) if row else None
        case RunsTable.EXACT:
            if useful < 10:
                return None
            fewest, most = exact_bounds(useful // 2, useful - useful // 2)
            return RunsBounds(fewest, most, "Swed and Eisenhart (1943), 2.5 per cent in each tail", True)


@lru_cache(maxsize=512)
def exact_bounds(above: int, below: int, tail: float = 0.025) -> tuple[int, int]:
    """Fewest and most runs such that fewer, or more, has a chance of at most `tail` each.

    Source: Swed and Eisenhart (1943), Annals of Mathematical Statistics 14, 66-87.
    """
    chance = [runs_probability(r, above, below) for r in range(above + below + 1)]
    fewest = next(r for r in range(len(chance)) if sum(chance[: r + 1]) > tail)
    most = next(r for r in reversed(range(len(chance))) if sum(chance[r:]) > tail)
    return fewest, most


def runs_probability(runs: int, above: int, below: int) -> float:
    """The chance of exactly so many runs when `above` and `below` points fall in random order."""
    if runs < 2 or above == 0 or below == 0:
        return float(runs == min(1, above + below) and min(above, below) == 0)
    half = runs // 2
    if runs % 2 == 0:
        ways = 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    else:
        ways = comb(above - 1, half) * comb(below - 1, half - 1) + comb(above - 1, half - 1) * comb(
            below - 1, half
        )
    return ways / comb(above + below, above)


def longest_run_limit(useful: int) -> int:
    """The longest run that chance explains: log2 of useful observations, rounded, plus 3 (Anhøj)."""
    return round(log2(useful)) + 3 if useful else 0


def crossings_limit(useful: int) -> int:
    """The fewest crossings of the centre that chance explains (Anhøj): 5 per cent point of a coin's throws.

    Source: Anhøj and Olesen (2014), PLoS ONE 9(11) e113825.

    >>> longest_run_limit(25), crossings_limit(25)
    (8, 8)
    """
    return int(stats.binom.ppf(0.05, useful - 1, 0.5)) if useful > 1 else 0


@lru_cache(maxsize=1)
def _published() -> dict[str, Any]:  # as JSON holds it
    text = resources.files("realign.methods.indicators.spc").joinpath("data/runs_ihi.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
