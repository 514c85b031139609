"""The lines of a governance chart, each kept apart from the others that it has nothing to do with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from realign.foundations.design.charts.theme import GREY
from realign.foundations.design.maps.layers import Placed
from realign.foundations.design.maps.paper import path

MARGIN = 8.0
CHANNEL, CLEAR, PORT = 11.0, 17.0, 16.0
PASSED = "\0"  # how the name of a place that a line only passes through starts


@dataclass(frozen=True)
class Reporting:
    """A line from a group to the group above it; ``dotted`` where it advises but does not report."""

    lower: str
    upper: str
    dotted: bool = False


class LineRoutes:
    """Where each line runs: one channel between two layers for each box above and kind of line.

    Lines from one box share a channel, because they mean the same; lines of different boxes never do. Lines that
    arrive at one box arrive side by side.
    """

    def __init__(self, placed: Placed, lines: Sequence[Reporting], tall: float):
        self.placed, self.lines, self.tall = placed, lines, tall
        self.level = {name: i for i, layer in enumerate(placed.layers) for name in layer}
        self.channels = self._channels()
        self.ports = self._ports()
        most = max((len(gap) for gap in self.channels.values()), default=1)
        self.between = 2 * CLEAR + CHANNEL * max(most - 1, 1)
        self.height = len(placed.layers) * (tall + self.between) - self.between + 2 * MARGIN

    def top(self, name: str) -> float:
        """How far down a box starts."""
        return MARGIN + self.level[name] * (self.tall + self.between)

    def line(self, i: int) -> str:
        """One line: down from the upper box, along its channel, and down again, layer after layer."""
        dotted = self.lines[i].dotted
        steps = ""
        for upper, lower in pairwise(self.placed.routes[i]):
            start = self._across(upper) + (PORT if dotted and not upper.startswith(PASSED) else 0)
            end = self._across(lower) + self.ports.get((i, lower), 0.0)
            out = self.top(upper) + (0 if upper.startswith(PASSED) else self.tall)
            gap = self.channels[self.level[upper]]
            turn = self.top(upper) + self.tall + CLEAR + CHANNEL * gap.index((upper, dotted))
            steps += (
                f"{'L' if steps else 'M'}{start:.1f},{out:.1f}V{turn:.1f}H{end:.1f}V{self.top(lower):.1f}"
            )
        dots = {"stroke_dasharray": "2 5"} if dotted else {}
        return path(steps, stroke=GREY, stroke_width=2, **dots)

    def _across(self, name: str) -> float:
        return MARGIN + self.placed.middles[name]

    def _channels(self) -> dict[int, list[tuple[str, bool]]]:
        """The channels below each layer, from the top: solid before dotted, then from left to right."""
        channels: dict[int, set[tuple[str, bool]]] = defaultdict(set)
        for route, line in zip(self.placed.routes, self.lines, strict=True):
            for upper in route[:-1]:
                channels[self.level[upper]].add((upper, line.dotted))
        middles = self.placed.middles
        return {
            level: sorted(pairs, key=lambda pair: (pair[1], middles[pair[0]]))
            for level, pairs in channels.items()
        }

    def _ports(self) -> dict[tuple[int, str], float]:
        """How far from the middle of a box each line arrives; lines of one kind from one box arrive together."""
        arriving: dict[str, list[tuple[float, bool, int]]] = defaultdict(list)
        for i, route in enumerate(self.placed.routes):
            before = self.placed.middles[route[-2]]
            arriving[route[-1]].append((before, self.lines[i].dotted, i))
        ports = {}
        for name, arrivals in arriving.items():
            for place, (_, _, i) in enumerate(sorted(arrivals)):
                ports[i, name] = (place - (len(arrivals) - 1) / 2) * PORT
        return ports
