"""All the sums over all the tables as one sparse system: for each relation, whole - parts = 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .keys import Key
from .relations import Relation

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Equations:
    """Cells and relations by number. `row`, `col`, `sign` list the entries: +1 for a whole, -1 for a part."""

    keys: tuple[Key, ...]
    relations: tuple[Relation, ...]
    row: Ints
    col: Ints
    sign: Floats

    @classmethod
    def build(cls, keys: Iterable[Key], relations: Iterable[Relation]) -> Equations:
        """Number the cells, and keep each relation once."""
        seen: dict[tuple[Key, frozenset[Key]], Relation] = {}
        for relation in relations:
            seen.setdefault((relation.whole, frozenset(relation.parts)), relation)
        kept = tuple(seen.values())
        place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        for relation in kept:
            for key in (relation.whole, *relation.parts):
                place.setdefault(key, len(place))
        entries = [
            (number, place[key], 1.0 if at == 0 else -1.0)
            for number, relation in enumerate(kept)
            for at, key in enumerate((relation.whole, *relation.parts))
        ]
        table = np.array(entries, dtype=np.float64).reshape(-1, 3)
        return cls(
            tuple(place), kept, table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2].copy()
        )

    @cached_property
    def place(self) -> dict[Key, int]:
        """The number of each cell."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def members(self) -> tuple[Ints, ...]:
        """The cells of each relation, the whole first."""
        return _group(self.row, self.col, len(self.relations))

    @cached_property
    def member_of(self) -> tuple[Ints, ...]:
        """The relations that each cell is in."""
        return _group(self.col, self.row, len(self.keys))

    def components(self, open_cells: Bools) -> list[Ints]:
        """Groups of open cells that share relations; what is known in one says nothing about another."""
        cells, relations = len(self.keys), len(self.relations)
        live = open_cells[self.col]
        shape = (cells + relations, cells + relations)
        links = coo_matrix((np.ones(int(live.sum())), (self.col[live], cells + self.row[live])), shape=shape)
        label = connected_components(links, directed=False)[1][:cells]
        found = np.flatnonzero(open_cells)
        order = found[np.argsort(label[found], kind="stable")]
        breaks = np.flatnonzero(np.diff(label[order])) + 1
        return [np.asarray(group, dtype=np.int64) for group in np.split(order, breaks)] if len(order) else []


def _group(by: Ints, values: Ints, groups: int) -> tuple[Ints, ...]:
    order = np.argsort(by, kind="stable")
    ends = np.cumsum(np.bincount(by, minlength=groups))[:-1] if groups else np.array([], dtype=np.int64)
    split: Sequence[Ints] = np.split(values[order], ends)
    return tuple(split[:groups])
