"""What earlier releases have told already, and cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .attack import intervals
from .bounds import CLOSE
from .equations import Equations, Floats
from .keys import Key
from .knowledge import Knowledge, Statement
from .profiles import Profile


@dataclass(frozen=True)
class Before:
    """Public cells, hidden cells, and the bounds that the earlier releases set on each cell of the new problem."""

    public: frozenset[Key]
    hidden: frozenset[Key]
    lower: Floats
    upper: Floats
    ranges: dict[Key, tuple[float, float]]
    amounts: frozenset[str]

    def given_away(self, rules: Profile) -> set[Key]:
        """Cells hidden before that the earlier releases give away on their own: no new table is to blame."""
        return {
            key for key, (least, most) in self.ranges.items() if most - least <= self._need(key, most, rules)
        }

    def _need(self, key: Key, most: float, rules: Profile) -> float:
        return CLOSE + (rules.p_percent * most if key.measure in self.amounts else rules.wider_than)


def before(system: Equations, released: Sequence[Statement]) -> Before:
    """What the earlier releases tell about the cells of the new problem."""
    lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
    if not released:
        return Before(frozenset(), frozenset(), lower, upper, {}, frozenset())
    known = Knowledge.gather(released)
    public = set()
    for key, low, high in zip(known.system.keys, known.lower, known.upper, strict=True):
        if key not in system.place:
            continue  # a sum of earlier tables that means nothing here
        lower[system.place[key]], upper[system.place[key]] = low, high
        if low == high:
            public.add(key)
    least, most = intervals(known)
    places = {key: known.system.place[key] for key in known.hidden}
    ranges = {key: (float(least[place]), float(most[place])) for key, place in places.items()}
    return Before(frozenset(public), known.hidden, lower, upper, ranges, known.amounts)
