"""Read rows of plain dictionaries, with errors that name the row and the column."""

from __future__ import annotations

from collections.abc import Mapping

from .errors import DisclosureError
from .relations import Levels
from .symbols import Symbol, read_shown

Row = Mapping[str, object]


def read_levels(row: Row, dims: tuple[str, ...], number: int) -> Levels:
    """The level of this row in each dimension."""
    return tuple(_read_level(row, dim, number) for dim in dims)


def _read_level(row: Row, dim: str, number: int) -> str:
    if dim not in row:
        columns = ", ".join(map(str, row))
        raise DisclosureError(
            f"row {number}", f"a column {dim!r}", f"columns {columns}", "Check the dimensions."
        )
    level = str(row[dim] if row[dim] is not None else "").strip()
    if not level:
        cure = "Write `Total` for a total and a word such as `Not known` for a missing answer."
        raise DisclosureError(f"row {number}, column {dim}", "a level", "nothing", cure)
    return level


def read_number(row: Row, column: str, number: int) -> int | float:
    """A number that is not negative."""
    where = f"row {number}, column {column}"
    if column not in row:
        columns = ", ".join(map(str, row))
        raise DisclosureError(f"row {number}", f"a column {column!r}", f"columns {columns}")
    shown = read_shown(row[column], where)
    if isinstance(shown, Symbol):
        cure = "Protection starts from the true numbers: give the table before anything was hidden."
        raise DisclosureError(where, "a number", str(shown), cure)
    if shown < 0:
        raise DisclosureError(where, "a number of 0 or more", str(shown))
    return shown


def read_count(row: Row, column: str, number: int) -> int:
    """A whole number of people."""
    shown = read_number(row, column, number)
    if not isinstance(shown, int):
        cure = "Protect unweighted counts; weighted estimates follow the counts they rest on."
        raise DisclosureError(f"row {number}, column {column}", "a whole number", str(shown), cure)
    return shown
