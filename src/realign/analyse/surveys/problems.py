"""Where in a file an answer or a design column is not what the estimate needs: row, column, expected, found.

Looked for only once something was refused, so that good files are read once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from realign.foundations.files.terminal import BadInput, refuse
from realign.methods.survey import LonelyPsuError, SurveyError

Mask = Any


@dataclass(frozen=True)
class Wanted:
    """A column, what each of its values must be, and whether it may be blank."""

    column: str
    expected: str
    good: Callable[[Any], Mask] | None = None
    blank: bool = False


def weight_column(column: str) -> Wanted:
    return Wanted(column, "a weight of nought or more", lambda numbers: pc.greater_equal(numbers, 0.0))


def size_column(column: str) -> Wanted:
    return Wanted(column, "a population size, or the share sampled", lambda numbers: pc.greater(numbers, 0.0))


def unit_column(column: str) -> Wanted:
    return Wanted(column, "a stratum or sampling unit on every row")


def answer_column(column: str, share: bool) -> Wanted:
    """A question's column; blanks are people who did not answer."""
    if not share:
        return Wanted(column, "a number", lambda numbers: pc.is_finite(numbers), blank=True)
    yes_or_no = "1 for yes or 0 for no (or true and false)"
    return Wanted(column, yes_or_no, lambda numbers: pc.is_in(numbers, pa.array([0.0, 1.0])), blank=True)


@contextmanager
def refusals_by_row(
    path: Path, table: Any, named: Mapping[str, Any], answers: Iterable[str], *, shares: bool
) -> Iterator[None]:
    """Whatever the estimate refuses inside, said by row and column where it lies in one."""
    wanted = [weight_column(named["weight"])]
    wanted += [size_column(named[one]) for one in ("fpc", "ssu_fpc") if named[one]]
    wanted += [answer_column(one, shares) for one in dict.fromkeys(answers)]
    wanted += [unit_column(named[one]) for one in ("stratum", "psu", "ssu") if named[one]]
    refuse_text(path, table, wanted)
    try:
        yield
    except SurveyError as error:
        refuse_first(path, table, wanted)
        if named["fpc"]:
            refuse_uneven(path, table, named["fpc"], named["stratum"])
        how = " On the command line: --lonely-psu." if isinstance(error, LonelyPsuError) else ""
        raise BadInput(f"{path.name}: {error}{how}") from error


def refuse_text(path: Path, table: Any, wanted: Iterable[Wanted]) -> None:
    """Stop where a column that must hold numbers holds text, naming the first row that does."""
    schema = table.schema()
    texts = [one for one in wanted if one.good is not None and schema[one.column].is_string()]
    if texts:
        refuse_first(path, table, texts)
        refuse(
            f"{path.name}, column {texts[0].column}", "numbers", "numbers kept as text", "Save it as numbers."
        )


def refuse_first(path: Path, table: Any, wanted: Sequence[Wanted]) -> None:
    """Stop at the first value that is not as it must be, column by column; says nothing where all are."""
    rows = table.select(*dict.fromkeys(one.column for one in wanted)).to_pyarrow()
    for one in wanted:
        column = rows.column(one.column).combine_chunks()
        bad = _bad(column, one)
        place = pc.index(bad, True).as_py()
        if place >= 0:
            value = column[place].as_py()
            found = "nothing" if value is None or value != value else f"“{value}”"
            refuse(f"{path.name}, row {place + _first_row(path)}, column {one.column}", one.expected, found)


def refuse_uneven(path: Path, table: Any, size: str, stratum: str | None) -> None:
    """Stop at the first row whose population size is not that of its stratum."""
    rows = table.select(*dict.fromkeys(one for one in (size, stratum) if one)).to_pyarrow()
    strata = rows.column(stratum).to_pylist() if stratum else [""] * rows.num_rows
    sizes: dict[Any, Any] = {}
    for place, (group, value) in enumerate(zip(strata, rows.column(size).to_pylist(), strict=True)):
        first = sizes.setdefault(group, value)
        if value != first:
            where = f"{path.name}, row {place + _first_row(path)}, column {size}"
            of = f"stratum “{group}”" if stratum else "the survey"
            refuse(where, f"{first}, the population size of {of} on its first row", str(value))


def _first_row(path: Path) -> int:
    """The number of the first row of data: a CSV's first row is its heading."""
    return 2 if path.suffix.lower() == ".csv" else 1


def _bad(column: pa.Array, wanted: Wanted) -> Mask:
    blank = column.is_null(nan_is_null=True)
    if wanted.good is None:
        return blank
    numbers = _numbers(column)
    wrong = pc.invert(pc.fill_null(wanted.good(numbers), False))
    return pc.and_not(wrong, blank) if wanted.blank else pc.or_(wrong, blank)


def _numbers(column: pa.Array) -> pa.Array:
    """The column as numbers, null where a value is no number."""
    if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
        return column.cast("float64")
    return pa.array([_number(text) for text in column.to_pylist()], "float64")


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
