"""Placing boxes in layers with lines between them: which layer, which order, how far along.

A line that passes a layer takes a place of its own there, so that it does not run through a box.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

SWEEPS = 12


@dataclass(frozen=True)
class Placed:
    """Where everything stands: boxes by name in layers, and for each line the places it passes through."""

    layers: tuple[tuple[str, ...], ...]
    middles: Mapping[str, float]
    routes: tuple[tuple[str, ...], ...]


def place(
    names: Sequence[str], lines: Sequence[tuple[str, str]], widths: Mapping[str, float], gap: float
) -> Placed:
    """Layers from the top down: each box one layer below the lowest box it hangs from.

    ``lines`` run from the upper box to the lower. Raises ``ValueError`` when they run in a ring.
    """
    level = _levels(names, lines)
    routes, extra = _routes(lines, level)
    level = level | extra
    layers = [
        [name for name in level if level[name] == i] for i in range(max(level.values(), default=-1) + 1)
    ]
    above, below = defaultdict(list), defaultdict(list)
    for route in routes:
        for upper, lower in pairwise(route):
            below[upper].append(lower)
            above[lower].append(upper)
    layers = _ordered(layers, above, below)
    wide = {name: widths.get(name, 12.0) for name in level}
    middles = _middles(layers, above, below, wide, gap)
    return Placed(tuple(tuple(layer) for layer in layers), middles, tuple(routes))


def _levels(names: Sequence[str], lines: Sequence[tuple[str, str]]) -> dict[str, int]:
    level = dict.fromkeys(names, 0)
    for _ in range(len(names) + 1):
        lower = [(end, level[start] + 1) for start, end in lines if level[end] <= level[start]]
        if not lower:
            return level
        for end, deep in lower:
            level[end] = max(level[end], deep)
    ring = sorted({end for end, _ in lower})
    raise ValueError(f"The lines run in a ring through {', '.join(ring)}; take one of them out.")


def _routes(
    lines: Sequence[tuple[str, str]], level: Mapping[str, int]
) -> tuple[list[tuple[str, ...]], dict[str, int]]:
    routes: list[tuple[str, ...]] = []
    extra: dict[str, int] = {}
    for i, (start, end) in enumerate(lines):
        passed = {f"\0{i}-{deep}": deep for deep in range(level[start] + 1, level[end])}
        extra |= passed
        routes.append((start, *passed, end))
    return routes, extra


def _ordered(
    layers: list[list[str]], above: Mapping[str, list[str]], below: Mapping[str, list[str]]
) -> list[list[str]]:
    """Each layer sorted by the mean place of its neighbours, down and up a few times; the best one seen wins."""
    best, fewest = [list(layer) for layer in layers], _crossings(layers, below)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        near = above if down else below
        order = range(1, len(layers)) if down else range(len(layers) - 2, -1, -1)
        for i in order:
            beside = {name: j for j, name in enumerate(layers[i - 1 if down else i + 1])}
            now = {name: j for j, name in enumerate(layers[i])}
            layers[i].sort(key=partial(_mean, near, beside, now))
        crossings = _crossings(layers, below)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _mean(near: Mapping[str, list[str]], beside: dict[str, int], now: dict[str, int], name: str) -> float:
    """The mean place of a box's neighbours in the next layer; its own place where it has none."""
    places = [beside[other] for other in near[name] if other in beside]
    return sum(places) / len(places) if places else float(now[name])


def _crossings(layers: Sequence[Sequence[str]], below: Mapping[str, list[str]]) -> int:
    total = 0
    for upper, lower in pairwise(layers):
        place_of = {name: i for i, name in enumerate(lower)}
        ends = [(i, place_of[end]) for i, name in enumerate(upper) for end in below[name] if end in place_of]
        total += sum(1 for a in ends for b in ends if a[0] < b[0] and a[1] > b[1])
    return total


def _middles(
    layers: Sequence[Sequence[str]],
    above: Mapping[str, list[str]],
    below: Mapping[str, list[str]],
    widths: Mapping[str, float],
    gap: float,
) -> dict[str, float]:
    """Middles pulled towards the neighbours above and below, never closer than the gap; the leftmost edge is 0."""
    middles: dict[str, float] = {}
    for layer in layers:
        edge = 0.0
        for name in layer:
            middles[name] = edge + widths[name] / 2
            edge += widths[name] + gap
    for sweep in range(SWEEPS):
        order = layers if sweep % 2 == 0 else layers[::-1]
        near = above if sweep % 2 == 0 else below
        for layer in order:
            wanted = [
                sum(middles[other] for other in near[name]) / len(near[name]) if near[name] else middles[name]
                for name in layer
            ]
            for name, middle in zip(layer, _apart(wanted, [widths[n] for n in layer], gap), strict=True):
                middles[name] = middle
    left = min((middles[name] - widths[name] / 2 for name in middles), default=0)
    return {name: middle - left for name, middle in middles.items()}


def _apart(wanted: Sequence[float], widths: Sequence[float], gap: float) -> list[float]:
    """The nearest middles to the wanted ones that keep the gap, in the same order.

    Neighbours that would overlap are joined into a block that moves together, as in isotonic regression.
    """
    offsets, run = [], 0.0
    for i, width in enumerate(widths):
        run += width / 2 + (widths[i - 1] / 2 + gap if i else 0)
        offsets.append(run)
    blocks: list[list[float]] = []  # mean of wanted minus offset, count
    for middle, offset in zip(wanted, offsets, strict=True):
        blocks.append([middle - offset, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            blocks[-1] = [
                (blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count),
                blocks[-1][1] + count,
            ]
    shifts = [mean for mean, count in blocks for _ in range(int(count))]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]
