"""Levels that may stand for everybody: they are asked about, never taken as one more group."""

from __future__ import annotations

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
    """A level that may stand for everybody, and why it looks so."""

    dim: str
    level: str
    spelt_like_one: bool
    is_the_sum: bool

    @property
    def why(self) -> str:
        """The reason in words, to follow the level’s name."""
        reasons = ["is spelt like a total"] if self.spelt_like_one else []
        reasons += ["is the sum of the others"] if self.is_the_sum else []
        return " and ".join(reasons)


def suspected_totals(
    rows: Sequence[Row],
    dims: Sequence[str],
    value: str,
    *,
    settled: Collection[tuple[str, str]] = (),
    made_of: Mapping[str, Collection[str]] | None = None,
) -> list[SuspectedTotal]:
    """The levels that are spelt like a total, or whose figure is the sum of all the others wherever it stands.

    `settled` are the pairs of dimension and level that somebody has answered for. `made_of` names, for a dimension, the
    levels that are known to be made of others, which are no question. A level is the sum of the others only where at
    least two of them are more than nothing, in every line of the table whose figures are all shown.

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
        for level in dict.fromkeys(levels[place] for levels in cells):
            if level == TOTAL or level in known:
                continue
            spelt, adds_up = is_spelt_like_a_total(level), _is_the_sum(level, lines.values(), known)
            if spelt or adds_up:
                doubts.append(SuspectedTotal(dim, level, spelt, adds_up))
    return doubts


def _is_the_sum(level: str, lines: Iterable[Mapping[str, Shown]], apart: Collection[str]) -> bool:
    """Whether the level is the sum of all others in each line where it stands, the other totals apart."""
    telling = False
    for line in lines:
        if level not in line:
            continue
        others = [
            figure
            for name, figure in line.items()
            if name not in (TOTAL, level, *apart) and not is_spelt_like_a_total(name)
        ]
        numbers = [figure for figure in others if not isinstance(figure, Sign)]
        whole = line[level]
        if isinstance(whole, Sign) or len(numbers) < len(others):
            continue
        if not others or whole != sum(numbers):
            return False
        telling = telling or sum(number > 0 for number in numbers) > 1
    return telling


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
