"""Sums that anybody can do: which published cells add up to which other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .errors import DisclosureError
from .keys import DEFAULT_MEASURE, TOTAL, Key


@dataclass(frozen=True, slots=True)
class Relation:
    """One cell that is the sum of others."""

    whole: Key
    parts: tuple[Key, ...]

    def __str__(self) -> str:
        return f"{self.whole} = " + " + ".join(map(str, self.parts))


@dataclass(frozen=True)
class Hierarchy:
    """Levels inside levels of one dimension: small area in council, council in partnership.

    `parent` names the level that each level lies in. A level without a parent lies in `Total`.

    >>> areas = Hierarchy({"Kirriemuir": "Angus", "Forfar": "Angus", "Angus": "Tayside"})
    >>> areas.up("Forfar"), areas.up("Tayside"), areas.up("Total")
    ('Angus', 'Total', None)
    """

    parent: Mapping[str, str]

    def __post_init__(self) -> None:
        for level in self.parent:
            seen, at = {level}, self.parent.get(level)
            while at is not None:
                if at in seen:
                    raise DisclosureError(
                        "hierarchy", "levels that lead to a top", f"{level!r} inside itself"
                    )
                seen.add(at)
                at = self.parent.get(at)

    def up(self, level: str) -> str | None:
        """The level that this one lies in; nothing lies above `Total`."""
        return None if level == TOTAL else self.parent.get(level, TOTAL)


FLAT = Hierarchy({})
Levels = tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """How one table is laid out: its dimensions, their hierarchies, and what all its cells share."""

    dims: tuple[str, ...]
    measure: str = DEFAULT_MEASURE
    where: tuple[tuple[str, str], ...] = ()
    hierarchies: tuple[tuple[str, Hierarchy], ...] = ()

    def __post_init__(self) -> None:
        names = [*self.dims, *(dim for dim, _ in self.where)]
        if len(set(names)) != len(names):
            raise DisclosureError("dimensions", "each name once", ", ".join(names))

    @classmethod
    def of(
        cls,
        dims: Sequence[str],
        measure: str,
        where: Mapping[str, str] | None = None,
        hierarchies: Mapping[str, Hierarchy] | None = None,
    ) -> Layout:
        """A layout from plain sequences and mappings."""
        shared = tuple(sorted((where or {}).items()))
        return cls(tuple(dims), measure, shared, tuple((hierarchies or {}).items()))

    def key(self, levels: Levels) -> Key:
        """The key of the cell at these levels, one level a dimension."""
        return Key.of({**dict(self.where), **dict(zip(self.dims, levels, strict=True))}, self.measure)

    def hierarchy(self, dim: str) -> Hierarchy:
        """How the levels of one dimension nest."""
        return dict(self.hierarchies).get(dim, FLAT)

    def sums(self, cells: Iterable[Levels]) -> Iterator[Sum]:
        """Every sum that holds among these cells."""
        present = list(cells)
        for place, dim in enumerate(self.dims):
            hierarchy = self.hierarchy(dim)
            lines: dict[Levels, list[Levels]] = {}
            for levels in present:
                lines.setdefault((*levels[:place], *levels[place + 1 :]), []).append(levels)
            for line in lines.values():
                yield from _nested_sums(line, place, hierarchy)


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum inside a table: the whole, its parts, and the place of the dimension that is summed over."""

    whole: Levels
    parts: tuple[Levels, ...]
    place: int

    def rest(self) -> Levels:
        """The cell for whatever the whole holds beyond its parts."""
        level = self.whole[self.place]
        name = "(the rest)" if level == TOTAL else f"(the rest of {level})"
        return (*self.whole[: self.place], name, *self.whole[self.place + 1 :])


def _nested_sums(line: Sequence[Levels], place: int, hierarchy: Hierarchy) -> Iterator[Sum]:
    """Sums along one line of cells that differ in one dimension only.

    A level whose parent is not published counts towards the nearest published level above it.
    """
    published = {levels[place]: levels for levels in line}
    parts: dict[str, list[Levels]] = {}
    for level, levels in published.items():
        above = hierarchy.up(level)
        while above is not None and above not in published:
            above = hierarchy.up(above)
        if above is not None:
            parts.setdefault(above, []).append(levels)
    for above, members in parts.items():
        yield Sum(published[above], tuple(members), place)
