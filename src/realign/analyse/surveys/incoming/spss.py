"""SPSS files: variable labels, value labels, and user-missing values and ranges."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from realign.analyse.surveys.incoming.answers import Answers, code_text, distinct, number_of
from realign.analyse.surveys.incoming.typing import note_unlisted, smallest
from realign.foundations.files.isolated import UnreadableFileError, read_spss_file
from realign.foundations.files.types import DatasetColumn


def read_spss(path: Path, answers: Answers) -> None:
    """Read a .sav or .zsav file with what it says of itself. User-missing answers stay what they are."""
    try:
        file = read_spss_file(path)
    except UnreadableFileError as error:
        answers.problems.add(0, "", error.found, "an SPSS data file (.sav)", error.what_to_do)
        return
    for name in file.table.column_names:
        column = _column(file.table[name].combine_chunks())
        answers.columns[name] = column
        values = {code_text(code): str(words) for code, words in file.values.get(name, [])}
        ranges = file.missing_ranges.get(name, [])
        missing = _missing(ranges, values, distinct(column) if ranges else [])
        values |= {code: values.get(code, f"Missing ({code})") for code in missing}
        answers.described[name] = DatasetColumn(name, file.labels.get(name) or "", values, tuple(missing))
        # SPSS lets people label a few values only, so an unlabelled one is worth a note and no more
        note_unlisted(answers, name, strict=False)


def _column(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        texts = [text.strip() or None if text is not None else None for text in column.to_pylist()]
        return pa.array(texts, pa.string())
    return smallest(column)


def _missing(ranges: list[dict[str, Any]], values: dict[str, str], present: list[object]) -> list[str]:
    """Every code that the file calls missing: those named one by one, and those labelled or present in a range."""
    found: dict[str, None] = {}
    for one in ranges:
        low, high = one["lo"], one["hi"]
        if low == high or isinstance(low, str):
            found[code_text(low).strip()] = None
            continue
        inside = [code for code in values if (n := number_of(code)) is not None and low <= n <= high]
        inside += [code_text(v) for v in present if isinstance(v, int | float) and low <= v <= high]
        found |= dict.fromkeys(sorted(set(inside), key=float))
    return list(found)
