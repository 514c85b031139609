"""What a group answers, on its way in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answered:
    """Counts of one question, by its code, and what makes the group say so."""

    code: str
    yes: int = 0
    partly: int = 0
    no: int = 0
    because: str = ""
