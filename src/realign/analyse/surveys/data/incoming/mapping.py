"""From the columns of another maker's file to those that are kept, by what a person said of each."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from realign.analyse.surveys.data.incoming.answers import code_text, distinct, from_rows
from realign.analyse.surveys.data.types import (
    MOST_LEVELS,
    NOT_STORED,
    NUMBERS_ONLY,
    SEPARATORS,
    ColumnRole,
    CouncilNamed,
    MappedColumn,
    RawColumn,
    SurveyMapping,
    short_name,
)
from realign.foundations.files.identifiers import suspect_name, suspect_values
from realign.foundations.files.tables import read_table
from realign.foundations.files.types import DatasetColumn, FileColumn, Problems
from realign.methods.numbers import number_of

MOST_SHOWN = 30
LONGEST_SHOWN = 120
IN_ORDER = (
    ("none of the time", "rarely", "some of the time", "often", "all of the time"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("never", "hardly ever", "sometimes", "often", "always"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("not at all", "a little", "somewhat", "quite a lot", "a lot"),
    ("very poor", "poor", "fair", "good", "very good", "excellent"),
    ("very unsafe", "unsafe", "neither safe nor unsafe", "safe", "very safe"),
)
"""Answers that questionnaires often offer, in the order in which they are asked."""
NOT_TICKED = frozenset({"0", "0.0", "no", "n", "false", "unchecked", "not selected", "no to:"})
YES_NO = {"1": "Yes", "0": "No"}
ANSWERED = frozenset(
    {ColumnRole.QUESTION, ColumnRole.MEASURE, ColumnRole.GROUP, ColumnRole.STAGE, ColumnRole.STRATUM_GROUP}
)
"""Roles whose values all need a name."""

MAPPING_COLUMNS = (
    FileColumn("column", "the column of the file, as its heading has it"),
    FileColumn("role", "what the column is, on its first row"),
    FileColumn("kept_as", "its short name in the data", required=False),
    FileColumn("label", "what the column holds", required=False),
    FileColumn("value", "one value of the column", required=False),
    FileColumn("value_label", "what the value stands for", required=False),
    FileColumn("missing", "yes where the value says “missing”", required=False),
)


def mapping_rows(mapping: SurveyMapping) -> list[list[str]]:
    """The mapping as a file has it, which `read_mapping` reads again."""
    rows = [[column.name for column in MAPPING_COLUMNS]]
    for mapped_column in mapping.columns.values():
        head = (mapped_column.column, mapped_column.role.value, mapped_column.kept_as, mapped_column.label)
        rows.append([*head, "", "", ""])
        rows += [
            [mapped_column.column, "", "", "", value, words, "yes" if value in mapped_column.missing else ""]
            for value, words in mapped_column.values.items()
        ]
        rows += [
            [mapped_column.column, "", "", "", code, "", "yes"]
            for code in mapped_column.missing
            if code not in mapped_column.values
        ]
    return rows


def mapping_file(mapping: SurveyMapping) -> str:
    """The mapping as the text of a CSV file, for a file that is read by it and for the command line."""
    text = io.StringIO()
    csv.writer(text).writerows(mapping_rows(mapping))
    return text.getvalue()


def read_mapping(path: Path, name: str, problems: Problems) -> SurveyMapping:
    """A mapping from a file of its own; what is wrong with it joins the problems of the answers."""
    table = read_table(path, name, MAPPING_COLUMNS)
    for problem in table.problems.kept:
        where = f"mapping {problem.column}".strip()
        problems.add(problem.row, where, problem.found, problem.expected, problem.todo)
    labelled = from_rows(((row.number, row.values) for row in table.rows), problems)
    roles: dict[str, tuple[ColumnRole, str]] = {}
    for row in table.rows:
        column, text = row.values.get("column", ""), row.values.get("role", "").strip().casefold()
        if not column or (not text and row.values.get("value")):
            continue
        try:
            roles[column] = (ColumnRole(text), row.values.get("kept_as", ""))
        except ValueError:
            known = ", ".join(role.value for role in ColumnRole)
            problems.add(row.number, "mapping role", text, f"one of {known}")
    columns = [
        MappedColumn(
            column,
            role,
            kept_as,
            labelled[column].label,
            _with_words(labelled[column]),
            labelled[column].missing,
        )
        for column, (role, kept_as) in roles.items()
    ]
    return SurveyMapping.of(columns)


def _with_words(column: DatasetColumn) -> dict[str, str]:
    """The values of a column, without those that only mean no answer: their rows repeat the value for want of words."""
    return {
        value: words
        for value, words in column.values.items()
        if words != value or value not in column.missing
    }


def raw_column(
    name: str, cells: pa.Array | pa.ChunkedArray, question: str, described: DatasetColumn | None
) -> RawColumn:
    """What a column holds, for the person who says what it is; values that may name somebody are left out."""
    values = distinct(cells)
    filled = len(cells) - cells.null_count
    texts = [code_text(value) for value in values]
    suspicion = suspect_name(name) or suspect_values(name, values)
    labels = dict(described.values) if described else {}
    repeats = len(texts) <= MOST_SHOWN and (len(texts) <= filled / 2 or len(texts) <= 2 or bool(labels))
    listed: list[tuple[str, int]] = []
    if repeats and suspicion is None and all(len(text) <= LONGEST_SHOWN for text in texts):
        counts = {code_text(row["values"]): row["counts"] for row in pc.value_counts(cells).to_pylist()}
        listed = [(text, counts[text]) for text in _as_asked(texts)]
    return RawColumn(
        column=name,
        question=question or (described.label if described else ""),
        values=tuple(listed),
        different=len(texts),
        filled=filled,
        blank=cells.null_count,
        numbers=bool(texts) and all(number_of(text) is not None for text in texts),
        suspicion=f"{suspicion.looks_like} ({suspicion.because})" if suspicion else "",
        labels=labels,
        missing=described.missing if described else (),
        has_lists=suspicion is None and _has_lists(texts),
    )


def _has_lists(texts: Sequence[str]) -> bool:
    """Whether most cells hold answers with semicolons between them, and the answers are fewer than the cells."""
    lists = [[part.strip() for part in text.split(";") if part.strip()] for text in texts]
    parts = {part for answers in lists for part in answers}
    several = sum(len(answers) > 1 for answers in lists)
    return several > len(texts) / 2 and 1 < len(parts) <= MOST_LEVELS and len(parts) < len(texts)


def _as_asked(texts: Sequence[str]) -> list[str]:
    """The values of a column in the order in which they are asked where that is known, else by number and alphabet."""
    given = {text.casefold().strip() for text in texts}
    for answers in IN_ORDER:
        if len(given) > 1 and given <= set(answers):
            return sorted(texts, key=lambda text: answers.index(text.casefold().strip()))
    return sorted(texts, key=_order)


def _order(text: str) -> tuple[int, float, str]:
    number = number_of(text)
    return (1, 0.0, text) if number is None else (0, number, text)


def mapped(
    mapping: SurveyMapping,
    name: str,
    cells: pa.Array | pa.ChunkedArray,
    problems: Problems,
    council: CouncilNamed,
) -> Iterator[tuple[DatasetColumn, pa.Array | pa.ChunkedArray]]:
    """The columns that one column of the file becomes: none, one, or one for each of several answers."""
    plan = mapping.columns.get(name)
    if plan is None:
        problems.add(
            1,
            name,
            "a column that the mapping does not name",
            "every column of the file in the mapping",
            "Say what it is; leave-out for a column that is not to be kept.",
        )
        return
    if plan.role in NOT_STORED:
        return
    label = plan.label or plan.column
    match plan.role:
        case ColumnRole.TICK:
            yield DatasetColumn(plan.kept_as, label, YES_NO, (), plan.role.value), _ticks(cells)
        case role if role in SEPARATORS:
            yield from _several(plan, label, cells, problems)
        case ColumnRole.COUNCIL:
            yield _councils(plan, label, cells, problems, council)
        case _:
            values = {value: words for value, words in plan.values.items() if words not in ("", value)}
            if plan.role in ANSWERED:
                values = _named_values(plan, cells, problems)
            elif plan.role in NUMBERS_ONLY:
                _note_words(plan, cells, problems, OTHER_ROLE)
            elif plan.role is ColumnRole.SCALE_ITEM:
                _note_words(plan, cells, problems, CODES_OF_SCALE)
            yield DatasetColumn(plan.kept_as, label, values, plan.missing, plan.role.value), cells


def _named_values(
    plan: MappedColumn, cells: pa.Array | pa.ChunkedArray, problems: Problems
) -> dict[str, str]:
    """Every value with its name: as it was typed, and words as they are; numbers of a question need words."""
    present = sorted((code_text(value) for value in distinct(cells)), key=_order)
    # a file of a mapping repeats the value where nobody typed words
    unnamed = [value for value in present if plan.values.get(value, "") in ("", value)]
    if len({*plan.values, *present} - set(plan.missing)) > MOST_LEVELS:
        problems.add(
            0,
            plan.column,
            f"{len(present):,} different values",
            f"at most {MOST_LEVELS} answers or groups",
            "Leave the column out where it holds free text, or group its values where the file was made.",
        )
        return {}
    codes = [value for value in unnamed if number_of(value) is not None and value not in plan.missing]
    if codes and plan.role in (ColumnRole.QUESTION, ColumnRole.MEASURE):
        problems.add(
            0,
            plan.column,
            f"{', '.join(codes[:8])} without words",
            "what each number stands for",
            "Type the words, or say that the column is a score.",
        )
    named = {value: words or value for value, words in plan.values.items()}
    return named | {value: value for value in unnamed if value not in named}


OTHER_ROLE = "Choose something else for this column, or say which words mean that there is no answer."
CODES_OF_SCALE = "Upload a file with the numbers of the scale, or choose a question: words cannot be scored."


def _note_words(plan: MappedColumn, cells: pa.Array | pa.ChunkedArray, problems: Problems, todo: str) -> None:
    texts = [code_text(value) for value in distinct(cells)]
    words = [text for text in texts if number_of(text) is None and text not in plan.missing]
    if words:
        problems.add(
            0,
            plan.column,
            ", ".join(words[:3]),
            "numbers only",
            todo,
        )


def _as_texts(cells: pa.Array | pa.ChunkedArray) -> list[str]:
    return ["" if value is None else code_text(value).strip() for value in cells.to_pylist()]


def _ticks(cells: pa.Array | pa.ChunkedArray) -> pa.Array:
    """1 where the box was ticked, 0 where the cell is empty or says no."""
    return pa.array(
        [0 if not text or text.casefold() in NOT_TICKED else 1 for text in _as_texts(cells)], pa.int16()
    )


def _several(
    plan: MappedColumn, label: str, cells: pa.Array | pa.ChunkedArray, problems: Problems
) -> Iterator[tuple[DatasetColumn, pa.Array]]:
    """A column of yes and no for each answer that was chosen by anybody; an empty cell is no answer."""
    separator = SEPARATORS[plan.role]
    chosen = [
        {part.strip() for part in text.split(separator) if part.strip()} if text else None
        for text in _as_texts(cells)
    ]
    options = list(dict.fromkeys([*plan.values, *sorted(set().union(*(parts for parts in chosen if parts)))]))
    if len(options) > MOST_LEVELS:
        problems.add(
            0,
            plan.column,
            f"{len(options):,} different answers",
            f"at most {MOST_LEVELS}",
            "Choose what stands between the answers, or leave the column out where it holds free text.",
        )
        return
    taken: set[str] = set()
    for option in options:
        name = f"{plan.kept_as[:20]}_{short_name(option)[:24]}".rstrip("_")
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        yield (
            DatasetColumn(
                name, f"{label}: {plan.values.get(option) or option}", YES_NO, (), ColumnRole.TICK.value
            ),
            pa.array([None if parts is None else int(option in parts) for parts in chosen], pa.int16()),
        )


def _councils(
    plan: MappedColumn,
    label: str,
    cells: pa.Array | pa.ChunkedArray,
    problems: Problems,
    council: CouncilNamed,
) -> tuple[DatasetColumn, pa.Array]:
    """Names and codes of council areas as the codes that every released table uses."""
    texts = _as_texts(cells)
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for text in sorted(set(texts) - {""} - set(plan.missing)):
        area = council(plan.values.get(text) or text) or council(text)
        if area is None:
            problems.add(
                0,
                plan.column,
                text,
                "a council area of Scotland",
                "Type its name, or call the column a group.",
            )
            continue
        codes[text], names[area[0]] = area[0], area[1]
    values = dict(sorted(names.items(), key=lambda pair: pair[1]))
    return (
        DatasetColumn(plan.kept_as, label, values, (), plan.role.value),
        pa.array([codes.get(text) for text in texts], pa.string()),
    )
