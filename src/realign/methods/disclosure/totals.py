"""Levels that may stand for everybody, or for some of the others: they are asked about, never taken as one more group."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from realign.methods.signs import Sign

from .keys import TOTAL, Shown, read_shown
from .tables import ReadRow, Row, numbered, read_levels

# ----------------------------------------------------------------
# How people write “everybody”.

WHOLES = frozenset(
    {
        *("all", "any", "both", "everybody", "everyone", "overall", "persons", "people", "sum", "whole"),
        *("total", "totals", "subtotal", "subtotals", "grand total", "both sexes", "both genders"),
        *("scotland", "national", "nation", "uk", "united kingdom", "great britain"),
    }
)
"""What a total is called when it is not called `Total`, in small letters."""

_ALL_OF_THEM = re.compile(r"all (\w+ )*(\w+s|people|children|population|scotland|persons)")
_SAYS_TOTAL = re.compile(r"(sub ?)?totals? .*|.* (sub ?)?totals?|.* (overall|combined)")


def is_spelt_like_a_total(level: str) -> bool:
    """Whether a level is written as people write a total, in any case; `Total` itself is one and needs no question.

    >>> [is_spelt_like_a_total(level) for level in ("All", "TOTAL", "Scotland (total)", "All pupils")]
    [True, True, True, True]
    >>> [is_spelt_like_a_total(level) for level in ("Total", "Angus", "All of the time", "Allanton")]
    [False, False, False, False]
    """
    if level == TOTAL:
        return False
    plain = " ".join(re.sub(r"[\W_]+", " ", level.casefold()).split())
    return (
        plain in WHOLES
        or _ALL_OF_THEM.fullmatch(plain) is not None
        or _SAYS_TOTAL.fullmatch(plain) is not None
    )


# ----------------------------------------------------------------
# Which levels of a table to ask about.


@dataclass(frozen=True)
class SuspectedTotal:
    """A level that may stand for everybody, or for the levels of `parts`, and why it looks so."""

    dim: str
    level: str
    spelt_like_one: bool
    is_the_sum: bool
    parts: tuple[str, ...] = ()
    spelt_like_a_range: bool = False

    @property
    def why(self) -> str:
        """The reason in words, to follow the level’s name."""
        reasons = ["is spelt like a total"] if self.spelt_like_one else []
        reasons += ["is the sum of the others"] if self.is_the_sum else []
        if self.parts:
            ends = f"{self.parts[0]} to {self.parts[-1]}"
            reasons.append(f"names those from {ends}" if self.spelt_like_a_range else f"is the sum of {ends}")
        return " and ".join(reasons)


def suspected_totals(
    rows: Sequence[Row],
    dims: Sequence[str],
    value: str,
    *,
    settled: Collection[tuple[str, str]] = (),
    made_of: Mapping[str, Collection[str]] | None = None,
) -> list[SuspectedTotal]:
    """The levels that are spelt like a total, or whose figure is the sum of others wherever it stands: of all, or of some.

    `settled` are the pairs of dimension and level that somebody has answered for. `made_of` names, for a dimension, the
    levels that are known to be made of others, which are no question. A level is the sum of the others only where at
    least two of them are more than nothing, in every line of the table whose figures are all shown. It may be the sum of
    some where it stands next to them and chance would seldom do it, or where its name is a range of them (`S1-S3`).

    >>> rows = [{"area": "A", "n": 12}, {"area": "B", "n": 30}, {"area": "Tayside", "n": 42}]
    >>> [(each.level, each.why) for each in suspected_totals(rows, ["area"], "n")]
    [('Tayside', 'is the sum of the others')]
    """
    cells = {
        read_levels(row, tuple(dims), number): read_shown(row[value], f"row {number}, column {value}")
        for number, row in numbered(rows)
    }
    doubts = []
    for place, dim in enumerate(dims):
        known = {level for name, level in settled if name == dim} | set((made_of or {}).get(dim, ()))
        lines: dict[tuple[str, ...], dict[str, Shown]] = {}
        for levels, figure in cells.items():
            lines.setdefault((*levels[:place], *levels[place + 1 :]), {})[levels[place]] = figure
        every = dict.fromkeys(levels[place] for levels in cells)
        spelt_so = {level for level in every if is_spelt_like_a_total(level)}
        line_sums = [_LineSum.of(line, {TOTAL, *known, *spelt_so}) for line in lines.values()]
        runs = _Runs.of(lines, known)
        for level in every:
            if level == TOTAL or level in known:
                continue
            spelt, adds_up = level in spelt_so, _is_the_sum(level, line_sums)
            if spelt or adds_up:
                doubts.append(SuspectedTotal(dim, level, spelt, adds_up))
            elif parts := runs.named(level):
                doubts.append(SuspectedTotal(dim, level, False, False, parts, spelt_like_a_range=True))
            elif parts := runs.summed(level):
                doubts.append(SuspectedTotal(dim, level, False, False, parts))
    return doubts


@dataclass(frozen=True)
class _LineSum:
    """One line of a table: its figures, and what those that are not totals come to together."""

    line: Mapping[str, Shown]
    apart: Collection[str]
    total: float
    hidden: int
    above_nothing: int
    groups: int

    @classmethod
    def of(cls, line: Mapping[str, Shown], apart: Collection[str]) -> _LineSum:
        """Add up once what every level is then compared with: tables have thousands of levels."""
        groups = [figure for level, figure in line.items() if level not in apart]
        numbers = [figure for figure in groups if not isinstance(figure, Sign)]
        above = sum(number > 0 for number in numbers)
        return cls(line, apart, sum(numbers), len(groups) - len(numbers), above, len(groups))


def _is_the_sum(level: str, lines: Iterable[_LineSum]) -> bool:
    """Whether the level is the sum of all others in each line where it stands, the other totals apart."""
    telling = False
    for line in lines:
        whole = line.line.get(level, Sign.CONFIDENTIAL)
        if isinstance(whole, Sign) or line.hidden:
            continue
        itself = level not in line.apart
        others = line.total - whole if itself else line.total
        if line.groups == itself or not math.isclose(whole, others, rel_tol=1e-12, abs_tol=1e-9):
            return False
        telling = telling or line.above_nothing - (itself and whole > 0) > 1
    return telling


# ----------------------------------------------------------------
# Levels that may be the sum of some of the others.

SELDOM = 0.05
"""A sum of neighbours is asked about where fewer tables than this share would have one by chance."""

_RANGE = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b)\s*(.+)")


@dataclass(frozen=True)
class _Runs:
    """The levels of one dimension in the order of the file, and their figures line by line, totals apart."""

    order: Sequence[str]
    lines: Sequence[Mapping[str, Shown]]
    step: int

    @classmethod
    def of(cls, lines: Mapping[tuple[str, ...], Mapping[str, Shown]], known: Collection[str]) -> _Runs:
        """Lines that are totals of other lines say nothing new, and are left out where there are others."""
        apart = {TOTAL, *known}
        own = [
            line
            for others, line in lines.items()
            if not any(level == TOTAL or is_spelt_like_a_total(level) for level in others)
        ] or list(lines.values())
        order = [
            level
            for level in dict.fromkeys(level for line in own for level in line)
            if level not in apart and not is_spelt_like_a_total(level)
        ]
        whole = [figure for line in own for figure in line.values() if isinstance(figure, int)]
        return cls(order, own, math.gcd(*whole) or 1)

    def named(self, level: str) -> tuple[str, ...]:
        """The levels that the name of this one is a range of, both ends among them."""
        ends = _RANGE.fullmatch(level)
        if ends is None:
            return ()
        first, last = ends.groups()
        letters = re.match(r"[^\W\d]*", first)
        for end in (last, f"{letters.group()}{last}" if letters else last):
            if first in self.order and end in self.order and first != end:
                start, stop = sorted((self.order.index(first), self.order.index(end)))
                return tuple(each for each in self.order[start : stop + 1] if each != level)
        return ()

    def summed(self, level: str) -> tuple[str, ...]:
        """The fewest levels just before or just after this one that add up to it, if chance would seldom do that."""
        if level not in self.order:
            return ()
        place = self.order.index(level)
        before = self._shortest(level, self.order[:place][::-1])[::-1]
        return before or self._shortest(level, self.order[place + 1 :])

    def _shortest(self, level: str, beside: Sequence[str]) -> tuple[str, ...]:
        # of each line whose figures are all shown: the figure, what the run comes to, and how many parts are not nothing
        sums = {
            number: (whole, 0.0, 0)
            for number, line in enumerate(self.lines)
            if not isinstance(whole := line.get(level, Sign.CONFIDENTIAL), Sign)
        }
        if not any(whole for whole, _, _ in sums.values()):
            return ()
        for length, part in enumerate(beside, start=1):
            for number, (whole, total, parts) in list(sums.items()):
                figure = self.lines[number].get(part, 0)
                if isinstance(figure, Sign):
                    del sums[number]
                elif total + figure > whole:
                    return ()
                else:
                    sums[number] = whole, total + figure, parts + (figure > 0)
            if not sums:
                return ()
            if all(whole == total for whole, total, _ in sums.values()):
                chance = 2 * len(self.order) * math.prod(map(self._by_chance, sums.values()))
                several = any(parts > 1 for _, _, parts in sums.values())
                return tuple(beside[:length]) if several and chance <= SELDOM else ()
        return ()

    def _by_chance(self, line: tuple[float, float, int]) -> float:
        """How often running sums of parts of this size would pass exactly through the figure."""
        whole, _, parts = line
        return min(1.0, self.step * parts / whole) if whole else 1.0


def with_totals(
    rows: Iterable[Row], dims: Sequence[str], totals: Collection[tuple[str, str]]
) -> list[ReadRow]:
    """The rows with each level that stands for everybody written `Total`.

    >>> with_totals([{"area": "All", "n": 3}], ["area"], {("area", "All")})
    [{'area': 'Total', 'n': 3}]
    """
    return [
        ReadRow(
            line,
            {
                column: TOTAL if column in dims and (column, str(cell).strip()) in totals else cell
                for column, cell in row.items()
            },
        )
        for line, row in numbered(rows)
    ]
