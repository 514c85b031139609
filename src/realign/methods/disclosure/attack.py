"""Try to work out the hidden numbers, with everything published in hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .bounds import CLOSE, tighten
from .equations import Floats
from .keys import Key
from .knowledge import Knowledge, Statement
from .polytope import Answer, Polytope
from .profiles import Profile, profile
from .relations import Relation


@dataclass(frozen=True)
class Finding:
    """What a reader can work out about one hidden cell: it lies from `lower` to `upper`."""

    key: Key
    lower: float
    upper: float
    too_narrow: bool

    @property
    def width(self) -> float:
        """How much room is left."""
        return self.upper - self.lower

    def __str__(self) -> str:
        if self.width < CLOSE:
            return f"{self.key}: exactly {self.lower:g}"
        top = "no limit" if np.isinf(self.upper) else f"{self.upper:g}"
        return f"{self.key}: {self.lower:g} to {top}"


def attack(
    published: Statement,
    released: Sequence[Statement] = (),
    *,
    rules: Profile | None = None,
    relations: Iterable[Relation] = (),
) -> list[Finding]:
    """The interval of each hidden cell, from linear programmes over all that was published; narrowest first.

    A reader is taken to know every shown number in every table, every sum, that no count is negative and
    that counts are whole. `relations` adds sums that hold between tables. A cell is too narrow when its
    interval spans no more than the profile's `wider_than`. A cell that no table shows but that sums reach
    (what a total holds beyond its parts, the difference of two tables) is too narrow only when it is then
    seen to be small.
    """
    rules = rules or getattr(published, "profile", None) or profile("fewer-than-5")
    known = Knowledge.gather([published, *released], relations)
    lower, upper = intervals(known)
    found = [
        _finding(known, key, lower, upper, rules)
        for key in known.system.keys
        if key in known.hidden or key in known.unpublished
    ]
    told = [each for each in found if each.key in known.hidden or each.too_narrow]
    return sorted(told, key=lambda each: (not each.too_narrow, each.width, each.key))


def _finding(known: Knowledge, key: Key, lower: Floats, upper: Floats, rules: Profile) -> Finding:
    place = known.system.place[key]
    least, most = float(lower[place]), float(upper[place])
    narrow = most - least <= rules.wider_than + CLOSE
    if key.measure in known.amounts:
        narrow = most - least <= rules.p_percent * most
    elif key in known.unpublished:
        narrow = narrow and least >= 1 and most < rules.threshold
    return Finding(key, least, most, narrow)


def intervals(known: Knowledge) -> tuple[Floats, Floats]:
    """The narrowest true bounds on every cell."""
    lower, upper = tighten(known.system, known.lower, known.upper, known.whole)
    exact_lower, exact_upper = lower.copy(), upper.copy()
    for cells in known.system.components(upper > lower + CLOSE):
        programme = Polytope(known.system, cells, lower, upper)
        search = _Search(known, programme, lower, upper)
        exact_lower[cells], exact_upper[cells] = search.run()
    return exact_lower, exact_upper


LARGEST_IN_WHOLE_NUMBERS = 300
"""In larger groups of linked cells each bound is rounded inwards, without asking what whole numbers add to that."""


class _Search:
    """The least and the most of each cell in one group, asking the solver only what is not yet settled.

    Every answer is a full set of possible values, so it also shows how far all the other cells can go. A
    cell that has been seen at its quick bound needs no question of its own.
    """

    def __init__(self, known: Knowledge, programme: Polytope, lower: Floats, upper: Floats) -> None:
        self.known, self.programme = known, programme
        self.lower, self.upper = lower, upper
        self.least, self.most = lower[programme.cells].copy(), upper[programme.cells].copy()
        self.seen_low = np.full(len(programme.cells), np.inf)
        self.seen_high = np.full(len(programme.cells), -np.inf)
        self.whole = bool(known.whole[programme.cells].all())
        self._integer: Polytope | None = None

    def run(self) -> tuple[Floats, Floats]:
        """The least and the most of every cell of the group."""
        ones = np.ones(len(self.programme.cells))
        self._learn(self.programme.most(-ones))
        for at in range(len(ones)):
            if self.seen_low[at] > self.least[at] + CLOSE:
                self.least[at] = 0.0 - self._ask(at, -1.0)
            if self.seen_high[at] < self.most[at] - CLOSE:
                self.most[at] = self._ask(at, 1.0)
        return self.least, self.most

    def _ask(self, at: int, sign: float) -> float:
        answer = self.programme.extreme(at, sign)
        if not self.whole or answer.endless:
            self._learn(answer)
            return answer.value
        if not answer.in_whole_numbers and len(self.programme.cells) > LARGEST_IN_WHOLE_NUMBERS:
            return float(np.floor(answer.value + CLOSE)) + 0.0
        if not answer.in_whole_numbers:
            answer = self._in_whole_numbers(at, sign)
        self._learn(answer)
        return float(round(answer.value)) + 0.0

    def _in_whole_numbers(self, at: int, sign: float) -> Answer:
        """The same question for an attacker who also uses that counts are whole."""
        if self._integer is None:
            cells, whole = self.programme.cells, self.known.whole
            self._integer = Polytope(self.known.system, cells, self.lower, self.upper, whole=whole)
        return self._integer.extreme(at, sign)

    def _learn(self, answer: Answer) -> None:
        if answer.cells is None or (self.whole and not answer.in_whole_numbers):
            return
        self.seen_low = np.minimum(self.seen_low, answer.cells)
        self.seen_high = np.maximum(self.seen_high, answer.cells)
