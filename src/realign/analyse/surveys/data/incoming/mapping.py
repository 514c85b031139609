"""From the columns of another maker's file to those that are kept, by what a person said of each."""

import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from realign.analyse.surveys.data.incoming.answers import code_text, counts_by_code, distinct, from_rows
from realign.analyse.surveys.data.incoming.several import chosen_together, known_answers, split_answers
from realign.analyse.surveys.data.incoming.typing import LONGEST_NUMBER
from realign.analyse.surveys.data.incoming.word_lists import in_order
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
from realign.methods.cells import CsvWriter
from realign.methods.numbers import number_of, whole_number_of

MOST_SHOWN = 30
LONGEST_SHOWN = 120
NOT_TICKED = frozenset({"0", "0.0", "no", "n", "false", "unchecked", "not selected", "no to:"})
YES_NO = {"1": "Yes", "0": "No"}
DECIMAL = re.compile(r"-?[0-9]+(,[0-9]+)?")
TOO_LONG = re.compile(rf"[0-9]{{{LONGEST_NUMBER + 1},}}")
CLEARLY_DECIMAL = re.compile(r"-?[0-9]+,[0-9]{2,}")
"""What 1,2 is not: two answers chosen together."""
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
    """The mapping as rows of a table, which `read_mapping` reads again."""
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
    CsvWriter(text).rows(mapping_rows(mapping))
    return text.getvalue()


def read_mapping(path: Path, name: str, problems: Problems) -> SurveyMapping:
    """A mapping from a file of its own; what is wrong with it joins the problems of the answers."""
    table = read_table(path, name, MAPPING_COLUMNS)
    for problem in table.problems.kept:
        where = f"mapping {problem.column}".strip()
        problems.add(problem.row, where, problem.found, problem.expected, problem.todo)
    rows = [(row.number, row.values) for row in table.rows]
    labelled = from_rows(rows, problems)
    roles: dict[str, tuple[ColumnRole, str]] = {}
    for number, values in rows:
        column, text = values.get("column", ""), values.get("role", "").strip().casefold()
        if not column or (not text and values.get("value")):
            continue
        try:
            roles[column] = (ColumnRole(text), values.get("kept_as", ""))
        except ValueError:
            known = ", ".join(role.value for role in ColumnRole)
            problems.add(number, "mapping role", text, f"one of {known}")
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
    name: str,
    cells: pa.Array | pa.ChunkedArray,
    question: str,
    described: DatasetColumn | None,
    *,
    decimal_commas: bool = False,
) -> RawColumn:
    """What a column holds, for the person who says what it is; values that may name somebody are left out."""
    values = distinct(cells)
    filled = len(cells) - cells.null_count
    texts = [code_text(value) for value in values]
    suspicion = suspect_name(name) or suspect_values(name, values)
    labels = dict(described.values) if described else {}
    repeats = len(texts) <= MOST_SHOWN and (len(texts) <= filled / 2 or len(texts) <= 2 or bool(labels))
    listed: list[tuple[str, int]] = []
    separator, several = "", dict[str, int]()
    if suspicion is None:
        counts = counts_by_code(cells)
        separator, several = chosen_together({text: counts[text] for text in texts})
        if repeats and all(len(text) <= LONGEST_SHOWN for text in texts):
            listed = [(text, counts[text]) for text in in_order(sorted(texts, key=_order))]
    # a number of more digits than an amount can keep tells one from another, and nothing is added up of it
    numbers = bool(texts) and all(
        number_of(text) is not None and not TOO_LONG.fullmatch(text) for text in texts
    )
    return RawColumn(
        column=name,
        question=question or (described.label if described else ""),
        values=tuple(listed),
        different=len(texts),
        filled=filled,
        blank=cells.null_count,
        numbers=numbers
        or (
            decimal_commas
            and any(CLEARLY_DECIMAL.fullmatch(text) for text in texts)
            and _with_points(cells, ()) is not None
        ),
        whole=all(whole_number_of(text) is not None for text in texts),
        suspicion=f"{suspicion.looks_like} ({suspicion.because})" if suspicion else "",
        labels=labels,
        missing=described.missing if described else (),
        several=tuple(several.items()),
        separator=separator,
    )


def _order(text: str) -> tuple[int, float, str]:
    number = number_of(text)
    return (1, 0.0, text) if number is None else (0, number, text)


