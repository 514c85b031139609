"""What a reader knows: every number published in every table, and every sum that links them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from .equations import Bools, Equations, Floats
from .errors import DisclosureError
from .implied import implied_sums
from .keys import Key
from .relations import Relation
from .symbols import Shown, Symbol


class Statement(Protocol):
    """Anything published: cells as shown, the sums among them, and the base they were rounded to."""

    @property
    def shown(self) -> Mapping[Key, Shown]: ...
    @property
    def relations(self) -> tuple[Relation, ...]: ...
    @property
    def amounts(self) -> frozenset[str]: ...
    @property
    def round_to(self) -> int: ...


@dataclass(frozen=True)
class Knowledge:
    """Bounds on every cell from the published numbers alone, before any sum is done."""

    system: Equations
    lower: Floats
    upper: Floats
    whole: Bools
    hidden: frozenset[Key]
    unpublished: frozenset[Key] = field(default_factory=frozenset)
    amounts: frozenset[str] = frozenset()

    @classmethod
    def gather(
        cls, statements: Iterable[Statement], more: Iterable[Relation] = (), *, implied: bool = True
    ) -> Knowledge:
        """Put everything published side by side; a cell shown anywhere is known everywhere.

        With `implied`, a reader also does the sums that no table spells out.
        """
        published = list(statements)
        shown: dict[Key, list[tuple[Shown, int]]] = {}
        for statement in published:
            for key, value in statement.shown.items():
                shown.setdefault(key, []).append((value, statement.round_to))
        relations = [*(each for statement in published for each in statement.relations), *more]
        ranges = {key: _range(key, values) for key, values in shown.items()}
        if implied:
            relations += implied_sums(ranges, relations)
        system = Equations.build(shown, relations)
        lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
        for key, (low, high) in ranges.items():
            lower[system.place[key]], upper[system.place[key]] = low, high
        hidden = frozenset(
            key for key, values in shown.items() if any(value is Symbol.CONFIDENTIAL for value, _ in values)
        )
        unpublished = frozenset(key for key in system.keys if key not in shown)
        amounts = frozenset(measure for statement in published for measure in statement.amounts)
        whole = _whole_numbers(system, shown, amounts)
        return cls(system, lower, upper, whole, hidden, unpublished, amounts)


def _range(key: Key, values: list[tuple[Shown, int]]) -> tuple[float, float]:
    ranges = [_one_range(value, round_to) for value, round_to in values]
    lower, upper = max(low for low, _ in ranges), min(high for _, high in ranges)
    if lower > upper:
        found = " and ".join(str(value) for value, _ in values)
        cure = "If they count different things or different times, give each its own `measure` or `where`."
        raise DisclosureError(str(key), "the same number wherever it is published", found, cure)
    return lower, upper


def _one_range(value: Shown, round_to: int) -> tuple[float, float]:
    if isinstance(value, Symbol):
        return (0.0, 0.0) if value is Symbol.NOT_APPLICABLE else (0.0, np.inf)
    if round_to:
        return max(0.0, value - round_to / 2), value + (round_to - 1) / 2
    return float(value), float(value)


def _whole_numbers(
    system: Equations, shown: Mapping[Key, list[tuple[Shown, int]]], amounts: frozenset[str]
) -> Bools:
    """Cells that hold whole numbers: those of measures in which every published number is one."""
    measures = dict.fromkeys(amounts, False)
    for key, values in shown.items():
        whole = all(isinstance(value, Symbol | int) for value, _ in values)
        measures[key.measure] = measures.get(key.measure, True) and whole
    return np.array([measures.get(key.measure, True) for key in system.keys], dtype=np.bool_)
