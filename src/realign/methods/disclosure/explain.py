"""Say in plain words why each cell is shown or hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from .attack import Finding
from .keys import Key
from .knowledge import Statement
from .profiles import Profile
from .relations import Relation
from .rules import Rule


def say_why(rule: Rule, rules: Profile) -> str:
    """The sentence for a rule; for a cell that protects others, `say_what_it_protects` is more exact."""
    match rule:
        case Rule.SHOWN:
            return "Shown: nobody is put at risk."
        case Rule.ALREADY_PUBLIC:
            return "Shown: the number is already public in an earlier release, so hiding it protects nobody."
        case Rule.TOO_FEW:
            return f"Hidden: fewer than {rules.threshold} people."
        case Rule.ZERO:
            return "Hidden: under these rules even a nought tells too much."
        case Rule.SAME_ANSWER:
            return "Hidden: everybody in this group gave the same answer, so the figure would tell it."
        case Rule.DOMINATED:
            return "Hidden: a few contributors make up nearly all of the amount."
        case Rule.TOO_CLOSE:
            return "Hidden: the second largest contributor could work out the largest too closely."
        case Rule.PROTECTS_OTHERS:
            return "Hidden: otherwise another hidden number could be worked out by subtraction."


def say_what_it_protects(
    key: Key, near: Iterable[Relation], hidden: Collection[Key], sensitive: Collection[Key]
) -> str:
    """Which hidden cell a complementary one protects, and through which sum; `near` are the sums it is in."""
    found = [
        (other not in sensitive, len(relation.parts), str(other), relation)
        for relation in near
        for other in (relation.whole, *relation.parts)
        if other != key and other in hidden
    ]
    if not found:
        return (
            "Hidden: an earlier release or a longer chain of sums would otherwise give a hidden number away."
        )
    _, _, other, relation = min(found, key=lambda each: each[:3])
    return f"Hidden to protect ‘{other}’: both are in the sum that makes ‘{relation.whole}’."


def say_finding(
    finding: Finding, new: Statement, released: Sequence[Statement], relations: Sequence[Relation]
) -> str:
    """What a reader could work out, from which sum, and in which tables its figures stand."""
    sums = [relation for each in (new, *released) for relation in each.relations]
    near = [each for each in (*relations, *sums) if finding.key in (each.whole, *each.parts)]
    told = f"A reader could work out that ‘{finding.key}’ is {say_range(finding)}"
    if not near:
        return told + ", because another release shows it."
    nearest = min(near, key=lambda each: len(each.parts))
    where = [
        getattr(each, "name", "the new table")
        for each in (new, *released)
        if any(key in each.shown for key in (nearest.whole, *nearest.parts))
    ]
    return f"{told}, starting from the sum ‘{nearest}’ and what {' and '.join(dict.fromkeys(where))} show."


def say_range(finding: Finding) -> str:
    """The interval in words."""
    if finding.width < 1e-6:
        return f"exactly {finding.lower:g}"
    top = "no limit above" if np.isinf(finding.upper) else f"at most {finding.upper:g}"
    return f"at least {finding.lower:g} and {top}"
