"""Cells that must be hidden for what they are, whatever stands around them."""

from __future__ import annotations

from collections.abc import Mapping

from .keys import TOTAL, Key
from .profiles import Profile, Zeros
from .relations import Levels
from .rules import Rule
from .tables import CountTable


def too_few(count: float, rules: Profile) -> Rule | None:
    """The rule that hides a count for its size, if any.

    >>> from .profiles import profile
    >>> [too_few(n, profile("fewer-than-5")) for n in (0, 4, 5)]
    [None, <Rule.TOO_FEW: 'too few'>, None]
    """
    if count == 0:
        return Rule.ZERO if rules.zeros is Zeros.HIDE else None
    return Rule.TOO_FEW if 0 < count < rules.threshold else None


def sensitive(table: CountTable, rules: Profile) -> dict[Key, Rule]:
    """The cells of a table of counts that its profile hides, each with the rule."""
    found = {key: rule for key, count in table.counts.items() if (rule := too_few(count, rules))}
    if rules.same_answer:
        for levels in everyone_the_same(table):
            found.setdefault(table.layout.key(levels), Rule.SAME_ANSWER)
    return found


def everyone_the_same(table: CountTable) -> dict[Levels, tuple[Levels, ...]]:
    """Groups in which all gave one answer: the cell that holds everybody, and the noughts beside it.

    To know that a child is in the group is then to know the answer. Only dimensions that the table names as
    answers count, and only when more than one answer was possible.
    """
    found: dict[Levels, tuple[Levels, ...]] = {}
    for answer in table.answers:
        place = table.layout.dims.index(answer)
        for line in _lines(table.cells, place):
            full = [levels for levels in line if table.cells[levels] > 0]
            if len(line) > 1 and len(full) == 1:
                found[full[0]] = tuple(levels for levels in line if levels != full[0])
    return found


def _lines(cells: Mapping[Levels, int], place: int) -> list[list[Levels]]:
    lines: dict[Levels, list[Levels]] = {}
    for levels in cells:
        if levels[place] != TOTAL:
            lines.setdefault((*levels[:place], *levels[place + 1 :]), []).append(levels)
    return list(lines.values())
