"""Levels of one dimension inside the levels of another: regions in counties, months in quarters, stages in sectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

from .keys import TOTAL, Contradiction, DisclosureError, Key
from .relations import ENDLESS, MOST_PASSES, NEARLY, REST, Bounds, Hierarchy, Members, Relation, Where

# ----------------------------------------------------------------
# What lies in what, as somebody says it or as the tables show it.


@dataclass(frozen=True)
class Nesting:
    """Each level of the `inner` dimension lies in one level of the `outer`; `parent` says in which.

    A level without a parent may lie in any of them, such as `Not known`. Where nobody said so but the cells show it
    (`is_said` false), sums that the numbers rule out are left aside; otherwise they are an error.
    """

    inner: str
    outer: str
    parent: Mapping[str, str]
    is_said: bool = True

    def __post_init__(self) -> None:
        if self.inner == self.outer:
            raise DisclosureError("nesting", "two dimensions", f"{self.inner!r} inside itself")


def nesting_of(inner: str, outer: str, pairs: Iterable[tuple[str, str]], *, where: str) -> Nesting:
    """The nesting that pairs of an inner and an outer level spell out; `where` names their source in errors.

    A pair with nothing for the outer level says that the inner one may lie in any.

    >>> nesting_of("month", "quarter", [("Jan", "Q1"), ("Feb", "Q1"), ("Apr", "Q2")], where="periods.csv").parent
    {'Jan': 'Q1', 'Feb': 'Q1', 'Apr': 'Q2'}
    """
    parent: dict[str, str] = {}
    for level, above in pairs:
        if TOTAL in (level, above) or not level:
            continue
        if parent.setdefault(level, above) != above:
            both = f"{parent[level] or 'none'} and {above or 'none'}"
            cure = f"Correct it, or say that {inner} does not lie inside {outer}."
            raise DisclosureError(where, f"{inner} {level} in one {outer}", both, cure)
    return Nesting(inner, outer, {level: above for level, above in parent.items() if above})


def seen_nestings(
    bounds: Mapping[Key, tuple[float, float]], apart: Collection[frozenset[str]] = ()
) -> list[Nesting]:
    """What cells that name both dimensions show: each inner level stands with one outer level alone.

    Only where some outer level has several inner ones and there are several outer ones. `apart` are the pairs of
    dimensions of which somebody said that neither lies inside the other.
    """
    beside: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, (_, most) in bounds.items():
        named = [pair for pair in key.where if not pair[1].startswith(REST)]
        for (inner, level), (outer, above) in permutations(named, 2) if most > 0 else ():
            beside[inner, outer][level].add(above)
    return [
        Nesting(inner, outer, {level: next(iter(aboves)) for level, aboves in parents.items()}, is_said=False)
        for (inner, outer), parents in sorted(beside.items())
        if frozenset({inner, outer}) not in apart
        and all(len(aboves) == 1 for aboves in parents.values())
        and 1 < len({next(iter(aboves)) for aboves in parents.values()}) < len(parents)
    ]


def nestings_in(rows: Iterable[Mapping[str, str]], dims: Sequence[str], unknown: str) -> list[Nesting]:
    """What lies in what in the records themselves: `rows` are the combinations of levels that anybody has.

    A record of no known level (`unknown`) may lie in any. Two dimensions that say the same lie in each other.

    >>> rows = [{"zone": "z1", "council": "c1"}, {"zone": "z2", "council": "c1"}, {"zone": "z3", "council": "c2"}]
    >>> [(each.inner, each.outer) for each in nestings_in(rows, ["zone", "council"], "unknown")]
    [('zone', 'council')]
    """
    records = list(rows)
    nestings = []
    for inner, outer in permutations(dims, 2):
        parent: dict[str, str] = {}
        if (
            all(
                parent.setdefault(row[inner], row[outer]) == row[outer]
                for row in records
                if row[inner] != unknown
            )
            and len(set(parent.values())) > 1
        ):
            nestings.append(Nesting(inner, outer, parent, is_said=False))
    return nestings


def with_ladders(nestings: Sequence[Nesting]) -> list[Nesting]:
    """The nestings, and those that follow: what lies in a zone lies in the council that the zone lies in.

    >>> steps = [Nesting("zone", "ward", {"z": "w"}), Nesting("ward", "council", {"w": "c"})]
    >>> [(each.inner, each.outer, each.parent) for each in with_ladders(steps)][-1]
    ('zone', 'council', {'z': 'c'})
    """
    known = {(each.inner, each.outer): each for each in nestings}
    while True:
        further = {
            (low.inner, high.outer): Nesting(
                low.inner,
                high.outer,
                {level: high.parent[above] for level, above in low.parent.items() if above in high.parent},
                low.is_said and high.is_said,
            )
            for low, high in permutations(known.values(), 2)
            if low.outer == high.inner and low.inner != high.outer and (low.inner, high.outer) not in known
        }
        if not further:
            return list(known.values())
        known |= further


# ----------------------------------------------------------------
# The sums that nesting allows between cells, in whichever tables they stand.


class NestingContradiction(Contradiction):
    """Figures that cannot be true if levels lie in each other as was said."""

    def __init__(self, nesting: Nesting, where: str, expected: str, figures: str) -> None:
        cure = f"Correct the figures, or say otherwise how {nesting.inner} lies inside {nesting.outer}."
        super().__init__(where, expected, figures, cure)


def nested_sums(bounds: Mapping[Key, tuple[float, float]], nestings: Sequence[Nesting]) -> list[Relation]:
    """The sums between cells of inner and of outer levels, with every step between where both axes differ.

    `bounds` says of every published cell what it can be: its number, or anything where it is hidden. A cell that names
    a level of both dimensions is the same number as the cell of the inner level alone. Raises Contradiction where the
    figures of a nesting that somebody said cannot add up.

    >>> cells = {Key.of({"month": "Jan"}): (3, 3), Key.of({"month": "Feb"}): (0, 9e9), Key.of({"quarter": "Q1"}): (8, 8)}
    >>> print(*nested_sums(cells, [Nesting("month", "quarter", {"Jan": "Q1", "Feb": "Q1"})]))
    quarter Q1 = month Feb + month Jan
    """
    ladders = with_ladders(nestings)
    work = _NestedSearch(dict(bounds), ladders)
    for nesting in ladders:
        if not nesting.is_said and not _fits(bounds, nesting):
            work.left_aside.add((nesting.inner, nesting.outer))
    return work.run()


def _fits(bounds: Mapping[Key, tuple[float, float]], nesting: Nesting) -> bool:
    """Whether no number rules out what only the cells suggest."""
    try:
        _NestedSearch(dict(bounds), [Nesting(nesting.inner, nesting.outer, nesting.parent)]).run()
    except Contradiction:
        return False
    return True


@dataclass
class _NestedSearch:
    """Bounds on cells so far, and the sums between them."""

    bounds: Bounds
    nestings: list[Nesting]
    left_aside: set[tuple[str, str]] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    there: set[tuple[Key, str]] = field(default_factory=set)

    def run(self) -> list[Relation]:
        """All sums, until nothing is added: a step on one axis can open a step on another."""
        self.levels = {(key.measure, *pair) for key in self.bounds for pair in key.where}
        for _ in range(MOST_PASSES):
            before = len(self.relations)
            for nesting in self.nestings:
                if (nesting.inner, nesting.outer) not in self.left_aside:
                    self._twins(nesting)
                    self._sums(nesting)
            if len(self.relations) == before:
                break
        return self.relations

    def _twins(self, nesting: Nesting) -> None:
        """A cell that names both levels is the cell of the inner level alone, or holds nobody."""
        for key in list(self.bounds):
            level, above = key.level(nesting.inner), key.level(nesting.outer)
            if TOTAL in (level, above) or level not in nesting.parent or (key, nesting.outer) in self.there:
                continue
            low, high = self.bounds[key]
            if nesting.parent[level] != above:
                if low > 0:
                    where = f"{nesting.inner} {level}"
                    raise NestingContradiction(
                        nesting,
                        where,
                        f"to lie in {nesting.outer} {nesting.parent[level]}",
                        f"{key}, {low:g}",
                    )
                continue
            alone = Key(key.measure, tuple(pair for pair in key.where if pair[0] != nesting.outer))
            least, most = self.bounds.get(alone, ENDLESS)
            if least > high + NEARLY or most < low - NEARLY:
                raise NestingContradiction(
                    nesting, str(alone), f"the same number as ‘{key}’", f"{least:g} and {low:g}"
                )
            self.bounds[alone] = (max(low, least), min(high, most))
            self.there.add((key, nesting.outer))
            self.relations.append(Relation(alone, (key,)))

    def _sums(self, nesting: Nesting) -> None:
        """Each outer level as the sum of the inner levels in it, among the same people."""
        for measure, where, family in self._families(nesting):
            parts_of: dict[str, list[str]] = defaultdict(list)
            for level in sorted(family):
                parts_of[nesting.parent.get(level, "")].append(level)
            unplaced = bool(parts_of.pop("", []))
            for above, levels in parts_of.items():
                whole = Key.of({**dict(where), nesting.outer: above}, measure)
                is_wanted = whole in self.bounds or (measure, nesting.outer, above) in self.levels
                if is_wanted and (whole, nesting.inner) not in self.there:
                    self._add(nesting, whole, [family[level] for level in levels], unplaced=unplaced)

    def _families(self, nesting: Nesting) -> Iterator[tuple[str, Where, dict[str, Key]]]:
        """Cells of inner levels that differ in that alone; those that also name an outer level have a twin."""
        families: dict[tuple[str, Where], dict[str, Key]] = defaultdict(dict)
        for key in self.bounds:
            level = key.level(nesting.inner)
            if level == TOTAL or level.startswith(REST) or self._names_both(key):
                continue
            others = tuple(pair for pair in key.where if pair[0] != nesting.inner)
            families[key.measure, others][level] = key
        for (measure, others), family in sorted(families.items()):
            yield measure, others, family

    def _names_both(self, key: Key) -> bool:
        dims = {dim for dim, _ in key.where}
        return any(
            each.inner in dims and each.outer in dims and key.level(each.inner) in each.parent
            for each in self.nestings
            if (each.inner, each.outer) not in self.left_aside
        )

    def _add(self, nesting: Nesting, whole: Key, parts: list[Key], *, unplaced: bool) -> None:
        above = whole.level(nesting.outer)
        least = sum(self.bounds[part][0] for part in parts)
        most = sum(self.bounds[part][1] for part in parts)
        low, high = self.bounds.get(whole, ENDLESS)
        named = {part.level(nesting.inner) for part in parts}
        is_complete = all(level in named for level, parent in nesting.parent.items() if parent == above)
        falls_short = most < low * (1 - NEARLY) - NEARLY
        if least > high * (1 + NEARLY) + NEARLY or (falls_short and is_complete and not unplaced):
            raise NestingContradiction(
                nesting,
                f"{whole} over {nesting.inner}",
                f"its parts ({', '.join(sorted(named))}) to add up to {low:g}",
                f"{least:g}",
            )
        if unplaced or falls_short:
            others = {dim: level for dim, level in whole.where if dim != nesting.outer}
            rest = Key.of({**others, nesting.inner: f"{REST} of {above})"}, whole.measure)
            self.bounds[rest] = (max(0.0, low - most), max(0.0, high - least))
            self.bounds[whole] = (max(low, least), high)
            parts = [*parts, rest]
        else:
            self.bounds[whole] = (max(low, least), min(high, most))
        self.there.add((whole, nesting.inner))
        self.relations.append(Relation(whole, tuple(parts)))


# ----------------------------------------------------------------
# Dimensions of different tables of which nobody knows how they lie.


def unrelated_dims(
    tables: Sequence[Mapping[str, Collection[str]]],
    nestings: Sequence[Nesting],
    apart: Collection[frozenset[str]] = (),
    made_of: Mapping[str, Members] | None = None,
) -> list[tuple[str, str]]:
    """Pairs of dimensions of different tables whose levels could lie in each other and of which nothing is known.

    Each table is given as its dimensions with their levels. A pair is known where one table has both, where one lies in
    the other, or where somebody said that neither does (`apart`). A dimension is paired with itself where two tables
    share no level of it: their levels could be parts of each other.

    >>> unrelated_dims([{"region": {"A"}, "need": {"x"}}, {"county": {"1"}, "need": {"x"}}], [])
    [('region', 'county')]
    """
    together = {frozenset(pair) for table in tables for pair in combinations(table, 2)}
    together |= {frozenset({each.inner, each.outer}) for each in with_ladders(nestings)}
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for first, other in combinations(tables, 2):
        for dim in first:
            for beside in other:
                pair = frozenset({dim, beside})
                if pair in apart or dim in other or beside in first or pair in together:
                    continue
                pairs.setdefault(pair, (dim, beside))
        for dim in first:
            is_apart = frozenset({dim}) in apart or dim in (made_of or {})
            if dim in other and not is_apart and not set(first[dim]) & set(other[dim]):
                pairs.setdefault(frozenset({dim}), (dim, dim))
    return list(pairs.values())


# ----------------------------------------------------------------
# Levels inside levels of one dimension.


def hierarchy_of(dim: str, levels: Iterable[str], members: Members) -> Hierarchy:
    """How the levels of one column lie in each other, by what each is made of; a level not described is itself alone.

    A level whose parts are not all in the table has a rest. Raises DisclosureError where two levels overlap and neither
    lies in the other: no total is the sum of both.

    >>> hierarchy_of("stage", ["Primary", "P6", "P7", "S1"], {"Primary": {"P6", "P7"}}).parent
    {'P6': 'Primary', 'P7': 'Primary'}
    """
    made_of = {
        level: frozenset(members.get(level, {level})) for level in dict.fromkeys(levels) if level != TOTAL
    }
    parent: dict[str, str] = {}
    for level, other in combinations(made_of, 2):
        mine, theirs = made_of[level], made_of[other]
        if mine == theirs or (mine & theirs and not (mine < theirs or theirs < mine)):
            cure = "Put them in tables of their own: both cannot be parts of one total."
            raise DisclosureError(dim, "levels that lie in each other or apart", f"{level} and {other}", cure)
    for level, atoms in made_of.items():
        above = [other for other, others in made_of.items() if atoms < others]
        if above:
            parent[level] = min(above, key=lambda other: len(made_of[other]))
    partial = {
        whole
        for whole in set(parent.values())
        if made_of[whole] != frozenset().union(*(made_of[part] for part in parent if parent[part] == whole))
    }
    return Hierarchy(parent, frozenset(partial))
