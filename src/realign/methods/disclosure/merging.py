"""Which small levels to merge with which, so that nothing has to be hidden."""

from __future__ import annotations

from collections.abc import Sequence

from .attack import Finding
from .keys import TOTAL, Key
from .tables import CountTable

LARGE_ENOUGH = 5


def merges(
    findings: Sequence[Finding], tables: Sequence[CountTable], threshold: int = LARGE_ENOUGH
) -> tuple[str, ...]:
    """For each cell that could be worked out, the mergers that would make it large enough to show, in words."""
    words = {merge for finding in findings for merge in _merges(finding.key, tables, threshold)}
    return tuple(sorted(words))


def _merges(key: Key, tables: Sequence[CountTable], threshold: int) -> list[str]:
    """For each dimension of the cell, the level whose merger with its own is the smallest that is large enough."""
    found = []
    for table in tables:
        counts = table.counts
        for dim in table.layout.dims:
            level = key.level(dim)
            if level == TOTAL or key not in counts:
                continue
            beside = [
                (count, other.level(dim))
                for other, count in counts.items()
                if _same_but(key, other, dim) and count + counts[key] >= threshold
            ]
            if beside:
                found.append(
                    f"Merge {dim} {level} with {dim} {min(beside)[1]}, in every table that shows them."
                )
    return found


def _same_but(key: Key, other: Key, dim: str) -> bool:
    def rest(each: Key) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in each.where if pair[0] != dim)

    return (
        other.level(dim) not in (TOTAL, key.level(dim))
        and rest(key) == rest(other)
        and key.measure == other.measure
    )
