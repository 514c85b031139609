"""Cells that must be hidden for what they are, whatever stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .keys import TOTAL
from .profiles import Profile, Zeros
from .relations import Levels
from .rules import Rule


def too_few(count: float, rules: Profile) -> Rule | None:
    """The rule that hides a count for its size, if any.

    >>> from .profiles import profile
    >>> [too_few(n, profile("fewer-than-5")) for n in (0, 4, 5)]
    [None, <Rule.TOO_FEW: 'too few'>, None]
    """
    if count == 0:
        return Rule.ZERO if rules.zeros is Zeros.HIDE else None
    return Rule.TOO_FEW if 0 < count < rules.threshold else None


def everyone_the_same(cells: Mapping[Levels, int], places: Sequence[int]) -> dict[Levels, tuple[Levels, ...]]:
    """Groups in which all gave one answer: the cell that holds everybody, and the noughts beside it.

    To know that a child is in the group is then to know the answer. `places` says which dimensions hold
    answers; only groups in which more than one answer was possible count.
    """
    found: dict[Levels, tuple[Levels, ...]] = {}
    for place in places:
        for line in _lines(cells, place):
            full = [levels for levels in line if cells[levels] > 0]
            if len(line) > 1 and len(full) == 1:
                found[full[0]] = tuple(levels for levels in line if levels != full[0])
    return found


def _lines(cells: Mapping[Levels, int], place: int) -> list[list[Levels]]:
    lines: dict[Levels, list[Levels]] = {}
    for levels in cells:
        if levels[place] != TOTAL:
            lines.setdefault((*levels[:place], *levels[place + 1 :]), []).append(levels)
    return list(lines.values())
