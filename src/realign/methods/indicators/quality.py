"""Whether data are fit to be used: unusual values and missing returns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

UNUSUAL = 3.5  # Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers


@dataclass(frozen=True)
class Outlier:
    """A value far from the usual. To be checked, not deleted: the unusual may be true."""

    index: int
    value: float
    usual: float
    score: float


def outliers(values: Sequence[float | None], threshold: float = UNUSUAL) -> tuple[Outlier, ...]:
    """Values whose modified z-score (distance from the median in robust standard deviations) is large.

    Where more than half the values are equal, the mean distance from the median takes the place of the
    median distance. Source: Iglewicz and Hoaglin (1993).

    >>> [o.index for o in outliers([12, 13, 12, 14, 13, 130, None, 12])]
    [5]
    """
    known = [v for v in values if v is not None]
    if len(known) < 3:
        return ()
    usual = median(known)
    distances = np.abs(np.array(known) - usual)
    spread = 1.4826 * float(np.median(distances)) or 1.2533 * float(distances.mean())
    if spread == 0:
        return ()
    return tuple(
        Outlier(i, v, usual, (v - usual) / spread)
        for i, v in enumerate(values)
        if v is not None and abs(v - usual) / spread > threshold
    )


@dataclass(frozen=True)
class Completeness:
    """How much of what was expected has come. `missing` names what has not; `unexpected` is reported beside."""

    received: int
    expected: int
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]

    @property
    def share(self) -> float | None:
        return self.received / self.expected if self.expected else None


def completeness(received: Collection[str], expected: Collection[str]) -> Completeness:
    """Compare what came with what should have come, each thing named once (a period, an area, a service).

    >>> completeness({"Angus"}, ["Angus", "Dundee City"]).missing
    ('Dundee City',)
    """
    came, due = set(received), set(expected)
    return Completeness(
        received=len(came & due),
        expected=len(due),
        missing=tuple(sorted(due - came)),
        unexpected=tuple(sorted(came - due)),
    )
