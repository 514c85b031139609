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
    widths: dict[Key, float]

    def given_away(self, rules: Profile) -> set[Key]:
        """Cells hidden before that the earlier releases give away on their own: no new table is to blame."""
        return {key for key, width in self.widths.items() if width <= rules.wider_than + CLOSE}


def before(system: Equations, released: Sequence[Statement]) -> Before:
    """What the earlier releases tell about the cells of the new problem."""
    lower, upper = np.zeros(len(system.keys)), np.full(len(system.keys), np.inf)
    if not released:
        return Before(frozenset(), frozenset(), lower, upper, {})
    known = Knowledge.gather(released)
    public = set()
    for key, low, high in zip(known.system.keys, known.lower, known.upper, strict=True):
        lower[system.place[key]], upper[system.place[key]] = low, high
        if low == high:
            public.add(key)
    least, most = intervals(known)
    widths = {
        key: float(most[known.system.place[key]] - least[known.system.place[key]]) for key in known.hidden
    }
    return Before(frozenset(public), known.hidden, lower, upper, widths)
