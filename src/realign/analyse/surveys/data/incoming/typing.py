"""From cells of text to columns of numbers or words, with every cell that does not fit named by row and column."""

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from realign.analyse.surveys.data.incoming.answers import IncomingAnswers, usual_codes_in
from realign.foundations.files.types import DatasetColumn
from realign.methods.numbers import number_of

MOSTLY = 0.9


LONGEST_NUMBER = 15
"""Digits that a decimal holds exactly; what is longer is a name, not an amount."""


FEWEST_TO_JUDGE = 3


def add_text_column(
    answers: IncomingAnswers, name: str, cells: pa.Array | pa.ChunkedArray, usual: Mapping[str, str]
) -> None:
    """Keep one column of text as what it is. ``usual`` names missing codes that hold for columns without their own."""
    cells = trimmed(cells)
    described = answers.described.get(name, DatasetColumn(name))
    texts = [value for value in pc.unique(cells).to_pylist() if value is not None]
    words = [text for text in texts if number_of(text) is None]
    labelled_words = [text for text in words if text in described.missing]
    if not words and not any(_keeps_its_noughts(text) for text in texts):
        column = as_numbers(cells)
    elif labelled_words and len(words) == len(labelled_words) < len(texts):
        column, described = _with_codes_for(cells, described, labelled_words, answers)
    elif words and _should_be_numbers(described, cells, words):
        _note_cells(answers, name, cells, words, _expected(described))
        column = cells
    else:
        column = cells
    answers.columns[name] = column
    answers.described[name] = with_usual_codes(described, column, usual)
    note_unlisted(answers, name)


def trimmed(cells: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Texts without blanks around them; an empty text is no answer."""
    cells = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(cells, ""), pa.scalar(None, cells.type), cells)


def as_numbers(cells: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Text that is all numbers as the smallest whole numbers that hold it, or as decimals."""
    return smallest(cells.cast(pa.float64()))


def smallest(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Decimals that are all whole as the smallest whole numbers that hold them."""
    if not pa.types.is_floating(column.type):
        return column
    column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    ends = pc.min_max(column).as_py()
    if ends["min"] is None or max(abs(ends["min"]), abs(ends["max"])) >= 2**53:
        return column
    if not pc.all(pc.equal(pc.floor(column), column)).as_py():
        return column
    for kind, limit in ((pa.int16(), 2**15 - 1), (pa.int32(), 2**31 - 1)):
        if -limit <= ends["min"] and ends["max"] <= limit:
            return column.cast(kind)
    return column.cast(pa.int64())


def with_usual_codes(
    described: DatasetColumn, column: pa.Array | pa.ChunkedArray, usual: Mapping[str, str]
) -> DatasetColumn:
    """Name the usual missing codes in a column that names none of its own."""
    if described.missing or not usual:
        return described
    codes = usual_codes_in(column, usual)
    values = {**described.values, **{code: described.values.get(code, usual[code]) for code in codes}}
    return replace(described, values=values, missing=tuple(codes))


def note_unlisted(answers: IncomingAnswers, name: str, *, strict: bool = True) -> None:
    """A value that the codebook does not list is a problem, where the codebook lists the answers of a question."""
    described, column = answers.described[name], answers.columns[name]
    valid = [code for code in described.values if code not in described.missing]
    if len(valid) < FEWEST_TO_JUDGE - 1:
        return
    texts = column.cast(pa.string()) if not pa.types.is_string(column.type) else column
    listed = {*described.values, *described.missing}
    unlisted = [v for v in pc.unique(texts).to_pylist() if v is not None and v not in listed]
    numbers = [number for code in valid if (number := number_of(code)) is not None]
    if numbers and len(numbers) == len(valid):
        between = [
            v for v in unlisted if (n := number_of(v)) is not None and min(numbers) <= n <= max(numbers)
        ]
        if between and len(between) <= len(unlisted):
            answers.notes.append(f"{name}: values without a label: {', '.join(sorted(between)[:8])}.")
        unlisted = [v for v in unlisted if v not in between]
    if not unlisted:
        return
    if strict:
        _note_cells(answers, name, texts, unlisted, _expected(described))
    else:
        answers.notes.append(f"{name}: values outside those labelled: {', '.join(sorted(unlisted)[:8])}.")


def _keeps_its_noughts(text: str) -> bool:
    """“007” is a code and not the number 7, and so is a number of more digits than an amount can keep."""
    return text.isdigit() and (len(text) > LONGEST_NUMBER or (len(text) > 1 and text[0] == "0"))


def _should_be_numbers(described: DatasetColumn, cells: pa.Array | pa.ChunkedArray, words: list[str]) -> bool:
    valid = [code for code in described.values if code not in described.missing]
    if valid:
        return all(number_of(code) is not None for code in valid)
    filled: int = len(cells) - cells.null_count
    stray: int = pc.sum(pc.is_in(cells, pa.array(words, cells.type))).as_py() or 0
    return stray <= (1 - MOSTLY) * filled and filled - stray >= FEWEST_TO_JUDGE


def _with_codes_for(
    cells: pa.Array | pa.ChunkedArray, described: DatasetColumn, words: list[str], answers: IncomingAnswers
) -> tuple[pa.Array | pa.ChunkedArray, DatasetColumn]:
    """Numbers among which missing is written in words: each kind of missing gets a negative code of its own."""
    taken = {number_of(code) for code in (*described.values, *described.missing)}
    free = (code for code in range(-1, -1000, -1) if code not in taken)
    codes = {word: str(next(free)) for word in sorted(words)}
    for word, code in codes.items():
        cells = pc.if_else(pc.equal(cells, word), pa.scalar(code, cells.type), cells)
    answers.notes.append(
        f"{described.name}: "
        + "; ".join(f"“{described.values.get(word, word)}” is kept as {code}" for word, code in codes.items())
        + "."
    )
    values = {code: word for word, code in codes.items() if word not in described.values}
    values = {codes.get(value, value): words for value, words in described.values.items()} | values
    missing = tuple(codes.get(value, value) for value in described.missing)
    return as_numbers(cells), replace(described, values=values, missing=missing)


def _expected(described: DatasetColumn) -> str:
    valid = [code for code in described.values if code not in described.missing]
    return f"one of {', '.join(list(described.values)[:12])}" if valid else "a number"


def _note_cells(
    answers: IncomingAnswers, name: str, cells: pa.Array | pa.ChunkedArray, wrong: list[str], expected: str
) -> None:
    places = pc.indices_nonzero(pc.fill_null(pc.is_in(cells, pa.array(wrong, cells.type)), False))
    for place in places.to_pylist():
        answers.problems.add(
            answers.row_of(place),
            name,
            str(cells[place]),
            expected,
            "Correct it, or list it in the codebook; missing = yes where it means that there is no answer.",
        )
