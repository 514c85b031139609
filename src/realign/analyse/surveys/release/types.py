"""What the survey room tells its rules."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TakenPart:
    """The accounts of those who asked for a release, or reworked or submitted it, and of those who ever checked it."""

    requesters: frozenset[int]
    checkers: frozenset[int]
