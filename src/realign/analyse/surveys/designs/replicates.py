"""Replicate weights: which columns hold them, and what their method multiplies by.

Knows no model and needs no Django, so that `realign survey` runs where there is no site.
"""

import re
from collections.abc import Sequence

from realign.methods.survey import Method


def expanded(typed: str, columns: Sequence[str]) -> list[str]:
    """The columns that “rw1-rw80”, “rw*” or “a, b, c” mean, in their order; those that are not there too.

    >>> expanded("rw1-rw3", ["w", "rw1", "rw2", "rw3"]), expanded("rw*", ["w", "rw_a", "rw_b"])
    (['rw1', 'rw2', 'rw3'], ['rw_a', 'rw_b'])
    """
    names: list[str] = []
    for part in (part.strip() for part in typed.split(",") if part.strip()):
        run = re.fullmatch(r"(.*?)(\d+)\s*-\s*\1(\d+)", part)
        if run:
            width = len(run[2]) if run[2].startswith("0") else 0
            names += [f"{run[1]}{number:0{width}}" for number in range(int(run[2]), int(run[3]) + 1)]
        elif part.endswith("*"):
            names += [name for name in columns if name.startswith(part[:-1])]
        else:
            names.append(part)
    return list(dict.fromkeys(names))


def usual_scale(method: Method, count: int, fay: float = 0.0) -> float:
    """What the method’s own rule multiplies the sum of squares by.

    BRR 1/R, Fay 1/(R (1 − k)²), JK1 (R − 1)/R, bootstrap 1/R; JKn has none of its own. Source: K. M. Wolter (2007),
    Introduction to Variance Estimation, chapters 3 to 5.

    >>> usual_scale(Method.BRR, 4), usual_scale(Method.FAY, 4, 0.5), usual_scale(Method.JK1, 4)
    (0.25, 1.0, 0.75)
    """
    match method:
        case Method.BRR | Method.BOOTSTRAP:
            return 1 / count
        case Method.FAY:
            return 1 / (count * (1 - fay) ** 2)
        case Method.JK1:
            return (count - 1) / count
        case Method.JKN:
            raise ValueError("a stratified jackknife needs its scale from the survey’s documentation")
