"""Patterns in a sequence of points, before anybody says what they mean.

All functions take the points that count, in order, and answer with positions in that order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Streak:
    """Points `members` make a pattern between `start` and `end`; `side` is 1 up or above, -1 below."""

    start: int
    end: int
    side: int
    members: tuple[int, ...]


def one_sided(sides: Sequence[int], *, ignore_zero: bool) -> list[Streak]:
    """Every run on one side of the centre, longest possible; zeros are skipped over, or break a run.

    >>> [s.members for s in one_sided([1, 0, 1, -1], ignore_zero=True)]
    [(0, 2), (3,)]
    >>> [s.members for s in one_sided([1, 0, 1, -1], ignore_zero=False)]
    [(0,), (2,), (3,)]
    """
    runs: list[list[int]] = []
    current = 0
    for position, side in enumerate(sides):
        if side == 0:
            current = current if ignore_zero else 0
        elif side == current:
            runs[-1].append(position)
        else:
            runs.append([position])
            current = side
    return [_streak(run, sides[run[0]]) for run in runs]


def monotone(values: Sequence[float], *, ignore_equal: bool) -> list[Streak]:
    """Every unbroken climb or fall, with its first point; a repeated value is skipped over, or breaks it.

    >>> [s.members for s in monotone([1, 2, 2, 3, 1], ignore_equal=True)]
    [(0, 1, 3), (3, 4)]
    """
    kept = [0] if values else []
    for position in range(1, len(values)):
        if not (ignore_equal and values[position] == values[kept[-1]]):
            kept.append(position)
    streaks: list[list[int]] = []
    current = 0
    for before, after in pairwise(kept):
        step = (values[after] > values[before]) - (values[after] < values[before])
        if step != 0 and step == current:
            streaks[-1].append(after)
        elif step != 0:
            streaks.append([before, after])
        current = step
    return [_streak(run, 1 if values[run[-1]] > values[run[0]] else -1) for run in streaks]


def crowded(
    positions: Sequence[float], *, need: int, of: int, beyond: float, all_on_side: bool
) -> list[Streak]:
    """Windows of `of` points with at least `need` more than `beyond` sigma out on the same side.

    With `all_on_side` the remaining points of the window must be on that side of the centre too. Windows
    that overlap become one streak; its members are only the points that are far out. A point without limits
    (not-a-number) is neither far out nor known to be on the side.
    """
    streaks: list[Streak] = []
    for side in (1, -1):
        inside: set[int] = set()
        for first in range(len(positions) - of + 1):
            window = [side * z for z in positions[first : first + of]]
            if sum(z > beyond for z in window) >= need and not (
                all_on_side and not all(z > 0 for z in window)
            ):
                inside.update(range(first, first + of))
        for start, end in _stretches(sorted(inside)):
            far = tuple(i for i in range(start, end + 1) if side * positions[i] > beyond)
            streaks.append(Streak(start, end, side, far))
    return sorted(streaks, key=lambda streak: streak.start)


def hugging(positions: Sequence[float], *, within: float) -> list[Streak]:
    """Stretches of points all closer than `within` sigma to the centre."""
    near = [i for i, z in enumerate(positions) if abs(z) < within]
    return [Streak(start, end, 0, tuple(range(start, end + 1))) for start, end in _stretches(near)]


def _stretches(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring whole numbers joined: 1, 2, 3, 7 becomes (1, 3), (7, 7)."""
    stretches: list[tuple[int, int]] = []
    for position in positions:
        if stretches and position == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], position)
        else:
            stretches.append((position, position))
    return stretches


def _streak(run: list[int], side: int) -> Streak:
    return Streak(run[0], run[-1], side, tuple(run))
