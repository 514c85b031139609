"""Tables that are safe to publish, the figures that may be worked out from them, and the reasons for those who check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from types import MappingProxyType

import numpy as np

from realign.methods.signs import Sign

from .attack import FeasibilityInterval, Publication
from .keys import DisclosureError, Key, Shown
from .profiles import CellRule, Profile, PublishedCell
from .relations import Layout, Levels, Relation

# ----------------------------------------------------------------
# The only thing that may leave: a table that was protected and proved.

SEAL = object()
"""Held by `release.protect` alone."""


@dataclass(frozen=True)
class Proof:
    """How the protection was found and shown to hold.

    `sensitive` cells are hidden for what they are, `complementary` ones to protect them. No pattern that
    protects hides fewer than `best_bound` cells in all, as far as the search could show; `gap` is the share
    above that.
    `in_fractions` counts hidden cells in groups so large that the proof did not use that people are whole.
    """

    sensitive: int
    complementary: int
    best_bound: float
    method: str
    in_fractions: int = 0

    @property
    def hidden(self) -> int:
        """How many cells are hidden in all."""
        return self.sensitive + self.complementary

    @property
    def gap(self) -> float:
        """The share by which the hidden cells exceed the best bound found."""
        return self.hidden / self.best_bound - 1 if self.best_bound else 0.0


@dataclass(frozen=True)
class SafeTable:
    """Tables protected together. Only `protect` can make one; it never holds a hidden number."""

    profile: Profile
    cells: Mapping[Key, PublishedCell]
    relations: tuple[Relation, ...]
    tables: Mapping[str, tuple[Layout, tuple[Levels, ...]]]
    proof: Proof
    notes: tuple[str, ...]
    amounts: frozenset[str]
    answers: frozenset[str]
    rounded_additively: bool
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise DisclosureError(
                "SafeTable", "to be made by protect()", "a call of its own", "Call protect()."
            )
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    @property
    def shown(self) -> Mapping[Key, Shown]:
        """What stands in each published cell."""
        return {key: cell.shown for key, cell in self.cells.items()}

    @property
    def outside_rules(self) -> frozenset[Key]:
        """No cell: the rules decide on each."""
        return frozenset()

    @property
    def round_to(self) -> int:
        """The width of the range that each rounded number stands for, 0 when they were not rounded.

        Rounding that keeps sums can move a number by nearly a whole base either way, not half of one.
        """
        return self.profile.round_to * (2 if self.rounded_additively else 1)

    def value(self, key: Key) -> Shown:
        """What stands in one cell."""
        if key not in self.cells:
            raise DisclosureError(f"cell {key}", "a cell of the protected tables", "none of that name")
        return self.cells[key].shown

    def hidden(self) -> list[Key]:
        """Every cell that is hidden."""
        return [key for key, cell in self.cells.items() if cell.shown is Sign.CONFIDENTIAL]

    def rows(
        self, table: str | None = None, *, value: str = "value", reasons: bool = False
    ) -> list[dict[str, Shown | str]]:
        """The rows to publish, totals included; `reasons` adds rule and sentence, for the checkers only."""
        rows: list[dict[str, Shown | str]] = []
        for name, (layout, cells) in self.tables.items():
            if table not in (None, name):
                continue
            for levels in cells:
                cell = self.cells[layout.key(levels)]
                row: dict[str, Shown | str] = dict(zip(layout.dims, levels, strict=True))
                row[value] = str(cell.shown) if isinstance(cell.shown, Sign) else cell.shown
                rows.append({**row, "rule": str(cell.rule), "why": cell.why} if reasons else row)
        return rows


# ----------------------------------------------------------------
# Percentages that give no hidden count away.


def percentage(safe: SafeTable, part: Key, whole: Key, decimals: int = 1) -> Shown:
    """The part as a percentage of the whole; hidden when either is, because percentage and base give the count.

    A rounded profile gives the percentage of the rounded numbers; `[z]` says that there is nobody to divide by.
    Raises DisclosureError where either is no cell of the protected tables.
    """
    top, bottom = safe.value(part), safe.value(whole)
    if isinstance(top, Sign):
        return top
    if isinstance(bottom, Sign):
        return bottom
    return round(100 * top / bottom, decimals) if bottom else Sign.NOT_APPLICABLE


# ----------------------------------------------------------------
# Say in plain words why each cell is shown or hidden.


def say_why(rule: CellRule, rules: Profile) -> str:
    """The sentence for a rule; for a cell that protects others, `say_what_it_protects` is more exact."""
    match rule:
        case CellRule.SHOWN:
            return "Shown: no person is put at risk."
        case CellRule.ALREADY_PUBLIC:
            return "Shown: the number is already public in an earlier release, so hiding it protects nobody."
        case CellRule.TOO_FEW:
            return f"Hidden: fewer than {rules.threshold} people."
        case CellRule.ZERO:
            return "Hidden: under these rules even zero discloses too much."
        case CellRule.SAME_ANSWER:
            return "Hidden: everybody in this group gave the same answer, so the figure would tell it."
        case CellRule.DOMINATED:
            return "Hidden: a few contributors make up nearly all of the amount."
        case CellRule.TOO_CLOSE:
            return "Hidden: the second largest contributor could work out the largest too closely."
        case CellRule.PROTECTS_OTHERS:
            return "Hidden: otherwise another hidden number could be calculated by subtraction."


def say_what_it_protects(
    key: Key, near: Iterable[Relation], hidden: Collection[Key], sensitive: Collection[Key]
) -> str:
    """Which hidden cell a complementary one protects, and through which sum; `near` are the sums it is in."""
    candidates = [
        (other not in sensitive, len(relation.parts), str(other), relation)
        for relation in near
        for other in (relation.whole, *relation.parts)
        if other != key and other in hidden
    ]
    if not candidates:
        return (
            "Hidden: an earlier release or a longer chain of sums would otherwise give a hidden number away."
        )
    _, _, other, relation = min(candidates, key=lambda each: each[:3])
    return f"Hidden to protect ‘{other}’: both are in the sum that makes ‘{relation.whole}’."


def say_finding(
    finding: FeasibilityInterval,
    new: Publication,
    released: Sequence[Publication],
    relations: Sequence[Relation],
) -> str:
    """What a reader could work out, from which sum, and in which tables its figures stand."""
    sums = [relation for each in (new, *released) for relation in each.relations]
    near = [each for each in (*relations, *sums) if finding.key in (each.whole, *each.parts)]
    told = f"A reader could work out that ‘{finding.key}’ is {say_range(finding)}"
    if not near:
        is_public = any(isinstance(each.shown.get(finding.key), int | float) for each in released)
        return told + (
            ", because another release shows it." if is_public else ", from sums that no table spells out."
        )
    nearest = min(near, key=lambda each: len(each.parts))
    where = [
        getattr(each, "name", "the new table")
        for each in (new, *released)
        if any(key in each.shown for key in (nearest.whole, *nearest.parts))
    ]
    return f"{told}, starting from the sum ‘{nearest}’ and what {' and '.join(dict.fromkeys(where))} show."


def say_range(finding: FeasibilityInterval) -> str:
    """The interval in words."""
    if finding.width < 1e-6:
        return f"exactly {finding.lower:g}"
    top = "no limit above" if np.isinf(finding.upper) else f"at most {finding.upper:g}"
    return f"at least {finding.lower:g} and {top}"
