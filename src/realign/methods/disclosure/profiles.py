"""The rules for small numbers that an organisation can choose from, by name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from .errors import DisclosureError


class Zeros(StrEnum):
    """Whether a nought may be read."""

    SHOW = "show"
    HIDE = "hide"


@dataclass(frozen=True)
class Profile:
    """One set of rules, with where it comes from and whether anybody checked it.

    >>> rules = profile("fewer-than-5")
    >>> rules.threshold, rules.verified
    (5, False)
    """

    name: str
    title: str
    version: str
    date: date
    source: str
    verified: bool
    threshold: int
    zeros: Zeros
    wider_than: float
    same_answer: bool = False
    dominance_n: int = 0
    dominance_k: float = 1.0
    p_percent: float = 0.0
    minimum_for_means: int = 0
    round_to: int = 0
    rounding_offered: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.wider_than < 0 or self.round_to < 0:
            found = f"threshold {self.threshold}, wider_than {self.wider_than}, round_to {self.round_to}"
            raise DisclosureError(f"profile {self.name}", "no negative number", found)
        if not 0 <= self.p_percent < 1 or not 0 < self.dominance_k <= 1:
            found = f"p_percent {self.p_percent}, dominance_k {self.dominance_k}"
            raise DisclosureError(f"profile {self.name}", "shares between 0 and 1", found)

    def with_threshold(self, threshold: int) -> Profile:
        """The same rules with another threshold, and with what an attacker may know widened to match.

        >>> profile("fewer-than-5").with_threshold(10).wider_than
        10
        """
        if threshold == self.threshold:
            return self
        name = f"{self.name}, threshold {threshold}"
        return replace(self, name=name, threshold=threshold, wider_than=threshold, verified=False)


@cache
def profiles() -> dict[str, Profile]:
    """Every profile that comes with Realign, by name."""
    text = resources.files(__package__).joinpath("profiles.toml").read_text(encoding="utf-8")
    found = [Profile(**{**row, "zeros": Zeros(row["zeros"])}) for row in tomllib.loads(text)["profile"]]
    return {each.name: each for each in found}


def profile(name: str) -> Profile:
    """One profile by name."""
    known = profiles()
    if name not in known:
        raise DisclosureError("profile", "one of " + ", ".join(known), repr(name))
    return known[name]
