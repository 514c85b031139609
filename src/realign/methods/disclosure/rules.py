"""Which rule each cell serves. The reasons are for the people who check a release, not for publication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .symbols import Shown


class Rule(StrEnum):
    """Why a cell is shown or hidden."""

    SHOWN = "shown"
    ALREADY_PUBLIC = "already public"
    TOO_FEW = "too few"
    ZERO = "zero"
    SAME_ANSWER = "same answer"
    DOMINATED = "dominated"
    TOO_CLOSE = "too close to the largest"
    PROTECTS_OTHERS = "protects others"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published cell. `rule` and `why` stay inside: which hidden cells are small helps an attacker."""

    shown: Shown
    rule: Rule
    why: str = ""
