"""The sums of one table, and what its totals hold beyond their parts."""

from __future__ import annotations

from collections.abc import Mapping

from .keys import Key
from .margins import Number, left_over
from .relations import Layout, Levels, Relation


def find_relations(
    cells: Mapping[Levels, Number], layout: Layout, rest: bool
) -> tuple[tuple[Relation, ...], dict[Key, Number]]:
    """Every sum among these cells; where groups are left out, the rest is a part of its own."""
    relations: list[Relation] = []
    left_out: dict[Key, Number] = {}
    for each in layout.sums(cells):
        parts = [layout.key(part) for part in each.parts]
        if extra := left_over(each, cells, layout, allowed=rest):
            key = layout.key(each.rest())
            left_out[key] = extra
            parts.append(key)
        relations.append(Relation(layout.key(each.whole), tuple(parts)))
    return tuple(relations), left_out
