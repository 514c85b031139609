"""A file of answers in words: its columns, its kinds of missing, and where it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from realign.foundations.design.types import PlainTable
from realign.foundations.design.words import counted, date_words
from realign.foundations.files import rules
from realign.foundations.files.models import Import
from realign.foundations.files.presenters import personal_lead

FEW = 5
MOST_NAMED = 20


KINDS = {
    "int16": "whole number", "int32": "whole number", "int64": "whole number", "int8": "whole number",
    "float": "number", "double": "number", "string": "text", "bool": "yes or no",
}  # fmt: skip


def lead(record: Import, *, waits_for_columns: bool) -> str:
    """The sentence that says where a file of answers stands."""
    rows = counted(record.summary.get("rows", 0), "pupil")
    match Import.State(record.state):
        case Import.State.READY | Import.State.REFUSED if waits_for_columns:
            words = (
                "The file was read. Say what each column is before it is imported; columns that identify people "
                "are then not stored."
            )
            until = date_words(rules.last_day(record))
            personal = rules.personal_columns(record)
            waits = f" It could identify people, so it is erased unless that is done by the end of {until}."
            return f"{words}{waits if personal else ''}"
        case Import.State.CHECKING:
            return "The file is being checked. Nothing is imported until you have seen the results."
        case Import.State.REFUSED:
            columns = "Correct the columns, or correct" if record.options.get("mapping") else "Correct"
            return (
                f"The file cannot be imported: {counted(record.problem_count, 'problem')} found. "
                f"{columns} the file and upload it again."
            )
        case Import.State.PERSONAL:
            return personal_lead(record)
        case Import.State.ERASED:
            return "It was erased, because nobody imported or cancelled it in time. Nothing was imported."
        case Import.State.DISCARDED:
            return "The upload was cancelled. Nothing was imported."
        case Import.State.READY:
            return f"No problems found in the answers of {rows}. Check the columns below, then import."
        case Import.State.ACCEPTED:
            return f"Answers of {rows} have been imported. Only analysts of this survey data can open them."


def not_stored(left_out: Sequence[Sequence[str]], *, imported: bool) -> str:
    """The sentence that says which columns are not stored; nothing where all are."""
    if not left_out:
        return ""
    names = [name for name, _ in left_out]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    erased = "was erased when the answers were" if imported else "will be erased when the answers are"
    named = ", ".join(f"“{name}”" for name in names[:MOST_NAMED])
    return f"Not stored: {named}{more}. The uploaded file {erased} imported."


def columns_table(columns: Sequence[Mapping[str, Any]]) -> PlainTable:
    """What each column holds."""
    return PlainTable(
        caption="Columns and value labels",
        headers=("Column", "Label", "Kind", "Values"),
        rows=[
            [
                entry["name"],
                entry["label"] or "not described",
                KINDS.get(entry["type"], entry["type"]),
                "; ".join(entry["values"]) + (f"; and {entry['more']} more" if entry["more"] else "")
                or "not listed",
            ]
            for entry in columns
        ],
    )


def missing_table(columns: Sequence[Mapping[str, Any]]) -> PlainTable | None:
    """How often each column is missing, kind by kind; none where nothing is."""
    kinds = list(dict.fromkeys(words for entry in columns for _, words, _ in entry["missing"]))
    rows = [entry for entry in columns if entry["missing"] or entry["blank"]]
    if not rows:
        return None
    return PlainTable(
        caption="Missing answers, each kind apart",
        headers=("Column", *kinds, "Left blank"),
        rows=[[entry["name"], *_by_kind(entry, kinds), few(entry["blank"])] for entry in rows],
    )


def _by_kind(entry: Mapping[str, Any], kinds: Sequence[str]) -> list[str]:
    counts: dict[str, list[tuple[str, int]]] = {}
    for code, words, count in entry["missing"]:
        counts.setdefault(words, []).append((code, count))
    return [
        f"{few(sum(count for _, count in counts[kind]))} ({', '.join(code for code, _ in counts[kind])})"
        if kind in counts
        else "–"
        for kind in kinds
    ]


def few(count: int) -> str:
    """A number of pupils; from one to four are not told apart.

    >>> few(0), few(3), few(1200)
    ('0', 'fewer than 5', '1,200')
    """
    return f"fewer than {FEW}" if 0 < count < FEW else f"{count:,}"
