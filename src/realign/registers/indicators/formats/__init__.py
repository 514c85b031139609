"""One module for each file convention: its columns, how it is read, its scheme, and how it is registered.

A new one is a module here with ``FORMATS`` (and ``SCHEME``, where its definitions have a source of their own) and its name
in ``imports.py``.
"""

from collections.abc import Callable, Sequence
from typing import Any

from realign.foundations.files.types import (
    Changes,
    FileColumn,
    FileReading,
    ImportFormat,
    ImportOption,
    IncomingFile,
)
from realign.registers.indicators import actions
from realign.registers.indicators.checking import DECIMAL, IMPOSSIBLE

OGL = "Open Government Licence v3.0"

Reader = Callable[[IncomingFile], FileReading]


def values_format(
    *,
    columns: Sequence[FileColumn],
    reader: Reader,
    options: Sequence[ImportOption] = (IMPOSSIBLE, DECIMAL),
    permission: str = "indicators.import",
    **details: Any,
) -> ImportFormat:
    """A format of files that hold values of indicators."""
    return ImportFormat(
        kind="indicators",
        columns=tuple(columns),
        permission=permission,
        reader=reader,
        apply=_bring,
        options=tuple(options),
        **details,
    )


def definitions_format(*, columns: Sequence[FileColumn], reader: Reader, **details: Any) -> ImportFormat:
    """A format of files that say what indicators mean which are held already."""
    return ImportFormat(
        kind="indicators",
        columns=tuple(columns),
        permission="indicators.edit",
        reader=reader,
        apply=_describe,
        **details,
    )


def _bring(source: IncomingFile, reading: FileReading) -> Changes:
    source.report(0, reading.count, "Writing values")
    return actions.bring_values(by=source.by, record=source.record, findings=reading.rows)


def _describe(source: IncomingFile, reading: FileReading) -> Changes:
    return actions.describe_indicators(by=source.by, record=source.record, definitions=reading.rows)
