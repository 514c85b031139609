"""A codebook: what the columns of a file mean, what each value stands for, and which values say “missing”."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from realign.foundations.files.tables import read_table
from realign.foundations.files.types import Column, DatasetColumn, Problems

COLUMNS = (
    Column("column", "the column of the answers that this row is about", aliases=("variable", "name")),
    Column("label", "what the column holds", required=False, aliases=("variable_label", "description")),
    Column("value", "one value of the column; empty for a row that only labels it", aliases=("code",)),
    Column("value_label", "what the value stands for", aliases=("meaning",)),
    Column("missing", "yes where the value says “missing”", required=False, aliases=("is_missing",)),
)
YES = frozenset({"yes", "y", "true", "1", "x", "missing", "user-missing"})
NO = frozenset({"", "no", "n", "false", "0", "valid"})


def read_codebook(path: Path, name: str, problems: Problems) -> dict[str, DatasetColumn]:
    """A codebook from a file of its own; what is wrong with it joins the problems of the answers."""
    table = read_table(path, name, COLUMNS)
    for found in table.problems.kept:
        problems.add(found.row, f"codebook {found.column}".strip(), found.found, found.expected, found.todo)
    return from_rows(((row.number, row.values) for row in table.rows), problems)


def from_rows(rows: Iterable[tuple[int, Mapping[str, str]]], problems: Problems) -> dict[str, DatasetColumn]:
    """Gather the rows of a codebook by column. A value given twice with other words is a problem.

    >>> found = from_rows([(2, {"column": "sex", "label": "Sex", "value": "1", "value_label": "Boys"}),
    ...                    (3, {"column": "sex", "value": "999", "value_label": "No answer", "missing": "yes"})],
    ...                   Problems())
    >>> found["sex"].values, found["sex"].missing
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
        held = values.setdefault(column, {})
        said = row.get("missing", "").casefold()
        if said not in YES | NO:
            problems.add(number, "codebook missing", said, "yes or no", "Leave it empty for an answer.")
        if not value:
            continue
        words = row.get("value_label", "") or value
        if held.get(value, words) != words:
            problems.add(
                number,
                "codebook value",
                f"{column} {value} as “{words}”, and above as “{held[value]}”",
                "each value once",
            )
        held[value] = words
        if said in YES:
            missing.setdefault(column, []).append(value)
    return {
        name: DatasetColumn(name, labels[name], held, tuple(dict.fromkeys(missing.get(name, ()))))
        for name, held in values.items()
    }


def _code(text: str) -> str:
    """Spreadsheets write 1 as 1.0; a codebook means 1."""
    return text[:-2] if text.endswith(".0") and text[:-2].lstrip("-").isdigit() else text
