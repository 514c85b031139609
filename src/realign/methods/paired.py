"""Change in the same people, measured twice: how many more do well afterwards, and how sure that is."""

import math

from realign.methods.intervals import Interval, wilson


def paired_difference(n: int, before: int, better: int, worse: int, level: float = 0.95) -> Interval:
    """The share doing well afterwards minus the share before, among ``n`` people asked both times.

    ``before`` did well at the start, ``better`` of the others do now, ``worse`` did and do no longer. The interval
    is Newcombe's score interval for paired proportions, with his correction of the correlation: sound for small
    groups, and never beyond -1 to 1.
    Source: Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10.

    >>> d = paired_difference(50, before=38, better=12, worse=2)
    >>> round(d.estimate, 2), round(d.lower, 4), round(d.upper, 4)
    (0.2, 0.0569, 0.3404)
    """
    check_pairs(n, before, better, worse)
    after = before + better - worse
    first, second = wilson(after, n, level), wilson(before, n, level)
    phi = _correlation(both=before - worse, better=better, worse=worse, neither=n - before - better)
    down = _joined(first.estimate - first.lower, second.upper - second.estimate, phi)
    up = _joined(first.upper - first.estimate, second.estimate - second.lower, phi)
    change = (better - worse) / n
    return Interval(change, change - down, change + up, level)


def check_pairs(n: int, before: int, better: int, worse: int) -> None:
    """Raise ``ValueError`` for counts that cannot be of ``n`` people asked twice."""
    if n <= 0:
        raise ValueError(f"A change needs at least one person asked both times; found {n}.")
    if min(before, better, worse) < 0:
        raise ValueError(f"Counts cannot be below zero; found {before}, {better} and {worse}.")
    if worse > before:
        raise ValueError(f"Only {before} did well at the start, so {worse} cannot have stopped doing well.")
    if better > n - before:
        raise ValueError(f"Only {n - before} did not do well at the start, so {better} cannot have begun to.")


def _correlation(*, both: int, better: int, worse: int, neither: int) -> float:
    margins = (both + better) * (worse + neither) * (both + worse) * (better + neither)
    if not margins:
        return 0.0
    n = both + better + worse + neither
    cross: float = both * neither - better * worse
    if cross > 0:  # his correction: a small positive correlation counts as none
        cross = max(cross - n / 2, 0.0)
    return cross / math.sqrt(margins)


def _joined(first: float, second: float, phi: float) -> float:
    return math.sqrt(max(first**2 - 2 * phi * first * second + second**2, 0.0))
