"""The rules for small numbers: which cells must be hidden for what they are (primary suppression), and in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from .keys import TOTAL, DisclosureError, Shown
from .relations import Levels

# ----------------------------------------------------------------
# The rules for small numbers that an organisation can choose from, by name.

THRESHOLD_OF_ITS_OWN = ", threshold "
"""Stands between the name of a profile and the threshold that it was given instead of its own."""


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
    hidden_is_at_least: int = 0
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
            values = f"threshold {self.threshold}, wider_than {self.wider_than}, round_to {self.round_to}"
            raise DisclosureError(f"profile {self.name}", "no negative number", values)
        if self.hidden_is_at_least not in ((0, 1) if self.zeros is Zeros.SHOW else (0,)):
            raise DisclosureError(
                f"profile {self.name}",
                "hidden_is_at_least 0, or 1 where noughts are shown",
                f"{self.hidden_is_at_least}, with noughts that these rules {self.zeros}",
            )
        if not 0 <= self.p_percent < 1 or not 0 < self.dominance_k <= 1:
            values = f"p_percent {self.p_percent}, dominance_k {self.dominance_k}"
            raise DisclosureError(f"profile {self.name}", "shares between 0 and 1", values)

    def with_threshold(self, threshold: int) -> Profile:
        """The same rules with another threshold, and with what an attacker may know widened to match.

        >>> profile("fewer-than-5").with_threshold(10).wider_than
        10
        """
        if threshold == self.threshold:
            return self
        name = f"{self.name}{THRESHOLD_OF_ITS_OWN}{threshold}"
        return replace(self, name=name, threshold=threshold, wider_than=threshold, verified=False)


@cache
def profiles() -> dict[str, Profile]:
    """Every profile that comes with Realign, by name."""
    text = resources.files(__package__).joinpath("profiles.toml").read_text(encoding="utf-8")
    every_profile = [
        Profile(**{**row, "zeros": Zeros(row["zeros"])}) for row in tomllib.loads(text)["profile"]
    ]
    return {each.name: each for each in every_profile}


def profile(name: str) -> Profile:
    """One profile by name."""
    known = profiles()
    if name not in known:
        raise DisclosureError("profile", "one of " + ", ".join(known), repr(name))
    return known[name]


def recorded_profile(name: str) -> Profile:
    """The rules by which something was published, by the name on its record; of rules no longer known, nothing is known.

    >>> recorded_profile("nes, threshold 12").threshold, recorded_profile("gone").hidden_is_at_least
    (12, 0)
    """
    base, _, threshold = name.partition(THRESHOLD_OF_ITS_OWN)
    if base not in profiles():
        return Profile(name, name, "", date.min, "", False, threshold=0, zeros=Zeros.SHOW, wider_than=0)
    return profile(base).with_threshold(int(threshold)) if threshold else profile(base)


# ----------------------------------------------------------------
# Which rule each cell serves. The reasons are for the people who check a release, not for publication.


class CellRule(StrEnum):
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
class PublishedCell:
    """One published cell. `rule` and `why` stay inside: which hidden cells are small helps an attacker."""

    shown: Shown
    rule: CellRule
    why: str = ""


# ----------------------------------------------------------------
# Cells that must be hidden for what they are, whatever stands around them.


def too_few(count: float, rules: Profile) -> CellRule | None:
    """The rule that hides a count for its size, if any.

    >>> from .profiles import profile
    >>> [too_few(n, profile("fewer-than-5")) for n in (0, 4, 5)]
    [None, <CellRule.TOO_FEW: 'too few'>, None]
    """
    if count == 0:
        return CellRule.ZERO if rules.zeros is Zeros.HIDE else None
    return CellRule.TOO_FEW if 0 < count < rules.threshold else None


def everyone_the_same(cells: Mapping[Levels, int], places: Sequence[int]) -> dict[Levels, tuple[Levels, ...]]:
    """Groups in which all gave one answer: the cell that holds everybody, and the noughts beside it.

    To know that a child is in the group is then to know the answer. `places` says which dimensions hold
    answers; only groups in which more than one answer was possible count.
    """
    noughts_beside: dict[Levels, tuple[Levels, ...]] = {}
    for place in places:
        for line in _lines(cells, place):
            full = [levels for levels in line if cells[levels] > 0]
            if len(line) > 1 and len(full) == 1:
                noughts_beside[full[0]] = tuple(levels for levels in line if levels != full[0])
    return noughts_beside


def _lines(cells: Mapping[Levels, int], place: int) -> list[list[Levels]]:
    lines: dict[Levels, list[Levels]] = {}
    for levels in cells:
        if levels[place] != TOTAL:
            lines.setdefault((*levels[:place], *levels[place + 1 :]), []).append(levels)
    return list(lines.values())


# ----------------------------------------------------------------
# What a set of rules does, sentence by sentence, for people who choose one or judge what came of it.


def promise_in_words(rules: Profile) -> str:
    """What is promised of every hidden count: how wide, and against whom.

    >>> from .profiles import profile
    >>> print(promise_in_words(profile("fewer-than-5")).partition(" can ")[2].partition(".")[0])
    narrow a hidden count to no fewer than 7 numbers in a row, such as 1 to 7
    """
    numbers = int(rules.wider_than) + 2
    least = rules.hidden_is_at_least
    return (
        "A reader with this table, every earlier one and these rules can narrow a hidden count to no fewer than "
        f"{numbers} numbers in a row, such as {least} to {least + numbers - 1}. "
        "People who are counted in it, or who know them, may know more."
    )


def rules_in_words(rules: Profile) -> tuple[str, ...]:
    """The rules of a profile as plain sentences.

    >>> from .profiles import profile
    >>> rules_in_words(profile("fewer-than-5"))[0]
    'A count of 1 to 4 is hidden; zero is shown.'
    """
    nought = "zero is hidden too" if rules.zeros is Zeros.HIDE else "zero is shown"
    sentences = [f"A count of 1 to {rules.threshold - 1} is hidden; {nought}."]
    if rules.same_answer:
        sentences.append(
            "A group in which everybody gave the same answer is hidden, because the figure would tell it; "
            "a zero among answers may be hidden with it."
        )
    sentences.append(f"Further numbers are hidden until this is true: {promise_in_words(rules)}")
    if rules.dominance_n:
        sentences.append(
            f"An amount is hidden when its {rules.dominance_n} largest contributors hold "
            f"{rules.dominance_k:.0%} of it or more."
        )
    if rules.p_percent:
        sentences.append(
            f"An amount is hidden when its second largest contributor could work out the largest "
            f"to within {rules.p_percent:.0%}."
        )
    if rules.minimum_for_means:
        sentences.append(
            f"Means, medians and other averages of fewer than {rules.minimum_for_means} people are hidden."
        )
    if rules.round_to:
        sentences.append(f"Counts that are shown are rounded to {rules.round_to}.")
    elif rules.rounding_offered:
        sentences.append(f"Counts may be rounded to {rules.rounding_offered}, if that is asked for.")
    return tuple(sentences)
