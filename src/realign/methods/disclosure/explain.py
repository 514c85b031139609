"""Say in plain words why each cell is shown or hidden."""

from __future__ import annotations

from .profiles import Profile
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
