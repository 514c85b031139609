"""Work out what a reader could work out: the feasibility interval of each hidden cell (the audit of a release).

A release is safe when no interval is narrower than the protection level that the profile asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from realign.methods.signs import Sign

from .keys import Contradiction, Key, Shown
from .polytope import CLOSE, Bools, Equations, Floats, Optimum, Polytope, tighten
from .profiles import Profile, profile
from .relations import Relation, implied_sums

# ----------------------------------------------------------------
# What a reader knows: every number published in every table, and every sum that links them.


class Publication(Protocol):
    """Anything published: cells as shown, the sums among them, and the base they were rounded to."""

    @property
    def shown(self) -> Mapping[Key, Shown]: ...
    @property
    def relations(self) -> tuple[Relation, ...]: ...
    @property
    def amounts(self) -> frozenset[str]: ...
    @property
    def round_to(self) -> int: ...


@dataclass(frozen=True)
class Knowledge:
    """Bounds on every cell from the published numbers alone, before any sum is done."""

    system: Equations
    lower: Floats
    upper: Floats
    whole: Bools
    hidden: frozenset[Key]
    unpublished: frozenset[Key] = field(default_factory=frozenset)
    amounts: frozenset[str] = frozenset()

    @classmethod
    def gather(
        cls, statements: Iterable[Publication], more: Iterable[Relation] = (), *, implied: bool = True
    ) -> Knowledge:
        """Put everything published side by side; a cell shown anywhere is known everywhere.

        With `implied`, a reader also does the sums that no table spells out.
        """
        published = list(statements)
        published_values: dict[Key, list[tuple[Shown, int]]] = {}
        for statement in published:
            for key, value in statement.shown.items():
                published_values.setdefault(key, []).append((value, statement.round_to))
        relations = [*(each for statement in published for each in statement.relations), *more]
        ranges = {key: _range(key, values) for key, values in published_values.items()}
        if implied:
            relations += implied_sums(ranges, relations)
        system = Equations.build(published_values, relations)
        lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
        for key, (low, high) in ranges.items():
            lower[system.place[key]], upper[system.place[key]] = low, high
        hidden = frozenset(
            key
            for key, values in published_values.items()
            if any(value is Sign.CONFIDENTIAL for value, _ in values)
        )
        unpublished = frozenset(key for key in system.keys if key not in published_values)
        amounts = frozenset(measure for statement in published for measure in statement.amounts)
        whole = _whole_numbers(system, published_values, amounts)
        return cls(system, lower, upper, whole, hidden, unpublished, amounts)


def _range(key: Key, values: list[tuple[Shown, int]]) -> tuple[float, float]:
    ranges = [_one_range(value, round_to) for value, round_to in values]
    lower, upper = max(low for low, _ in ranges), min(high for _, high in ranges)
    if lower > upper:
        numbers = " and ".join(str(value) for value, _ in values)
        cure = "If they count different things or different times, give each its own `measure` or `where`."
        raise Contradiction(str(key), "the same number wherever it is published", numbers, cure)
    return lower, upper


def _one_range(value: Shown, round_to: int) -> tuple[float, float]:
    if isinstance(value, Sign):
        return (0.0, 0.0) if value is Sign.NOT_APPLICABLE else (0.0, np.inf)
    if round_to:
        return max(0.0, value - round_to / 2), value + (round_to - 1) / 2
    return float(value), float(value)


def _whole_numbers(
    system: Equations, published: Mapping[Key, list[tuple[Shown, int]]], amounts: frozenset[str]
) -> Bools:
    """Cells that hold whole numbers: those of measures in which every published number is one."""
    measures = dict.fromkeys(amounts, False)
    for key, values in published.items():
        whole = all(isinstance(value, Sign | int) for value, _ in values)
        measures[key.measure] = measures.get(key.measure, True) and whole
    return np.array([measures.get(key.measure, True) for key in system.keys], dtype=np.bool_)


# ----------------------------------------------------------------
# Try to work out the hidden numbers, with everything published in hand.


@dataclass(frozen=True)
class FeasibilityInterval:
    """What a reader can work out about one hidden cell: its feasibility interval, from `lower` to `upper`."""

    key: Key
    lower: float
    upper: float
    too_narrow: bool

    @property
    def width(self) -> float:
        """How wide the feasibility interval is."""
        return self.upper - self.lower

    def __str__(self) -> str:
        if self.width < CLOSE:
            return f"{self.key}: exactly {self.lower:g}"
        top = "no limit" if np.isinf(self.upper) else f"{self.upper:g}"
        return f"{self.key}: {self.lower:g} to {top}"


def attack(
    published: Publication,
    released: Sequence[Publication] = (),
    *,
    rules: Profile | None = None,
    relations: Iterable[Relation] = (),
) -> list[FeasibilityInterval]:
    """The feasibility interval of each hidden cell, by linear programmes over all that was published; narrowest first.

    A reader is taken to know every shown number in every table, every sum, that no count is negative and
    that counts are whole. `relations` adds sums that hold between tables. A cell is too narrow when its
    interval spans no more than the profile's `wider_than`. A cell that no table shows but that sums reach
    (what a total holds beyond its parts, the difference of two tables) is too narrow only when it is then
    seen to be small. Raises DisclosureError where the published figures cannot all be true.

    (In the literature: the audit, or attacker, problem; Fischetti and Salazar, 2001, Management Science 47:1008.)
    """
    rules = rules or getattr(published, "profile", None) or profile("fewer-than-5")
    known = Knowledge.gather([published, *released], relations)
    lower, upper = intervals(known)
    findings = [
        _finding(known, key, lower, upper, rules)
        for key in known.system.keys
        if key in known.hidden or key in known.unpublished
    ]
    told = [each for each in findings if each.key in known.hidden or each.too_narrow]
    return sorted(told, key=lambda each: (not each.too_narrow, each.width, each.key))


def _finding(known: Knowledge, key: Key, lower: Floats, upper: Floats, rules: Profile) -> FeasibilityInterval:
    place = known.system.place[key]
    least, most = float(lower[place]) + 0.0, float(upper[place]) + 0.0  # no “-0” from the solver
    narrow = most - least <= rules.wider_than + CLOSE
    if key.measure in known.amounts:
        narrow = most - least <= rules.p_percent * most
    elif key in known.unpublished:
        narrow = narrow and least >= 1 and most < rules.threshold
    return FeasibilityInterval(key, least, most, narrow)


def intervals(known: Knowledge) -> tuple[Floats, Floats]:
    """The feasibility interval of every cell: the least and the most that fit everything known."""
    lower, upper = tighten(known.system, known.lower, known.upper, known.whole)
    exact_lower, exact_upper = lower.copy(), upper.copy()
    for cells in known.system.components(upper > lower + CLOSE):
        programme = Polytope(known.system, cells, lower, upper)
        search = _IntervalSearch(known, programme, lower, upper)
        exact_lower[cells], exact_upper[cells] = search.run()
    return exact_lower, exact_upper


LARGEST_IN_WHOLE_NUMBERS = 300
"""In larger groups of linked cells each bound is rounded inwards, without asking what whole numbers add to that."""


class _IntervalSearch:
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

    def _in_whole_numbers(self, at: int, sign: float) -> Optimum:
        """The same question for an attacker who also uses that counts are whole."""
        if self._integer is None:
            cells, whole = self.programme.cells, self.known.whole
            self._integer = Polytope(self.known.system, cells, self.lower, self.upper, whole=whole)
        return self._integer.extreme(at, sign)

    def _learn(self, answer: Optimum) -> None:
        if answer.cells is None or (self.whole and not answer.in_whole_numbers):
            return
        self.seen_low = np.minimum(self.seen_low, answer.cells)
        self.seen_high = np.maximum(self.seen_high, answer.cells)


# ----------------------------------------------------------------
# What earlier releases have told already, and cannot be taken back.


@dataclass(frozen=True)
class EarlierReleases:
    """What earlier releases told: public cells, hidden cells, and bounds on each cell of the tables to be protected."""

    public: frozenset[Key]
    hidden: frozenset[Key]
    lower: Floats
    upper: Floats
    ranges: dict[Key, tuple[float, float]]
    amounts: frozenset[str]

    def given_away(self, rules: Profile) -> set[Key]:
        """Cells hidden before that the earlier releases give away on their own: no new table is to blame."""
        return {
            key for key, (least, most) in self.ranges.items() if most - least <= self._need(key, most, rules)
        }

    def _need(self, key: Key, most: float, rules: Profile) -> float:
        return CLOSE + (rules.p_percent * most if key.measure in self.amounts else rules.wider_than)


def told_by(
    system: Equations, released: Sequence[Publication], relations: Iterable[Relation] = ()
) -> EarlierReleases:
    """What the earlier releases tell about the cells of the new problem."""
    lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
    if not released:
        return EarlierReleases(frozenset(), frozenset(), lower, upper, {}, frozenset())
    known = Knowledge.gather(released, relations)
    public = set()
    for key, low, high in zip(known.system.keys, known.lower, known.upper, strict=True):
        if key not in system.place:
            continue  # a sum of earlier tables that means nothing here
        lower[system.place[key]], upper[system.place[key]] = low, high
        if low == high:
            public.add(key)
    least, most = intervals(known)
    places = {key: known.system.place[key] for key in known.hidden}
    ranges = {key: (float(least[place]), float(most[place])) for key, place in places.items()}
    return EarlierReleases(frozenset(public), known.hidden, lower, upper, ranges, known.amounts)
