"""What a file of answers turns into: a table, what its columns mean, what is wrong, what is worth knowing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from realign.foundations.files.identifiers import suspect_name, suspect_values
from realign.foundations.files.types import DatasetColumn, Problems


@dataclass
class Answers:
    """Answers as they will be kept, one row for each pupil."""

    columns: dict[str, pa.Array | pa.ChunkedArray] = field(default_factory=dict)
    described: dict[str, DatasetColumn] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)

    @property
    def table(self) -> pa.Table:
        """The columns as one table."""
        return pa.table(self.columns)

    @property
    def rows(self) -> int:
        """How many pupils there are."""
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def codebook(self) -> list[DatasetColumn]:
        """What every column means, in the order of the columns."""
        return [self.described.get(name, DatasetColumn(name)) for name in self.columns]


def number_of(text: str) -> float | None:
    """A code written as text, as a number where it is one.

    >>> number_of("888"), number_of("-1.5"), number_of("P5")
    (888.0, -1.5, None)
    """
    try:
        found = float(text)
    except ValueError:
        return None
    return found if found == found and abs(found) != float("inf") else None


def code_text(value: object) -> str:
    """A value as codebooks write it: whole numbers without a decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def distinct(column: pa.Array | pa.ChunkedArray) -> list[object]:
    """The different values of a column, nothing left out but blanks."""
    return [value for value in pc.unique(column).to_pylist() if value is not None and value == value]


def counts_by_code(column: pa.Array | pa.ChunkedArray) -> dict[str, int]:
    """How often each value occurs, by the value as text."""
    return {
        code_text(one["values"]): one["counts"]
        for one in pc.value_counts(column).to_pylist()
        if one["values"] is not None
    }


def note_identifiers(answers: Answers) -> None:
    """A problem for every column that could name a person, with the reason."""
    for name, column in answers.columns.items():
        found = suspect_name(name) or suspect_values(name, distinct(column))
        if found:
            answers.problems.add(
                1,
                name,
                f"a column that looks like {found.looks_like} ({found.because})",
                "nothing that could name a person",
                "Take the column out where the file was made: age for date of birth, data zone for postcode, "
                "a pseudonym for a name or number.",
            )


def unnamed_missing(answers: Answers, usual: Mapping[str, str]) -> list[str]:
    """Columns that hold a usual missing code which nobody named, such as 999 among answers of 1 to 5."""
    found = []
    for name, column in answers.columns.items():
        described = answers.described.get(name)
        if described and described.missing:
            continue
        if codes := usual_codes_in(column, usual):
            found.append(f"{name} ({', '.join(codes)})")
    return found


def usual_codes_in(column: pa.Array | pa.ChunkedArray, usual: Mapping[str, str]) -> list[str]:
    """The usual missing codes in a column of small whole numbers; none where they may be real values."""
    if not pa.types.is_integer(column.type):
        return []
    values = distinct(column)
    codes = {number_of(code) for code in usual}
    held = sorted(int(value) for value in values if value in codes)
    others = [value for value in values if value not in codes]
    return [str(code) for code in held] if held and all(value < held[0] / 5 for value in others) else []
