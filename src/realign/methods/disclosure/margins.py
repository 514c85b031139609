"""Totals: work them out, and check the ones that were given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .errors import DisclosureError
from .relations import Hierarchy, Layout, Levels, Sum

Number = TypeVar("Number", int, float)

ROUNDING_OF_AMOUNTS = 1e-6
"""Amounts that differ by less than this share of the whole count as equal."""


def with_margins(cells: Mapping[Levels, Number], layout: Layout) -> dict[Levels, Number]:
    """The cells with every missing total, and every missing level above, added up."""
    full = dict(cells)
    for place, dim in enumerate(layout.dims):
        added: dict[Levels, Number] = {}
        for part, number in full.items():
            for total in _totals_above(part, place, layout.hierarchy(dim)):
                if total in full:
                    break
                added[total] = added[total] + number if total in added else number
        full.update(added)
    return full


def _totals_above(part: Levels, place: int, hierarchy: Hierarchy) -> list[Levels]:
    """The cells above this one in one dimension, the nearest first."""
    above, found = hierarchy.up(part[place]), list[Levels]()
    while above is not None:
        found.append((*part[:place], above, *part[place + 1 :]))
        above = hierarchy.up(above)
    return found


def left_over(each: Sum, cells: Mapping[Levels, Number], layout: Layout, allowed: bool) -> Number:
    """What the whole holds beyond its parts; an error when that is not allowed or is less than nothing."""
    whole = cells[each.whole]
    parts = sum((cells[part] for part in each.parts[1:]), cells[each.parts[0]])
    rest = whole - parts
    if abs(rest) <= ROUNDING_OF_AMOUNTS * abs(whole):
        return whole - whole
    if rest < 0 or not allowed:
        dim = layout.dims[each.place]
        where = f"{layout.key(each.whole)} over {dim}"
        cure = "Correct the figures, or add the missing group (for example `Not known`) as a level."
        raise DisclosureError(where, f"the parts to add up to {whole}", str(parts), cure)
    return rest
