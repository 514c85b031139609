"""Arithmetic of where things go, so that labels do not run into each other or out of the picture."""

import math
from collections.abc import Sequence
from textwrap import wrap

CHARACTER = 7.4  # mean width of a Roboto character at 14 px
LABEL_HEIGHT = 18.0

Bounds = tuple[float, float, float]  # lowest, highest, step between gridlines


def text_width(words: str) -> float:
    """About how many pixels the longest line of a label takes."""
    return max((len(line) for line in words.split("\n")), default=0) * CHARACTER


def fold(words: str, pixels: float) -> str:
    """A label broken between words into lines of at most this many pixels; its own line breaks stay."""
    room = max(8, int(pixels / CHARACTER))
    return "\n".join(
        line for part in words.split("\n") for line in wrap(part, room, break_long_words=False) or [""]
    )


def together(words: str) -> str:
    """The words with their spaces made unbreakable, so that an entry of a key stays on one line."""
    return words.replace(" ", "\u00a0")


def lines_in(words: str) -> int:
    """How many lines a folded label has."""
    return words.count("\n") + 1


def nice_range(values: Sequence[float], *, from_zero: bool, ticks: int = 5) -> Bounds:
    """A round lowest and highest value that hold all the values, and the step between gridlines.

    From nought, whole numbers are counted in whole steps: there is no half of a target.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if from_zero:
        low, high = min(0.0, low), max(0.0, high)
    size = max(abs(low), abs(high))
    if high - low <= size * 1e-9 or size < 1e-9:  # all alike: some room around them
        room = size * 0.1 if size >= 1e-9 else 1.0
        low, high = low - (0.0 if from_zero and low >= 0 else room), high + room
    rough = (high - low) / ticks
    scale = 10.0 ** math.floor(math.log10(rough))
    counts = from_zero and all(float(value).is_integer() for value in values)
    step = next(
        scale * size
        for size in (1, 2, 2.5, 5, 10)
        if scale * size >= rough * 0.999 and not (counts and scale * size % 1 and scale * size > 1)
    )
    step = max(step, 1.0) if counts else step
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def steps(low: float, high: float, step: float) -> list[float]:
    """Where the gridlines are."""
    return [round(low + i * step, 10) for i in range(round((high - low) / step) + 1)]


def spread(wanted: Sequence[float], heights: Sequence[float], lowest: float, highest: float) -> list[float]:
    """Positions near the wanted ones at which labels of these heights do not overlap, in the same order.

    Positions are centres in pixels, growing downwards; all stay between ``lowest`` and ``highest`` if they fit.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = list(wanted)
    edge = lowest
    for i in order:
        placed[i] = max(wanted[i], edge + heights[i] / 2)
        edge = placed[i] + heights[i] / 2
    edge = highest
    for i in reversed(order):
        placed[i] = min(placed[i], edge - heights[i] / 2)
        edge = placed[i] - heights[i] / 2
    return placed


def shown_labels(labels: Sequence[str], pixels: float) -> list[int]:
    """Which labels along an axis fit beside each other: every so many, always with the last."""
    room = max((text_width(label) for label in labels), default=0) + 14
    every = max(1, math.ceil(len(labels) * room / max(pixels, 1)))
    last = len(labels) - 1
    return sorted({last - i for i in range(0, len(labels), every)})
