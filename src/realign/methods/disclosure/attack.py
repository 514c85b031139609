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
from .profiles import Profile, Zeros, profile
from .relations import Relation, implied_sums

# ----------------------------------------------------------------
# What a reader knows: every number published in every table, and every sum that links them.


class Publication(Protocol):
    """Anything published: cells as shown, the sums among them, the base they were rounded to, and by which rules."""

    @property
    def shown(self) -> Mapping[Key, Shown]: ...
    @property
    def relations(self) -> tuple[Relation, ...]: ...
    @property
    def amounts(self) -> frozenset[str]: ...
    @property
    def round_to(self) -> int: ...
    @property
    def profile(self) -> Profile | None: ...
    @property
    def answers(self) -> frozenset[str]: ...
    @property
    def outside_rules(self) -> frozenset[Key]: ...


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
        cls,
        statements: Iterable[Publication],
        more: Iterable[Relation] = (),
        *,
        implied: bool = True,
        rules: Profile | None = None,
    ) -> Knowledge:
        """Put everything published side by side, in the order in which it went out; a cell shown anywhere is known.

        With `implied`, a reader also does the sums that no table spells out. A reader knows the rules of each
        statement too; `rules` are those of statements that name none.
        """
        published = list(statements)
        mentions: dict[Key, list[Mention]] = {}
        for statement in published:
            known_rules = statement.profile or rules
            for key, value in statement.shown.items():
                before = mentions.setdefault(key, [])
                # what an earlier table showed or hid, a later one shows or hides whatever its own rules say
                told = None if before or key.measure in statement.amounts else known_rules
                before.append(Mention(value, *_told_by_one(key, value, statement, told)))
        relations = [*(each for statement in published for each in statement.relations), *more]
        ranges = {key: _range(key, values) for key, values in mentions.items()}
        if implied:
            relations += implied_sums(ranges, relations)
        system = Equations.build(mentions, relations)
        lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
        for key, (low, high) in ranges.items():
            lower[system.place[key]], upper[system.place[key]] = low, high
        hidden = frozenset(key for key, values in mentions.items() if any(each.hides for each in values))
        unpublished = frozenset(key for key in system.keys if key not in mentions)
        amounts = frozenset(measure for statement in published for measure in statement.amounts)
        whole = _whole_numbers(system, mentions, amounts)
        return cls(system, lower, upper, whole, hidden, unpublished, amounts)


@dataclass(frozen=True, slots=True)
class Mention:
    """What one statement says of a cell, and between which limits that leaves it."""

    value: Shown
    lower: float
    upper: float

    @property
    def hides(self) -> bool:
        """Whether the cell is hidden there."""
        return self.value is Sign.CONFIDENTIAL


def _range(key: Key, mentions: Sequence[Mention]) -> tuple[float, float]:
    lower, upper = max(each.lower for each in mentions), min(each.upper for each in mentions)
    if lower > upper:
        numbers = " and ".join(str(each.value) for each in mentions)
        cure = "If they count different things or different times, give each its own `measure` or `where`."
        raise Contradiction(str(key), "the same number wherever it is published", numbers, cure)
    return lower, upper


def _told_by_one(
    key: Key, value: Shown, statement: Publication, rules: Profile | None
) -> tuple[float, float]:
    """The limits that a published value sets to the true one; with the rules known, what they add to that."""
    if value is Sign.NOT_APPLICABLE:
        return 0.0, 0.0
    if isinstance(value, Sign):
        hidden_by_rule = value is Sign.CONFIDENTIAL and rules is not None
        return (_least_hidden(key, statement, rules) if hidden_by_rule and rules else 0.0), np.inf
    base = statement.round_to
    if not base:
        return float(value), float(value)
    low, high = max(0.0, value - base / 2), value + (base - 1) / 2
    return (low, high) if rules is None else _may_stay(low, high, value, base, rules)


def _least_hidden(key: Key, statement: Publication, rules: Profile) -> float:
    """What the rules tell of a hidden count: it is not a nought, unless noughts too are hidden where it stands."""
    among_answers = rules.same_answer and any(dim in statement.answers for dim, _ in key.where)
    return 0.0 if among_answers or key in statement.outside_rules else float(rules.hidden_is_at_least)


def _may_stay(low: float, high: float, value: float, base: int, rules: Profile) -> tuple[float, float]:
    """The range of a rounded number that the rules show: it is a nought, or as large as the threshold or larger."""
    if base == 2 * (rules.round_to or rules.rounding_offered):
        low = max(0.0, value - base / 2 + 1)  # to keep sums, numbers move by less than the base either way
    if high < rules.threshold:
        return (0.0, 0.0) if low == 0 else (low, high)
    if low > 0 or rules.zeros is Zeros.HIDE:
        low = max(low, float(rules.threshold))
    return low, high


def _whole_numbers(
    system: Equations, published: Mapping[Key, Sequence[Mention]], amounts: frozenset[str]
) -> Bools:
    """Cells that hold whole numbers: those of measures in which every published number is one."""
    measures = dict.fromkeys(amounts, False)
    for key, values in published.items():
        whole = all(isinstance(each.value, Sign | int) for each in values)
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

    A reader is taken to know every shown number in every table, every sum, that no count is negative, that
    counts are whole, and the rules: that a hidden count is no nought where noughts are shown, and that a
    rounded number that is shown is as large as the threshold. `released` is in the order in which it went
    out; tables that name no rules are taken to follow `rules`. `relations` adds sums that hold between
    tables. A cell is too narrow when its interval spans no more than the profile's `wider_than`. A cell that
    no table shows but that sums reach (what a total holds beyond its parts, the difference of two tables) is
    too narrow only when it is then seen to be small. Raises DisclosureError where the published figures
    cannot all be true.

    (In the literature: the audit, or attacker, problem; Fischetti and Salazar, 2001, Management Science 47:1008.)
    """
    rules = rules or getattr(published, "profile", None) or profile("fewer-than-5")
    known = Knowledge.gather([*released, published], relations, rules=rules)
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

    def room_left(self, rules: Profile) -> dict[Key, float]:
        """Of the counts given away but for some room: how much. A new table must not take that away as well."""
        return {
            key: most - least
            for key, (least, most) in self.ranges.items()
            if key.measure not in self.amounts and 1 <= most - least <= self._need(key, most, rules)
        }

    def _need(self, key: Key, most: float, rules: Profile) -> float:
        return CLOSE + (rules.p_percent * most if key.measure in self.amounts else rules.wider_than)


def told_by(
    system: Equations,
    released: Sequence[Publication],
    relations: Iterable[Relation] = (),
    *,
    rules: Profile | None = None,
) -> EarlierReleases:
    """What the earlier releases tell about the cells of the new problem; `rules` are those of releases that name none."""
    lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
    if not released:
        return EarlierReleases(frozenset(), frozenset(), lower, upper, {}, frozenset())
    known = Knowledge.gather(released, relations, rules=rules)
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
