"""Protect tables for release: hide what must be hidden, then prove that nobody can work it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import numpy as np

from .amounts import AmountTable
from .attack import Finding, attack
from .bounds import CLOSE
from .choose import Choice, choose
from .equations import Bools
from .explain import say_what_it_protects, say_why
from .keys import Key
from .knowledge import Knowledge, Statement
from .merging import merges
from .problem import Problem
from .profiles import Profile
from .relations import Relation
from .rounding import controlled_rounding, round_half_up
from .rules import Cell, Rule
from .safe import SEAL, Proof, SafeTable
from .setting import Setting, pose
from .symbols import Symbol
from .tables import CountTable

Table = CountTable | AmountTable


class ReleaseRefused(ValueError):
    """Nothing that may be hidden would protect these cells."""

    def __init__(self, findings: Sequence[Finding], reason: str, tables: Sequence[Table] = ()) -> None:
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
    released: Sequence[Statement] = (),
    relations: Iterable[Relation] = (),
    keep: Collection[Key] = (),
    rounding: Rounding = Rounding.EACH,
) -> SafeTable:
    """Hide every sensitive cell and as few others as will protect them, and prove it.

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
        rounded_additively=rounding is Rounding.KEEPING_SUMS,
        seal=SEAL,
    )
    if choice.narrow or tells_more_than_proved(safe, released, setting.problem, choice.hidden):
        blamed = {setting.problem.system.keys[cell] for cell in choice.narrow}
        findings = [each for each in attack(safe, released) if each.key in blamed or not blamed]
        raise ReleaseRefused(findings, "No choice of hidden cells protects these tables.", tables)
    return safe


def tells_more_than_proved(
    safe: SafeTable, released: Sequence[Statement], problem: Problem, hidden: Bools
) -> bool:
    """Whether what is about to be published says anything that the proof did not allow the attacker to know."""
    known = Knowledge.gather([safe, *released], implied=False)
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


def _cells(setting: Setting, hidden: set[Key], numbers: Mapping[Key, int | float]) -> dict[Key, Cell]:
    near: dict[Key, list[Relation]] = {}
    for relation in setting.relations:
        for key in (relation.whole, *relation.parts):
            near.setdefault(key, []).append(relation)
    cells = {}
    for key in setting.counts:
        rule = _rule(key, setting, hidden)
        if rule is Rule.PROTECTS_OTHERS:
            why = say_what_it_protects(key, near.get(key, []), hidden, setting.sensitive)
        else:
            why = say_why(rule, setting.rules)
        cells[key] = Cell(Symbol.CONFIDENTIAL if key in hidden else numbers[key], rule, why)
    return cells


def _rule(key: Key, setting: Setting, hidden: set[Key]) -> Rule:
    if key in hidden:
        return setting.sensitive.get(key, Rule.PROTECTS_OTHERS)
    return Rule.ALREADY_PUBLIC if key in setting.sensitive else Rule.SHOWN


def _proof(setting: Setting, choice: Choice) -> Proof:
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
    notes = [f"[c]: hidden to protect people ({profile.title}, version {profile.version})."]
    if not profile.verified:
        notes.append("These rules have not been checked against a published source.")
    if profile.round_to and rounding is Rounding.EACH:
        notes.append(
            f"Numbers are rounded to the nearest {profile.round_to}, each on its own, so parts may not add up."
        )
    elif profile.round_to:
        notes.append(f"Numbers are rounded to a multiple of {profile.round_to} so that parts add up.")
    return tuple(notes)
