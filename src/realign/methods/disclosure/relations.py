"""Sums that anybody can do: which published cells add up to which other, in one table and between tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .keys import DEFAULT_MEASURE, TOTAL, DisclosureError, Key

# ----------------------------------------------------------------
# Sums that anybody can do: which published cells add up to which other.


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

    `parent` names the level that each level lies in. A level without a parent lies in `Total`. A level that is
    `partial` holds more than the levels in it that have a row.

    >>> areas = Hierarchy({"Kirriemuir": "Angus", "Forfar": "Angus", "Angus": "Tayside"})
    >>> areas.up("Forfar"), areas.up("Tayside"), areas.up("Total")
    ('Angus', 'Total', None)
    """

    parent: Mapping[str, str]
    partial: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for level in self.parent:
            passed, at = {level}, self.parent.get(level)
            while at is not None:
                if at in passed:
                    raise DisclosureError(
                        "hierarchy", "levels that lead to a top", f"{level!r} inside itself"
                    )
                passed.add(at)
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

    def is_partial(self, each: Sum) -> bool:
        """Whether a sum is known to leave out levels that have no row."""
        return each.whole[each.place] in self.hierarchy(self.dims[each.place]).partial

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


# ----------------------------------------------------------------
# Totals: work them out, and check the ones that were given.

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
    above, totals = hierarchy.up(part[place]), list[Levels]()
    while above is not None:
        totals.append((*part[:place], above, *part[place + 1 :]))
        above = hierarchy.up(above)
    return totals


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


# ----------------------------------------------------------------
# The sums of one table, and what its totals hold beyond their parts.


def find_relations(
    cells: Mapping[Levels, Number], layout: Layout, rest: bool
) -> tuple[tuple[Relation, ...], dict[Key, Number]]:
    """Every sum among these cells; where groups are left out, the rest is a part of its own."""
    relations: list[Relation] = []
    left_out: dict[Key, Number] = {}
    for each in layout.sums(cells):
        parts = [layout.key(part) for part in each.parts]
        if extra := left_over(each, cells, layout, allowed=rest or layout.is_partial(each)):
            key = layout.key(each.rest())
            left_out[key] = extra
            parts.append(key)
        relations.append(Relation(layout.key(each.whole), tuple(parts)))
    return tuple(relations), left_out


# ----------------------------------------------------------------
# Levels that overlap, such as ages 11-15 and 11-16: subtracting one table from another isolates what lies between.

Members = Mapping[str, Collection[str]]
"""What each level of a dimension is made of: `{"11-15": {"11", "12", …}, "11-16": {…}}`."""


def overlaps(keys: Iterable[Key], groupings: Mapping[str, Members]) -> list[Relation]:
    """The sums that overlapping levels allow between tables.

    Where levels of one dimension overlap, the pieces that they cut each other into become cells of their
    own. A piece that is a published level takes its name; any other is in no table, yet anybody can work
    out something about it. A level that is not described is taken to be made of itself alone.

    >>> ages = {"age": {"11-15": {"11", "12", "13", "14", "15"}, "11-16": {"11", "12", "13", "14", "15", "16"}}}
    >>> keys = [Key.of({"age": "11-15"}), Key.of({"age": "11-16"})]
    >>> print(*overlaps(keys, ages), sep="; ")
    age 11-16 = age 11-15 + age 16
    """
    relations: list[Relation] = []
    everything = list(dict.fromkeys(keys))
    for dim, members in groupings.items():
        families: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, Key]] = {}
        for key in everything:
            level = key.level(dim)
            if level != TOTAL or TOTAL in members:
                others = tuple(each for each in key.where if each[0] != dim)
                families.setdefault((key.measure, others), {})[level] = key
        for family in families.values():
            relations += _pieces(dim, family, members)
    return relations


def _pieces(dim: str, family: Mapping[str, Key], members: Members) -> list[Relation]:
    """Cut levels into the pieces that no level splits, and say which pieces make up which level."""
    made_of = {level: frozenset(members.get(level, {level})) for level in family}
    signature: dict[str, frozenset[str]] = {
        atom: frozenset(level for level, atoms in made_of.items() if atom in atoms)
        for atom in sorted(frozenset().union(*made_of.values()))
    }
    pieces: dict[frozenset[str], list[str]] = {}
    for atom, levels in signature.items():
        pieces.setdefault(levels, []).append(atom)
    named = {atoms: family[level] for level, atoms in made_of.items()}
    any_key = next(iter(family.values()))
    cells = {
        atoms: named.get(atoms) or _between(any_key, dim, atoms) for atoms in map(frozenset, pieces.values())
    }
    relations = []
    for level, atoms in made_of.items():
        parts = [key for piece, key in cells.items() if piece <= atoms]
        if len(parts) > 1:
            relations.append(Relation(family[level], tuple(parts)))
    return relations


def _between(key: Key, dim: str, atoms: frozenset[str]) -> Key:
    others = {name: level for name, level in key.where if name != dim}
    return Key.of({**others, dim: " and ".join(sorted(atoms))}, key.measure)


# ----------------------------------------------------------------
# Sums that no table spells out: totals left unpublished, and totals in one table whose parts stand in another.

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
    work = _RelationSearch(dict(bounds))
    work.learn(relations)
    for _ in range(MOST_PASSES):
        before = len(work.relations)
        for measure, dim in sorted(work.tops()):
            work.sum_over(measure, dim)
        if len(work.relations) == before:
            break
    return work.relations


def disagreement_of(
    bounds: Mapping[Key, tuple[float, float]], relations: Iterable[Relation]
) -> tuple[Key, str, float, float] | None:
    """A total that differs from the sum of all the levels there are, although no table spells that sum out.

    Answers the total's key, the dimension, the total, and what the parts come to; nothing when all agree.
    """
    work = _RelationSearch(dict(bounds))
    work.learn(relations)
    for measure, dim in sorted(work.tops()):
        work.sum_over(measure, dim)
    return work.apart[0] if work.apart else None


@dataclass
class _RelationSearch:
    """What is known so far: bounds on cells, sums that are there, levels that lie inside others."""

    bounds: Bounds
    relations: list[Relation] = field(default_factory=list)
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
        levels: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key in self.bounds:
            for dim, level in key.where:
                if (key.measure, dim, level) not in self.nested and not level.startswith(REST):
                    levels[key.measure, dim].add(level)
        return levels

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
        self.relations.append(Relation(whole, tuple(parts)))
