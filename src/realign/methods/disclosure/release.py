"""Protect tables for release: hide what must be hidden, hide what protects it, and prove it by attack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from realign.methods.signs import HIDDEN, Sign

from .attack import EarlierReleases, FeasibilityInterval, Knowledge, Publication, attack, told_by
from .choose import SuppressionPattern, choose
from .keys import TOTAL, DisclosureError, Key, Shown
from .polytope import CLOSE, Bools, Equations, Floats, Polytope, tighten
from .profiles import CellRule, Profile, PublishedCell
from .proof import SuppressionProblem
from .relations import Relation
from .rounding import controlled_rounding, round_half_up
from .safe import SEAL, Proof, SafeTable, say_what_it_protects, say_why
from .tables import AmountTable, CountTable

# ----------------------------------------------------------------
# Put the tables, the earlier releases and the rules together as one problem.


@dataclass(frozen=True)
class Truth:
    """The true numbers, in the form of something published: what the owner of the tables knows."""

    shown: Mapping[Key, Shown]
    relations: tuple[Relation, ...]
    amounts: frozenset[str]
    round_to: int = 0
    profile: Profile | None = None
    answers: frozenset[str] = frozenset()
    outside_rules: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Setting:
    """Everything that decides what may be shown: the rules, the numbers, the primary cells, and the problem to solve."""

    rules: Profile
    counts: Mapping[Key, int | float]
    amounts: frozenset[str]
    sensitive: Mapping[Key, CellRule]
    public: frozenset[Key]
    relations: tuple[Relation, ...]
    problem: SuppressionProblem


def pose(
    tables: Sequence[CountTable | AmountTable],
    rules: Profile,
    released: Sequence[Publication],
    relations: Iterable[Relation],
    keep: Collection[Key],
) -> Setting:
    """Say which cells must be hidden (primary), which may be (secondary), and what is known already.

    Raises DisclosureError where two tables give one cell two numbers, or where a cell to be kept must be hidden.
    """
    counts, left_out = _agreed(tables)
    between = tuple(relations)
    sums = (*(relation for table in tables for relation in table.relations), *between)
    known = Knowledge.gather([Truth({**left_out, **counts}, sums, _amounts(tables)), *released], rules=rules)
    earlier = told_by(known.system, released, between, rules=rules)
    _check_possible(known.system, counts, earlier)
    marked: dict[Key, CellRule] = {}
    for table in tables:
        marked = {**table.sensitive(rules), **marked}
    if clash := [key for key in keep if key in marked]:
        raise DisclosureError(
            f"keep {clash[0]}", "a cell that may be shown", f"one that is {marked[clash[0]]}"
        )
    public = earlier.public
    must = {key for key in (*marked, *earlier.hidden) if key not in public}
    must |= {key for key in known.system.keys if key not in counts and key not in public}
    worth = {key for table in tables for key in table.worth_hiding(rules)}
    may = {key for key in worth if key not in public and key not in keep}
    truth = complete(known)
    room_left = earlier.room_left(rules)
    given_away = earlier.given_away(rules) - set(room_left)
    judged = {key for key in (*counts, *earlier.hidden) if key not in given_away}
    judged |= {key for key, count in left_out.items() if 0 < count < rules.threshold}
    watched = {key for key in known.unpublished if key not in left_out}
    problem = SuppressionProblem(
        system=known.system,
        truth=truth,
        floor=_floor(tables, rules, known.system, earlier),
        ceiling=earlier.upper,
        forced=_marks(known.system, must),
        may_hide=_marks(known.system, may),
        judged=_marks(known.system, judged),
        watched=_marks(known.system, watched),
        whole=known.whole,
        protection_level=_protection_levels(known, truth, rules, room_left),
        threshold=rules.threshold,
    )
    return Setting(rules, counts, _amounts(tables), marked, public, sums, problem)


def _amounts(tables: Sequence[CountTable | AmountTable]) -> frozenset[str]:
    return frozenset(measure for table in tables for measure in table.amounts)


def _agreed(
    tables: Sequence[CountTable | AmountTable],
) -> tuple[dict[Key, int | float], dict[Key, int | float]]:
    counts: dict[Key, int | float] = {}
    for table in tables:
        for key, count in table.counts.items():
            if counts.setdefault(key, count) != count:
                cure = "If the tables count different people, give each its own `measure` or `where`."
                raise DisclosureError(f"table {table.name}, {key}", str(counts[key]), str(count), cure)
    return counts, {
        key: count for table in tables for key, count in table.left_out.items() if key not in counts
    }


def _check_possible(system: Equations, counts: Mapping[Key, int | float], earlier: EarlierReleases) -> None:
    """Refuse an earlier table that, by the rules it is said to follow, hides a number that these counts rule out."""
    for key in sorted(earlier.hidden):
        least = earlier.lower[system.place[key]]
        if key in counts and counts[key] < least:
            raise DisclosureError(
                f"{key}, hidden in an earlier table",
                f"a count of {least:g} or more, because the rules of that table show noughts",
                str(counts[key]),
                "Say by which rules the earlier table was published, or correct the counts.",
            )


def _floor(
    tables: Sequence[CountTable | AmountTable], rules: Profile, system: Equations, earlier: EarlierReleases
) -> Floats:
    """The least that a reader of these rules will give each cell if it is hidden now.

    A cell that was hidden before stays hidden whatever it holds, so that says no more than it did then.
    """
    floor = earlier.lower.copy()
    counted = [table for table in tables if isinstance(table, CountTable)]
    noughts = {key for table in counted for key in table.may_be_nought(rules)}
    for key in {key for table in counted for key in table.counts} - noughts - earlier.hidden:
        floor[system.place[key]] = max(floor[system.place[key]], rules.hidden_is_at_least)
    return floor


def _protection_levels(
    known: Knowledge, truth: Floats, rules: Profile, room_left: Mapping[Key, float]
) -> Floats:
    """The protection level of each hidden cell: for counts the next whole number above `wider_than`.

    Where earlier releases leave a count less room than that, it must keep what they left. For amounts it is
    enough that the interval exceeds the share `p_percent` of the most that the cell could be.
    """
    share = rules.p_percent / (1 - rules.p_percent)
    count = np.floor(rules.wider_than) + 1
    money = np.array([key.measure in known.amounts for key in known.system.keys], dtype=np.bool_)
    left = np.array([room_left.get(key, count) for key in known.system.keys], dtype=np.float64)
    return np.where(money, np.maximum(share * truth * 1.001, 0.01), np.minimum(count, left))


def _marks(system: Equations, keys: Collection[Key]) -> Bools:
    return np.array([key in keys for key in system.keys], dtype=np.bool_)


def complete(known: Knowledge) -> Floats:
    """A value for every cell that fits everything known: the true one where it is known."""
    lower, upper = tighten(known.system, known.lower, known.upper, known.whole)
    values = lower.copy()
    for cells in known.system.components(upper > lower + CLOSE):
        programme = Polytope(known.system, cells, lower, upper, whole=known.whole)
        fitting = programme.most(-np.ones(len(cells)))
        assert fitting.cells is not None, "nothing below zero, so the least sum is never endless"
        values[cells] = fitting.cells
    return values


# ----------------------------------------------------------------
# Which small levels to merge with which, so that nothing has to be hidden.

LARGE_ENOUGH = 5


def merges(
    findings: Sequence[FeasibilityInterval], tables: Sequence[CountTable], threshold: int = LARGE_ENOUGH
) -> tuple[str, ...]:
    """For each cell that could be worked out, the mergers that would make it large enough to show, in words."""
    words = {merge for finding in findings for merge in _merges(finding.key, tables, threshold)}
    return tuple(sorted(words))


def _merges(key: Key, tables: Sequence[CountTable], threshold: int) -> list[str]:
    """For each dimension of the cell, the level whose merger with its own is the smallest that is large enough."""
    mergers = []
    for table in tables:
        counts = table.counts
        for dim in table.layout.dims:
            level = key.level(dim)
            if level == TOTAL or key not in counts:
                continue
            beside = [
                (count, other.level(dim))
                for other, count in counts.items()
                if _same_but(key, other, dim) and count + counts[key] >= threshold
            ]
            if beside:
                mergers.append(
                    f"Merge {dim} {level} with {dim} {min(beside)[1]}, in every table that shows them."
                )
    return mergers


def _same_but(key: Key, other: Key, dim: str) -> bool:
    def rest(each: Key) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in each.where if pair[0] != dim)

    return (
        other.level(dim) not in (TOTAL, key.level(dim))
        and rest(key) == rest(other)
        and key.measure == other.measure
    )


# ----------------------------------------------------------------
# Protect tables for release: hide what must be hidden, then prove that nobody can work it out.

Table = CountTable | AmountTable


class ReleaseRefused(ValueError):
    """Nothing that may be hidden would protect these cells."""

    def __init__(
        self, findings: Sequence[FeasibilityInterval], reason: str, tables: Sequence[Table] = ()
    ) -> None:
        self.findings = tuple(findings)
        self.cures = merges(self.findings, [each for each in tables if isinstance(each, CountTable)])
        listed = "; ".join(map(str, self.findings[:5]))
        more = f"; and {len(self.findings) - 5} more" if len(self.findings) > 5 else ""
        super().__init__(f"{reason} A reader could work out: {listed}{more}.")


class Rounding(StrEnum):
    """How a profile that rounds does so: each number on its own, or so that sums still add up."""

    EACH = "each"
    KEEPING_SUMS = "keeping sums"


def protect(
    tables: Sequence[Table],
    profile: Profile,
    *,
    released: Sequence[Publication] = (),
    relations: Iterable[Relation] = (),
    keep: Collection[Key] = (),
    rounding: Rounding = Rounding.EACH,
) -> SafeTable:
    """Hide every sensitive cell (primary suppression) and as few others as will protect them (secondary), and prove it.

    The tables are protected together: a cell that two of them share is one cell. `released` is everything
    published before about the same people: the new tables must not give away what was hidden then, nor the
    other way round. `relations` adds sums between tables, and `keep` names cells that must stay visible.
    Raises `ReleaseRefused`, with what a reader could work out, when no choice of cells protects.

    >>> from .profiles import profile
    >>> rows = [{"area": "A", "need": "raised", "n": 3}, {"area": "A", "need": "not", "n": 57},
    ...         {"area": "B", "need": "raised", "n": 12}, {"area": "B", "need": "not", "n": 88}]
    >>> safe = protect([CountTable.from_rows(rows, dims=("area", "need"))], profile=profile("fewer-than-5"))
    >>> [row["value"] for row in safe.rows()]
    ['[c]', '[c]', '[c]', '[c]', 15, 145, 60, 100, 160]
    """
    setting = pose(tables, profile, released, relations, keep)
    choice = choose(setting.problem)
    hidden = {key for key, mark in zip(setting.problem.system.keys, choice.hidden, strict=True) if mark}
    safe = SafeTable(
        profile=profile,
        cells=_cells(setting, hidden, _rounded(tables, setting, rounding)),
        relations=setting.relations,
        tables={table.name: (table.layout, tuple(table.cells)) for table in tables},
        proof=_proof(setting, choice),
        notes=_notes(profile, rounding),
        amounts=setting.amounts,
        answers=frozenset(dim for table in tables for dim in table.answers),
        rounded_additively=rounding is Rounding.KEEPING_SUMS,
        seal=SEAL,
    )
    if choice.narrow or tells_more_than_proved(safe, released, setting.problem, choice.hidden):
        blamed = {setting.problem.system.keys[cell] for cell in choice.narrow}
        findings = [each for each in attack(safe, released) if each.key in blamed or not blamed]
        raise ReleaseRefused(findings, "No choice of hidden cells protects these tables.", tables)
    return safe


def tells_more_than_proved(
    safe: SafeTable, released: Sequence[Publication], problem: SuppressionProblem, hidden: Bools
) -> bool:
    """Whether what is about to be published says anything that the proof did not allow the attacker to know."""
    known = Knowledge.gather([*released, safe], implied=False, rules=safe.profile)
    allowed = {(each.whole, frozenset(each.parts)) for each in problem.system.relations}
    if any((each.whole, frozenset(each.parts)) not in allowed for each in known.system.relations):
        return True
    place = [problem.system.place[key] for key in known.system.keys]
    lower, upper = problem.bounds(hidden)
    return bool(np.any(known.lower > lower[place] + CLOSE) or np.any(known.upper < upper[place] - CLOSE))


def _rounded(tables: Sequence[Table], setting: Setting, rounding: Rounding) -> Mapping[Key, int | float]:
    """The numbers as they would be shown: untouched, unless the profile rounds."""
    base = setting.rules.round_to
    if not base:
        return setting.counts
    counts = {
        key: count
        for table in tables
        if isinstance(table, CountTable)
        for key, count in (*table.left_out.items(), *table.counts.items())
    }
    if rounding is Rounding.KEEPING_SUMS:
        sums = [each for each in setting.relations if each.whole.measure not in setting.amounts]
        return {**setting.counts, **controlled_rounding(counts, sums, base)}
    return {**setting.counts, **{key: round_half_up(count, base) for key, count in counts.items()}}


def _cells(
    setting: Setting, hidden: set[Key], numbers: Mapping[Key, int | float]
) -> dict[Key, PublishedCell]:
    near: dict[Key, list[Relation]] = {}
    for relation in setting.relations:
        for key in (relation.whole, *relation.parts):
            near.setdefault(key, []).append(relation)
    cells = {}
    for key in setting.counts:
        rule = _rule(key, setting, hidden)
        if rule is CellRule.PROTECTS_OTHERS:
            why = say_what_it_protects(key, near.get(key, []), hidden, setting.sensitive)
        else:
            why = say_why(rule, setting.rules)
        cells[key] = PublishedCell(Sign.CONFIDENTIAL if key in hidden else numbers[key], rule, why)
    return cells


def _rule(key: Key, setting: Setting, hidden: set[Key]) -> CellRule:
    if key in hidden:
        return setting.sensitive.get(key, CellRule.PROTECTS_OTHERS)
    return CellRule.ALREADY_PUBLIC if key in setting.sensitive else CellRule.SHOWN


def _proof(setting: Setting, choice: SuppressionPattern) -> Proof:
    own = np.array([key in setting.counts for key in setting.problem.system.keys])
    marked = np.array([key in setting.sensitive for key in setting.problem.system.keys])
    elsewhere = int((choice.hidden & ~own).sum())
    return Proof(
        sensitive=int((choice.hidden & own & marked).sum()),
        complementary=int((choice.hidden & own & ~marked).sum()),
        best_bound=choice.best_bound - elsewhere,
        method=choice.method,
        in_fractions=choice.in_fractions,
    )


def _notes(profile: Profile, rounding: Rounding) -> tuple[str, ...]:
    notes = [f"{Sign.CONFIDENTIAL}: {HIDDEN} ({profile.title}, version {profile.version})."]
    if not profile.verified:
        notes.append("These rules have not been checked against a published source.")
    if profile.round_to and rounding is Rounding.EACH:
        notes.append(
            f"Numbers are rounded to the nearest {profile.round_to}, each on its own, so parts may not add up."
        )
    elif profile.round_to:
        notes.append(f"Numbers are rounded to a multiple of {profile.round_to} so that parts add up.")
    return tuple(notes)
