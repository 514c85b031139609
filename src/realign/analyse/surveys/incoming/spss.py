"""SPSS files: variable labels, value labels, and user-missing values and ranges."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyreadstat

from realign.analyse.surveys.incoming.answers import Answers, code_text, distinct, number_of
from realign.analyse.surveys.incoming.typing import note_unlisted, smallest
from realign.foundations.files.types import DatasetColumn


def read_spss(path: Path, answers: Answers) -> None:
    """Read a .sav or .zsav file with what it says of itself. User-missing answers stay what they are."""
    try:
        frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    except (pyreadstat.ReadstatError, UnicodeDecodeError, ValueError) as error:
        answers.problems.add(
            0,
            "",
            f"a file that cannot be read ({str(error).splitlines()[0]})",
            "an SPSS data file (.sav)",
            "Open it in the program that made it and save it again.",
        )
        return
    labels: dict[str, str] = meta.column_names_to_labels
    ranges: dict[str, list[dict[str, Any]]] = meta.missing_ranges
    for name in frame.columns:
        column = _column(frame[name])
        answers.columns[name] = column
        values = {
            code_text(code): str(words) for code, words in meta.variable_value_labels.get(name, {}).items()
        }
        missing = _missing(ranges.get(name, []), values, distinct(column) if name in ranges else [])
        values |= {code: values.get(code, f"Missing ({code})") for code in missing}
        answers.described[name] = DatasetColumn(name, labels.get(name) or "", values, tuple(missing))
        # SPSS lets people label a few values only, so an unlabelled one is worth a note and no more
        note_unlisted(answers, name, strict=False)


def _column(series: "pd.Series[Any]") -> pa.Array:
    column = pa.array(series, from_pandas=True)
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
