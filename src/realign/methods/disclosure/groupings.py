"""Levels that overlap, such as ages 11-15 and 11-16: subtracting one table from another isolates what lies between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .keys import TOTAL, Key
from .relations import Relation

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
    found: list[Relation] = []
    everything = list(dict.fromkeys(keys))
    for dim, members in groupings.items():
        families: dict[tuple[str, tuple[tuple[str, str], ...]], dict[str, Key]] = {}
        for key in everything:
            level = key.level(dim)
            if level != TOTAL or TOTAL in members:
                others = tuple(each for each in key.where if each[0] != dim)
                families.setdefault((key.measure, others), {})[level] = key
        for family in families.values():
            found += _pieces(dim, family, members)
    return found


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
    found = []
    for level, atoms in made_of.items():
        parts = [key for piece, key in cells.items() if piece <= atoms]
        if len(parts) > 1:
            found.append(Relation(family[level], tuple(parts)))
    return found


def _between(key: Key, dim: str, atoms: frozenset[str]) -> Key:
    others = {name: level for name, level in key.where if name != dim}
    return Key.of({**others, dim: " and ".join(sorted(atoms))}, key.measure)
