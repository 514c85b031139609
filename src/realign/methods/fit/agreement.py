"""How far two people who classify the same things agree, beyond what chance would give."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """`observed` is the share classified alike; `kappa` is None when chance alone would make all alike."""

    things: int
    observed: float
    kappa: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Cohen's kappa of two classifications of the same things, in any number of classes.

    Each pair holds what the first and the second person said of one thing. 1 is full agreement, 0 what chance
    gives, below 0 less than chance. Source: Cohen (1960), Educ Psychol Meas 20, 37-46.

    >>> agreement([("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15)
    Agreement(things=50, observed=0.7, kappa=0.4)
    """
    if not pairs:
        raise ValueError("Agreement needs at least one thing that two people classified; found none.")
    n = len(pairs)
    observed = sum(first == second for first, second in pairs) / n
    left, right = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(left[kind] * right[kind] for kind in left) / n**2
    return Agreement(
        n, observed, None if expected == 1 else round((observed - expected) / (1 - expected), 10)
    )
