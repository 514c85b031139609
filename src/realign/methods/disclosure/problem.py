"""The question of which further cells to hide, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .equations import Bools, Equations, Floats


@dataclass(frozen=True)
class Problem:
    """Cells by number, as in `system`.

    `truth` is the value of each cell; where nobody here knows it (hidden in an earlier release), one value
    that fits. `forced` cells are hidden already. `may_hide` cells can be hidden as well. Nothing else can
    be. `judged` cells, when hidden, must have room of more than `wider_than`.
    """

    system: Equations
    truth: Floats
    forced: Bools
    may_hide: Bools
    judged: Bools
    whole: Bools
    wider_than: float

    @property
    def least_width(self) -> float:
        """The narrowest room that is wide enough, for whole numbers."""
        return float(np.floor(self.wider_than) + 1)
