"""Layouts as tables, words and files; the first rows of a file."""

import json
from collections.abc import Iterable

from django.urls import reverse

from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable, SummaryRow
from realign.foundations.design.words import date_words
from realign.foundations.files import registry
from realign.foundations.files.headings.rules import column_letter
from realign.foundations.files.models import FileLayout
from realign.foundations.files.table_layouts.types import KnownLayout, TableLayout
from realign.foundations.files.tables import FirstRows

ROWS, COLUMNS, LETTERS = 10, 8, 60
"""How much of the beginning of a file a page shows."""


WHOLE = ("sheet", "header_row", "every_sheet", "own_names", "ends_when_blank", "no_value")
"""What a layout says of the whole table, before what it says of columns."""


def beginnings(begun: Iterable[FirstRows]) -> list[PlainTable]:
    """The first rows of each sheet, with the numbers and letters that a spreadsheet shows."""
    return [_beginning(start) for start in begun if start.rows]


def _beginning(start: FirstRows) -> PlainTable:
    rows = start.rows[:ROWS]
    across = max(len(cells) for _, cells in rows)
    width = min(COLUMNS, across)
    name = f"Sheet “{start.sheet}”{' (hidden)' if start.is_hidden else ''}" if start.sheet else "The file"
    return PlainTable(
        caption=f"{name}: first rows"
        + (f", columns A to {column_letter(width - 1)} of {across}" if across > width else ""),
        headers=("Row", *(column_letter(place) for place in range(width))),
        rows=[
            [
                str(number),
                *((cells[place][:LETTERS] if place < len(cells) else "") for place in range(width)),
            ]
            for number, cells in rows
        ],
    )


def format_words(known: KnownLayout) -> str:
    """The title of the format whose columns a layout names; its slug where the room that read it is gone."""
    try:
        return registry.format_for(known.kind, known.format).title
    except KeyError:
        return known.format


def layout_table(slug: str) -> TableSpec:
    """The remembered layouts."""
    return TableSpec(
        name="layouts",
        noun="layout",
        caption="Remembered layouts",
        search_fields=("title",),
        default_sort="title",
        columns=(
            Column("title", "Layout", link=FileLayout.get_absolute_url),
            Column("format", "Format", value=_format_title, sortable=False),
            Column("changed_at", "Last used or changed", kind=Kind.DATE),
        ),
        empty_title="No layout is remembered yet",
        empty_help="Import a file of another layout and say what its columns are. It is remembered here for the next file.",
        empty_action="Import a file",
        empty_url=reverse("files:choose", args=[slug]),
    )


def _format_title(file_layout: FileLayout) -> str:
    try:
        return registry.format_for(file_layout.kind, file_layout.format).title
    except KeyError:
        return file_layout.format


def published_table(known: Iterable[KnownLayout]) -> PlainTable:
    """The layouts of published downloads that come with the product."""
    return PlainTable(
        caption="Layouts of published downloads",
        headers=(
            "Layout",
            "Name for the command",
            "Format",
            "Where its header was seen",
            "When",
            "Not verified",
        ),
        rows=[
            [
                each.title,
                each.slug,
                format_words(each),
                each.source,
                date_words(each.dated),
                each.unverified or "–",
            ]
            for each in known
        ],
    )


def facts(known: KnownLayout) -> list[SummaryRow]:
    """Where the table lies and what holds for all of its rows."""
    layout = known.layout
    return [
        SummaryRow("Format", format_words(known)),
        SummaryRow(
            "Sheet",
            layout.sheet or ("every one" if layout.every_sheet else "the only one") + " with this header",
        ),
        SummaryRow("Row of the header", str(layout.header_row or "the first with these headings")),
        SummaryRow("Headings of figures", "; ".join(map(str, layout.patterns)) or "none"),
        SummaryRow(
            "The same in every row",
            "; ".join(f"{column} = {value or '(nothing)'}" for column, value in layout.same.items())
            or "nothing",
        ),
        SummaryRow(
            "Columns that it does not name",
            "those of the format with the same name" if layout.own_names else "refused",
        ),
        SummaryRow(
            "End of the table",
            "above the first row without anything in the columns used"
            if layout.ends_when_blank
            else "the last row of the sheet",
        ),
        SummaryRow(
            "Rows not used",
            "; ".join(f"{heading}: {', '.join(words)}" for heading, words in layout.rows_not_used.items())
            or "none",
        ),
        SummaryRow("Words and errors that stand for no figure", ", ".join(layout.no_value) or "none"),
        SummaryRow("Last used or changed", date_words(known.dated)),
    ]


def columns_table(layout: TableLayout) -> PlainTable:
    """What each column of the file is."""
    return PlainTable(
        caption="Columns of the file",
        headers=("Heading", "What it is"),
        rows=[[heading, role] for heading, role in layout.columns.items()],
    )


def as_toml(known: KnownLayout) -> str:
    """A layout as the file that ``--layout`` takes."""
    data = known.layout.as_data()
    plain = {"title": known.title, "kind": known.kind, "format": known.format}
    plain |= {name: data[name] for name in WHOLE if name in data}
    lines = [f"{name} = {_toml(value)}" for name, value in plain.items()]
    for name in ("columns", "same", "rows_not_used"):
        if name in data:
            lines += [
                "",
                f"[{name}]",
                *(f"{_toml(key)} = {_toml(value)}" for key, value in data[name].items()),
            ]
    for heading in data.get("headings", ()):
        lines += ["", "[[headings]]", *(f"{key} = {_toml(value)}" for key, value in heading.items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    # a text of JSON is a basic string of TOML, and so are its numbers and truth values
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