def mapped(
    mapping: SurveyMapping,
    name: str,
    cells: pa.Array | pa.ChunkedArray,
    problems: Problems,
    council: CouncilNamed,
    *,
    decimal_commas: bool = False,
    row_of: Callable[[int], int] = lambda place: place + 2,
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
            yield DatasetColumn(plan.kept_as, label, YES_NO, (), plan.role.value), _ticks(cells, plan.missing)
        case role if role in SEPARATORS:
            yield from _several(plan, label, cells, problems)
        case ColumnRole.COUNCIL:
            yield _councils(plan, label, cells, problems, council)
        case _:
            values = {value: words for value, words in plan.values.items() if words not in ("", value)}
            if decimal_commas and plan.role in NUMBERS_ONLY | {ColumnRole.SCALE_ITEM, ColumnRole.NATIONAL}:
                cells = _with_points(cells, plan.missing) or cells
            if plan.role in ANSWERED:
                values = _named_values(plan, cells, problems)
            elif plan.role in NUMBERS_ONLY:
                _note_words(plan, cells, problems, OTHER_ROLE, row_of)
            elif plan.role is ColumnRole.SCALE_ITEM:
                _note_words(plan, cells, problems, CODES_OF_SCALE, row_of)
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


def _note_words(
    plan: MappedColumn,
    cells: pa.Array | pa.ChunkedArray,
    problems: Problems,
    todo: str,
    row_of: Callable[[int], int],
) -> None:
    texts = [code_text(value) for value in distinct(cells)]
    words = [text for text in texts if number_of(text) is None and text not in plan.missing]
    if words:
        values = enumerate(cells.to_pylist())
        first = next(place for place, value in values if value is not None and code_text(value) in words)
        problems.add(
            row_of(first),
            plan.column,
            ", ".join(words[:3]),
            "numbers only",
            todo,
        )


def _as_texts(cells: pa.Array | pa.ChunkedArray) -> list[str]:
    return ["" if value is None else code_text(value).strip() for value in cells.to_pylist()]


def _with_points(cells: pa.Array | pa.ChunkedArray, missing: Sequence[str]) -> pa.Array | None:
    """Numbers with a comma before their decimals, with a point instead; nothing where the cells are anything else."""
    if not pa.types.is_string(cells.type):
        return None
    texts = cells.to_pylist()
    numbers = [text for text in texts if text is not None and text not in missing]
    if not any("," in text for text in numbers):
        return None
    # a point beside commas could mark thousands or decimals: such a column is not bent into numbers
    if not all(DECIMAL.fullmatch(text) for text in numbers):
        return None
    return pa.array(
        [text if text is None or text in missing else text.replace(",", ".") for text in texts], pa.string()
    )


def _ticks(cells: pa.Array | pa.ChunkedArray, missing: Collection[str]) -> pa.Array:
    """1 where the box was ticked, 0 where it was not, and no answer for a code that means so.

    Some makers write a box that was not ticked as No or 0, others leave the cell empty. Where the column has any No, an
    empty cell belongs to a pupil who did not get that far.
    """
    texts = _as_texts(cells)
    says_no = any(text.casefold() in NOT_TICKED for text in texts if text not in missing)
    return pa.array([_tick(text, says_no, missing) for text in texts], pa.int16())


def _tick(text: str, says_no: bool, missing: Collection[str]) -> int | None:
    if text in missing or (not text and says_no):
        return None
    return 0 if not text or text.casefold() in NOT_TICKED else 1


def _several(
    plan: MappedColumn, label: str, cells: pa.Array | pa.ChunkedArray, problems: Problems
) -> Iterator[tuple[DatasetColumn, pa.Array]]:
    """A column of yes and no for each answer that was chosen by anybody; an empty cell is no answer."""
    separator = SEPARATORS[plan.role]
    words, whole = known_answers(plan.values, separator)
    chosen: list[set[str] | None] = []
    for text in _as_texts(cells):
        answers = {answer for answer in split_answers(text, separator, whole) if answer not in plan.missing}
        chosen.append(None if text in plan.missing else answers or None)
    met = sorted(set().union(*(parts for parts in chosen if parts)))
    options = [option for option in dict.fromkeys([*words, *met]) if option not in plan.missing]
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
            DatasetColumn(name, f"{label}: {words.get(option) or option}", YES_NO, (), ColumnRole.TICK.value),
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
