"""The mappings that are remembered, and what was said of each column."""

from collections.abc import Sequence

from django.urls import reverse

from realign.analyse.surveys.columns.types import ROLE_WORDS
from realign.analyse.surveys.data.types import MappedColumn
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable


def mapping_table(slug: str) -> TableSpec:
    """The remembered mappings."""
    return TableSpec(
        name="mappings",
        noun="mapping",
        caption="Column mappings",
        search_fields=("title", "producer"),
        default_sort="title",
        columns=(
            Column("title", "Mapping", link=lambda mapping: mapping.get_absolute_url()),
            Column("producer", "Who collected the answers"),
            Column(
                "columns",
                "Columns",
                kind=Kind.NUMBER,
                value=lambda mapping: len(mapping.columns),
                sortable=False,
            ),
            Column("changed_at", "Last used or changed", kind=Kind.DATE),
        ),
        empty_title="No column mapping yet",
        empty_help="Upload survey data and say what each column is. It is remembered here for the next file.",
        empty_action="Upload survey data",
        empty_url=reverse("surveys:bring", args=[slug]),
    )


def columns_table(columns: Sequence[MappedColumn]) -> PlainTable:
    """What was said of each column."""
    return PlainTable(
        caption="Columns of the mapping",
        headers=("Column", "What it is", "Short name", "Label", "Values"),
        rows=[
            [
                mapped.column,
                ROLE_WORDS[mapped.role],
                mapped.kept_as or "–",
                mapped.label or "–",
                "; ".join(
                    f"{value} {words}{' (missing)' if value in mapped.missing else ''}"
                    for value, words in mapped.values.items()
                )
                or "–",
            ]
            for mapped in columns
        ],
    )
