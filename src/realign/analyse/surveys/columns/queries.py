"""Reading what was remembered of columns, and what a file has."""

from collections.abc import Sequence

from django.db import models

from realign.analyse.surveys.columns import rules
from realign.analyse.surveys.data.types import HeadingRows, MappedColumn, RawColumn
from realign.analyse.surveys.models import ColumnMapping
from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership


def mappings(partnership: Partnership) -> models.QuerySet[ColumnMapping]:
    """Every remembered mapping, by name."""
    return ColumnMapping.objects.filter(partnership=partnership)


def columns_of(mapping: ColumnMapping) -> list[MappedColumn]:
    """The columns that a mapping describes, in their order."""
    return [MappedColumn.from_json(kept) for kept in mapping.columns]


def raw_columns(record: Import) -> list[RawColumn]:
    """The columns that a checked file has."""
    return [RawColumn.from_json(kept) for kept in record.summary.get("about", {}).get("raw", [])]


def headings_of(record: Import) -> HeadingRows:
    """How a checked file names its columns, as it was said or as its first rows suggest."""
    about = record.summary.get("about", {})
    return HeadingRows(record.options.get("headings") or about.get("headings") or HeadingRows.NAMES)


def offered_for(record: Import, raw: Sequence[RawColumn]) -> ColumnMapping | None:
    """The remembered mapping that fits this file best; nothing where none does."""
    known = {mapping.pk: mapping for mapping in mappings(record.partnership)}
    best = rules.best_match(
        (column.column for column in raw),
        [
            (
                pk,
                {column["column"] for column in mapping.columns},
                bool(record.producer) and mapping.producer.casefold() == record.producer.casefold(),
            )
            for pk, mapping in known.items()
        ],
    )
    return known[best] if best is not None else None
