"""What would make a refused release safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .attack import Finding
from .keys import TOTAL, Key
from .knowledge import Statement
from .profiles import Profile
from .relations import Relation
from .release import ReleaseRefused, protect
from .symbols import Symbol
from .tables import CountTable


@dataclass(frozen=True)
class Cure:
    """One way out, in words, with the cells to hide where that is the way."""

    words: str
    hide: tuple[Key, ...] = ()


def cures(
    findings: Sequence[Finding],
    tables: Sequence[CountTable],
    rules: Profile,
    released: Sequence[Statement],
    relations: Sequence[Relation],
    new: Statement,
) -> list[Cure]:
    """Hide more cells if that helps; else, or besides, merge levels that are small."""
    found = []
    try:
        safe = protect(tables, rules, released=released, relations=relations)
        more = tuple(key for key in safe.hidden() if not isinstance(new.shown.get(key), Symbol))
        if more:
            found.append(Cure("Also hide " + "; ".join(map(str, more)) + ".", more))
    except ReleaseRefused:
        pass
    words = {merge for finding in findings for merge in _merges(finding.key, tables, rules)}
    return [*found, *(Cure(each) for each in sorted(words))]


def _merges(key: Key, tables: Sequence[CountTable], rules: Profile) -> list[str]:
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
                if _same_but(key, other, dim) and count + counts[key] >= rules.threshold
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
