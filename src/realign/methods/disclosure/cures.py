"""What would make a refused release safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .attack import Finding
from .keys import Key
from .knowledge import Statement
from .merging import merges
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
    return [*found, *(Cure(each) for each in merges(findings, tables, rules.threshold))]
