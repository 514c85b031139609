"""A cross-table: one breakdown down the side, another along the top, totals last, and n beneath each figure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from realign.methods.signs import key_of

LONG = 20
"""With more rows than this the headings stay in sight while the table is read."""


@dataclass(frozen=True)
class CrossAxis:
    """One breakdown: its title, and its levels as code and name, the total last."""

    title: str
    levels: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CrossCell:
    """One figure as a reader sees it: its value or sign, its interval, and how many it is based on."""

    value: str
    interval: str = ""
    base: str = ""
    why: str = ""


@dataclass(frozen=True)
class CrossHeading:
    """The heading of a row or column, and whether it stands for everybody."""

    name: str
    is_total: bool = False


@dataclass(frozen=True)
class CrossRow:
    """One row: its heading and a cell for each column."""

    heading: CrossHeading
    cells: Sequence[CrossCell]


@dataclass(frozen=True)
class CrossTable:
    """Rows by columns, with a title for each side and the signs that stand in it."""

    caption: str
    rows_title: str
    columns_title: str
    columns: Sequence[CrossHeading]
    rows: Sequence[CrossRow]

    @property
    def is_long(self) -> bool:
        """Whether its headings would leave the screen while it is read."""
        return len(self.rows) > LONG

    @property
    def cells(self) -> Iterator[tuple[CrossHeading, CrossHeading, CrossCell]]:
        """Every cell with the headings of its row and column."""
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                yield row.heading, column, cell

    @property
    def key(self) -> list[tuple[str, str]]:
        """The signs that stand in this table with what they mean."""
        return key_of(words for _, _, cell in self.cells for words in (cell.value, cell.base))


def sides(first: CrossAxis, second: CrossAxis) -> tuple[CrossAxis, CrossAxis, bool]:
    """Which breakdown stands down the side and which along the top, and whether that turns them.

    Whichever has fewer levels stands along the top, so that long tables keep their shape.
    """
    turned = len(first.levels) < len(second.levels)
    return (second, first, True) if turned else (first, second, False)


def cross_table(
    caption: str,
    first: CrossAxis,
    second: CrossAxis,
    cell: Callable[[str, str], CrossCell],
    *,
    total: str,
) -> CrossTable:
    """The cells of two breakdowns, on the sides that suit them.

    ``cell`` takes a level of the first and one of the second breakdown, whichever way they stand.
    """
    down, along, turned = sides(first, second)
    return CrossTable(
        caption,
        down.title,
        along.title,
        [CrossHeading(name, code == total) for code, name in along.levels],
        [
            CrossRow(
                CrossHeading(name, code == total),
                [cell(top, code) if turned else cell(code, top) for top, _ in along.levels],
            )
            for code, name in down.levels
        ],
    )
