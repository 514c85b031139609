"""Survey estimates a second time, straight from the definitions, one cell and one person at a time.

Slow on purpose, and shares no code with the package: it is what the package is checked against.
"""

import math
from collections import defaultdict


def value_and_variance(rows, stat, *, inside=lambda row: True, below=None, fpc=None):
    """(estimate, variance) of one cell. Rows are dicts with w, stratum, psu, y; None is a missing answer."""
    units = defaultdict(set)
    for row in rows:
        units[row["stratum"]].add(row["psu"])
    answered = [row for row in rows if inside(row) and row["y"] is not None]
    if below:
        answered = [row for row in answered if row[below] is not None]
    x = (lambda row: row[below]) if below else (lambda row: 1)
    top, bottom = sum(r["w"] * r["y"] for r in answered), sum(r["w"] * x(r) for r in answered)
    value = top if stat == "total" else top / bottom
    score = defaultdict(float)
    for r in answered:
        z = r["w"] * r["y"] if stat == "total" else r["w"] * (r["y"] - value * x(r)) / bottom
        score[r["stratum"], r["psu"]] += z
    variance = 0.0
    for stratum, psus in units.items():
        n, scores = len(psus), [score[stratum, psu] for psu in psus]
        if n == 1:
            continue
        left = 1.0
        if fpc:
            left = 1 - n / next(row[fpc] for row in rows if row["stratum"] == stratum)
        mean = math.fsum(scores) / n
        variance += left * n / (n - 1) * math.fsum((z - mean) ** 2 for z in scores)
    return value, variance


def degrees_of_freedom(rows, inside=lambda row: True):
    """Units minus strata, of those with somebody in the group whose weight is above zero."""
    there = [row for row in rows if inside(row) and row["w"] > 0]
    return len({(r["stratum"], r["psu"]) for r in there}) - len({r["stratum"] for r in there})


def deff(rows, variance, *, stat="mean", inside=lambda row: True, replace=False):
    """Variance over that of a simple random sample as large."""
    answered = [row for row in rows if inside(row) and row["y"] is not None]
    n, total = len(answered), sum(r["w"] for r in answered)
    mean = sum(r["w"] * r["y"] for r in answered) / total
    spread = sum(r["w"] * (r["y"] - mean) ** 2 for r in answered) / total * n / (n - 1)
    simple = spread / n * (1 if replace else 1 - n / total)
    return variance / (simple * total**2 if stat == "total" else simple)
