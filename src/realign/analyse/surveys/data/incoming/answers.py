"""What a file of answers turns into, and the codebook that says what its columns and values mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from realign.analyse.surveys.data.types import CouncilNamed, HeadingRows, RawColumn, SurveyMapping
from realign.foundations.files.identifiers import suspect_name, suspect_values
from realign.foundations.files.tables import read_table
from realign.foundations.files.types import DatasetColumn, FileColumn, Problems
from realign.methods.numbers import number_of


@dataclass
class IncomingAnswers:
    """Answers as they will be kept, one row for each pupil."""

    columns: dict[str, pa.Array | pa.ChunkedArray] = field(default_factory=dict)
    described: dict[str, DatasetColumn] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    raw: list[RawColumn] = field(default_factory=list)
    """The columns as the file has them."""
    headings: HeadingRows | None = None
    """How the file names its columns; what its first rows suggest where nobody said."""
    heading_rows: int = 1
    places: pa.Array | None = None
    """Which rows of the file are kept, by their place; all of them where nothing else is known."""
    decimal_commas: bool = False
    """True where 1,5 may be one and a half: semicolons stand between cells."""
    book: dict[str, DatasetColumn] = field(default_factory=dict)
    """What the codebook says, by the names that the file has."""
    mapping: SurveyMapping | None = None
    """What a person said of each column; nothing until somebody did."""
    council: CouncilNamed = lambda text: None

    @property
    def table(self) -> pa.Table:
        """The columns as one table."""
        return pa.table(self.columns)

    @property
    def rows(self) -> int:
        """How many pupils there are."""
        return len(next(iter(self.columns.values()))) if self.columns else 0

    def row_of(self, place: int) -> int:
        """The row of the file, counted from 1 for its first, in which the pupil at a place stands."""
        in_file = place if self.places is None else self.places[place].as_py()
        return int(in_file) + 1 + self.heading_rows

    def codebook(self) -> list[DatasetColumn]:
        """What every column means, in the order of the columns."""
        return [self.described.get(name, DatasetColumn(name)) for name in self.columns]


def code_text(value: object) -> str:
    """A value as codebooks write it: whole numbers without a decimal point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def distinct(column: pa.Array | pa.ChunkedArray) -> list[object]:
    """The different values of a column, nothing left out but blanks."""
    return [value for value in pc.unique(column).to_pylist() if value is not None and value == value]


def counts_by_code(column: pa.Array | pa.ChunkedArray) -> dict[str, int]:
    """How often each value occurs, by the value as text."""
    return {
        code_text(counted["values"]): counted["counts"]
        for counted in pc.value_counts(column).to_pylist()
        if counted["values"] is not None
    }


def note_identifiers(answers: IncomingAnswers) -> tuple[str, ...]:
    """A problem for every column that could name a person, with the reason; answers which columns those are."""
    personal = []
    for name, column in answers.columns.items():
        suspicion = suspect_name(name) or suspect_values(name, distinct(column))
        if suspicion:
            personal.append(name)
            answers.problems.add(
                1,
                name,
                f"a column that looks like {suspicion.looks_like} ({suspicion.because})",
                "nothing that could identify a person",
                "Say that it is an identifier, so that it is not stored; or take it out where the file was made: age for "
                "date of birth, data zone for postcode, a pseudonym for a name or number.",
            )
    return tuple(personal)


def unnamed_missing(answers: IncomingAnswers, usual: Mapping[str, str]) -> list[str]:
    """Columns that hold a usual missing code which nobody named, such as 999 among answers of 1 to 5."""
    columns = []
    for name, column in answers.columns.items():
        described = answers.described.get(name)
        if described and described.missing:
            continue
        if codes := usual_codes_in(column, usual):
            columns.append(f"{name} ({', '.join(codes)})")
    return columns


def usual_codes_in(column: pa.Array | pa.ChunkedArray, usual: Mapping[str, str]) -> list[str]:
    """The usual missing codes in a column of small whole numbers; none where they may be real values."""
    if not pa.types.is_integer(column.type):
        return []
    values = [int(str(value)) for value in distinct(column)]
    codes = {number_of(code) for code in usual}
    met = sorted(value for value in values if value in codes)
    others = [value for value in values if value not in codes]
    return [str(code) for code in met] if met and all(value < met[0] / 5 for value in others) else []


COLUMNS = (
    FileColumn("column", "the column of the answers that this row is about", aliases=("variable", "name")),
    FileColumn("label", "what the column holds", required=False, aliases=("variable_label", "description")),
    FileColumn("value", "one value of the column; empty for a row that only labels it", aliases=("code",)),
    FileColumn("value_label", "what the value stands for", aliases=("meaning",)),
    FileColumn("missing", "yes where the value says “missing”", required=False, aliases=("is_missing",)),
)


YES = frozenset({"yes", "y", "true", "1", "x", "missing", "user-missing"})


NO = frozenset({"", "no", "n", "false", "0", "valid"})


def read_codebook(path: Path, name: str, problems: Problems) -> dict[str, DatasetColumn]:
    """A codebook from a file of its own; what is wrong with it joins the problems of the answers."""
    table = read_table(path, name, COLUMNS)
    for problem in table.problems.kept:
        problems.add(
            problem.row, f"codebook {problem.column}".strip(), problem.found, problem.expected, problem.todo
        )
    return from_rows(((row.number, row.values) for row in table.rows), problems)


def from_rows(rows: Iterable[tuple[int, Mapping[str, str]]], problems: Problems) -> dict[str, DatasetColumn]:
    """Gather the rows of a codebook by column. A value given twice with other words is a problem.

    >>> codebook = from_rows([(2, {"column": "sex", "label": "Sex", "value": "1", "value_label": "Boys"}),
    ...                    (3, {"column": "sex", "value": "999", "value_label": "No answer", "missing": "yes"})],
    ...                   Problems())
    >>> codebook["sex"].values, codebook["sex"].missing
    ({'1': 'Boys', '999': 'No answer'}, ('999',))
    """
    labels: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    missing: dict[str, list[str]] = {}
    for number, row in rows:
        column, value = row.get("column", ""), _code(row.get("value", ""))
        if not column:
            problems.add(number, "codebook column", "nothing", "the name of a column of the answers")
            continue
        labels[column] = labels.get(column) or row.get("label", "")
        meanings = values.setdefault(column, {})
        is_missing = row.get("missing", "").casefold()
        if is_missing not in YES | NO:
            problems.add(number, "codebook missing", is_missing, "yes or no", "Leave it empty for an answer.")
        if not value:
            continue
        words = row.get("value_label", "") or value
        if meanings.get(value, words) != words:
            problems.add(
                number,
                "codebook value",
                f"{column} {value} as “{words}”, and above as “{meanings[value]}”",
                "each value once",
            )
        meanings[value] = words
        if is_missing in YES:
            missing.setdefault(column, []).append(value)
    return {
        name: DatasetColumn(name, labels[name], meanings, tuple(dict.fromkeys(missing.get(name, ()))))
        for name, meanings in values.items()
    }


def _code(text: str) -> str:
    """Spreadsheets write 1 as 1.0; a codebook means 1."""
    return text[:-2] if text.endswith(".0") and text[:-2].lstrip("-").isdigit() else text
