"""The question of which further cells to hide, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .equations import Bools, Equations, Floats


@dataclass(frozen=True)
class Problem:
    """Cells by number, as in `system`.

    `truth` is the value of each cell; where nobody here knows it (hidden in an earlier release), one value
    that fits. `floor` and `ceiling` are what earlier releases tell of a cell that is hidden now, 0 and
    endless when they tell nothing. `forced` cells are hidden already. `may_hide` cells can be hidden as
    well. Nothing else can be. `judged` cells, when hidden, must have at least their `room`.
    `watched` cells are in no table and nobody here knows them: a reader must not be able to tell that they
    lie from 1 to `threshold` - 1.
    """

    system: Equations
    truth: Floats
    floor: Floats
    ceiling: Floats
    forced: Bools
    may_hide: Bools
    judged: Bools
    watched: Bools
    whole: Bools
    room: Floats
    threshold: int

    def bounds(self, hidden: Bools) -> tuple[Floats, Floats]:
        """What a reader knows of each cell before any sum is done, when these cells are hidden."""
        return np.where(hidden, self.floor, self.truth), np.where(hidden, self.ceiling, self.truth)
