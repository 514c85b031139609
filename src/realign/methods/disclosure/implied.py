"""Sums that no table spells out: totals left unpublished, and totals in one table whose parts stand in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .keys import Key
from .relations import Relation

Bounds = dict[Key, tuple[float, float]]
Where = tuple[tuple[str, str], ...]
ENDLESS = (0.0, float("inf"))
REST = "(the rest"
MOST_PASSES = 4
NEARLY = 1e-6


def implied_sums(bounds: Mapping[Key, tuple[float, float]], relations: Iterable[Relation]) -> list[Relation]:
    """The further sums that a reader of all these cells would do.

    `bounds` says of every published cell what it can be: its number, or anything where it is hidden. For each
    dimension the levels seen anywhere are taken to make up everybody, if there are two or more of them; where
    fewer of them stand beside a published total, what the total holds beyond them is a cell of its own. A sum
    that the numbers rule out is left aside.

    >>> cells = {Key.of({"sex": "girls"}): (20, 20), Key.of({"sex": "boys"}): (0, 9e9), Key.of({}): (23, 23)}
    >>> print(*implied_sums(cells, ()))
    everybody = sex boys + sex girls
    """
    work = _Search(dict(bounds))
    work.learn(relations)
    for _ in range(MOST_PASSES):
        before = len(work.found)
        for measure, dim in sorted(work.tops()):
            work.sum_over(measure, dim)
        if len(work.found) == before:
            break
    return work.found


def disagreement_of(
    bounds: Mapping[Key, tuple[float, float]], relations: Iterable[Relation]
) -> tuple[Key, str, float, float] | None:
    """A total that differs from the sum of all the levels there are, although no table spells that sum out.

    Answers the total's key, the dimension, the total, and what the parts come to; nothing when all agree.
    """
    work = _Search(dict(bounds))
    work.learn(relations)
    for measure, dim in sorted(work.tops()):
        work.sum_over(measure, dim)
    return work.apart[0] if work.apart else None


@dataclass
class _Search:
    """What is known so far: bounds on cells, sums that are there, levels that lie inside others."""

    bounds: Bounds
    found: list[Relation] = field(default_factory=list)
    there: set[tuple[Key, str]] = field(default_factory=set)
    nested: set[tuple[str, str, str]] = field(default_factory=set)
    apart: list[tuple[Key, str, float, float]] = field(default_factory=list)

    def learn(self, relations: Iterable[Relation]) -> None:
        """Take note of the sums that tables spell out, so that they are not done again."""
        for relation in relations:
            whole = dict(relation.whole.where)
            for part in relation.parts:
                self.bounds.setdefault(part, ENDLESS)
                for dim, level in part.where:
                    if dim not in whole:
                        self.there.add((relation.whole, dim))
                    elif whole[dim] != level:
                        self.nested.add((part.measure, dim, level))
            self.bounds.setdefault(relation.whole, ENDLESS)

    def tops(self) -> dict[tuple[str, str], set[str]]:
        """The levels of each dimension that lie in no other level."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key in self.bounds:
            for dim, level in key.where:
                if (key.measure, dim, level) not in self.nested and not level.startswith(REST):
                    found[key.measure, dim].add(level)
        return found

    def sum_over(self, measure: str, dim: str) -> None:
        """Every sum over one dimension that is not there yet."""
        tops = self.tops()[measure, dim]
        for where, parts in self._families(measure, dim, tops):
            whole = Key(measure, where)
            if (whole, dim) not in self.there:
                self._add(whole, dim, parts, complete=len(tops) > 1 and len(parts) == len(tops))

    def _families(self, measure: str, dim: str, tops: set[str]) -> Iterator[tuple[Where, list[Key]]]:
        """Cells that differ in this dimension alone, by what they share."""
        families: dict[Where, list[Key]] = defaultdict(list)
        for key in self.bounds:
            if key.measure == measure and key.level(dim) in tops:
                families[tuple(pair for pair in key.where if pair[0] != dim)].append(key)
        yield from ((where, sorted(parts)) for where, parts in families.items())

    def _add(self, whole: Key, dim: str, parts: list[Key], *, complete: bool) -> None:
        least = sum(self.bounds[part][0] for part in parts)
        most = sum(self.bounds[part][1] for part in parts)
        if whole not in self.bounds:
            if complete:
                self.bounds[whole] = (least, most)
                self._keep(whole, dim, parts)
            return
        low, high = self.bounds[whole]
        if complete and (least > high * (1 + NEARLY) + NEARLY or most < low * (1 - NEARLY) - NEARLY):
            self.apart.append((whole, dim, low, least))
        if least > high * (1 + NEARLY) + NEARLY:
            return
        if not complete or most < low * (1 - NEARLY) - NEARLY:
            rest = Key.of({**dict(whole.where), dim: f"{REST})"}, whole.measure)
            self.bounds[rest] = (max(0.0, low - most), high - least)
            parts = [*parts, rest]
        self._keep(whole, dim, parts)

    def _keep(self, whole: Key, dim: str, parts: list[Key]) -> None:
        self.there.add((whole, dim))
        self.found.append(Relation(whole, tuple(parts)))
