"""Imports, problems and datasets as tables and words."""

from datetime import date

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.files import registry, rules
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.storage import full_path, megabytes
from realign.foundations.files.table_layouts.types import NOT_USED, TableLayout

MOST_VALUES = 12
_TONES = {
    Import.State.CHECKING: Tone.INFO,
    Import.State.READY: Tone.ATTENTION,
    Import.State.REFUSED: Tone.BAD,
    Import.State.ACCEPTED: Tone.GOOD,
    Import.State.DISCARDED: Tone.NEUTRAL,
    Import.State.ERASED: Tone.NEUTRAL,
    Import.State.PERSONAL: Tone.BAD,
}


def state(record: Import, *, waits_for_another: bool = False) -> Status:
    """How far an import has come, as a status; a checked one waits for the reader unless for another person."""
    if rules.waits_for_columns(record, columns_page(record)):
        return Status("Waiting for you to say what its columns are", Tone.ATTENTION)
    if rules.waits_for_layout(record):
        return Status("Waiting for you to say how it is laid out", Tone.ATTENTION)
    if waits_for_another and record.state == Import.State.READY:
        return Status("Checked, waiting for another person", _TONES[Import.State.READY])
    return Status(record.get_state_display(), _TONES[Import.State(record.state)])


def columns_page(record: Import) -> str:
    """The name of the page where a person says what the columns of such a file are; empty for most."""
    try:
        return registry.format_for(record.kind, record.format).columns_page
    except KeyError:
        return ""


def format_title(record: Import) -> str:
    """The format in words; its slug where the room that read it is gone."""
    try:
        return registry.format_for(record.kind, record.format).title
    except KeyError:
        return record.format


def rows_words(record: Import) -> str:
    """How many rows of the file were read, in words."""
    return counted(record.summary.get("rows", 0), "row")


def imports_table(slug: str) -> TableSpec:
    """Every attempt to take in a file."""
    kinds = [(kind, kind.capitalize()) for kind in registry.kinds()]
    return TableSpec(
        name="imports",
        noun="file",
        caption="Imports",
        search_fields=("title", "producer", "upload__name"),
        default_sort="-started_at",
        columns=(
            Column("title", "File", link=Import.get_absolute_url),
            Column("kind", "Contents", value=lambda record: record.kind.capitalize()),
            Column("producer", "Published by"),
            Column(
                "rows",
                "Rows",
                value=lambda record: record.summary.get("rows"),
                kind=Kind.NUMBER,
                sortable=False,
            ),
            Column("state", "State", value=state, kind=Kind.STATUS),
            Column(
                "started_by",
                "Uploaded by",
                value=lambda record: record.started_by or "Realign",
                sortable="started_by__name",
            ),
            Column("started_at", "On", kind=Kind.DATE),
        ),
        filters=(
            Filter("kind", "Contents", choices=kinds),
            Filter("state", "State", choices=Import.State.choices),
        ),
        empty_title="No imports yet",
        empty_help="Import figures, areas and lists from files. Each file is checked and shown to "
        "you before it is imported.",
        empty_action="Import a file",
        empty_url=reverse("files:choose", args=[slug]),
    )


PROBLEMS = TableSpec(
    name="problems",
    noun="problem",
    caption="Problems by row and column",
    columns=(
        Column("row", "Row", value=lambda problem: problem.row or "whole file", sortable=False),
        Column("column", "Column", sortable=False),
        Column("found", "Found", sortable=False),
        Column("expected", "Expected", sortable=False),
        Column("todo", "What to do", sortable=False),
    ),
    page_size=200,
)


def lead(record: Import, *, waits_for_another: bool = False) -> str:
    """The sentence that says where an import is and what it means, to whoever may import it or waits for another."""
    summary = record.summary
    if rules.waits_for_columns(record, columns_page(record)):
        return "The file was read. It can be imported once you have said what each of its columns is."
    if rules.waits_for_layout(record):
        return "The file cannot be read until you have said which sheet, row and columns its figures are in."
    match Import.State(record.state):
        case Import.State.ERASED:
            return "It was erased, because nobody imported or cancelled it in time. Nothing was changed."
        case Import.State.PERSONAL:
            return personal_lead(record)
        case Import.State.CHECKING:
            return "The file is being checked. Nothing is imported until you have seen the results."
        case Import.State.REFUSED:
            many = counted(record.problem_count, "problem")
            return f"Not imported: {many} found. Correct the file and upload it again."
        case Import.State.DISCARDED:
            erased = "" if full_path(record.upload.path).exists() else " The uploaded file was erased."
            return f"It was cancelled. Nothing was changed.{erased}"
        case Import.State.READY if not summary.get("new") and not summary.get("changed"):
            return "No problems were found. Everything in the file is already in the system."
        case Import.State.READY if waits_for_another:
            return f"No problems were found in {rows_words(record)}. Another person must import it."
        case Import.State.READY:
            return f"No problems were found in {rows_words(record)}. Select Import to add what it holds."
        case Import.State.ACCEPTED if not summary.get("new") and not summary.get("changed"):
            return "Imported. Everything in the file was already in the system."
        case Import.State.ACCEPTED:
            return f"Imported in full: {rows_words(record)}."


def preview_table(record: Import) -> PlainTable | None:
    """What a file holds that waits to be imported; nothing where its format shows none."""
    preview = record.summary.get("preview")
    if record.state != Import.State.READY or not preview or not preview["rows"]:
        return None
    listed = len(preview["rows"])
    more = f": the first {listed:,} of {listed + preview['left_out']:,}" if preview["left_out"] else ""
    return PlainTable(f"{preview['caption']}{more}", preview["headers"], preview["rows"])


def personal_lead(record: Import) -> str:
    """What a refused file could have told of people, and what became of it."""
    columns = get_text_list([f"“{column}”" for column in rules.personal_columns(record)], "and")
    return (
        f"The file was refused, because it could identify people by {columns}. Nothing was imported, and the uploaded file "
        "was erased. A backup made while it was here may still hold it."
    )


def facts(record: Import) -> list[SummaryRow]:
    """Where the file is from and what it does."""
    summary = record.summary
    rows = [
        SummaryRow("Format", format_title(record)),
        SummaryRow("File", f"{record.upload.name} ({megabytes(record.upload.size)})"),
        SummaryRow("Published by", record.producer or "not recorded"),
        SummaryRow("Terms", record.licence or "not recorded"),
        SummaryRow("Published or fetched", date_words(record.published)),
        SummaryRow("Uploaded by", f"{record.started_by or 'Realign'} on {date_words(record.started_at)}"),
        SummaryRow("Fingerprint (sha256)", record.upload.sha256),
    ]
    if record.layout:
        rows.insert(1, SummaryRow("Layout", layout_words(TableLayout.from_data(record.layout))))
    if record.state in rules.LEFT:
        rows.append(
            SummaryRow("Kept until", f"{date_words(rules.last_day(record))}, then erased unless imported")
        )
    if record.state in {Import.State.READY, Import.State.ACCEPTED}:
        rows[1:1] = [
            SummaryRow("Rows read", f"{summary.get('rows', 0):,}"),
            SummaryRow("New", _records(record, "new", "added")),
            SummaryRow("Changed", _records(record, "changed", "updated")),
            SummaryRow("Unchanged", f"{counted(summary.get('unchanged', 0), 'record')} already held"),
        ]
    return rows


def layout_words(layout: TableLayout) -> str:
    """Where the table lies in the file and how its columns are told, in words."""
    parts = [f"sheet “{layout.sheet}”"] if layout.sheet else ["every sheet"] if layout.every_sheet else []
    parts.append(
        f"header in row {layout.header_row}"
        if layout.header_row
        else "header in the first row with its headings"
    )
    if layout.columns:
        parts.append(f"{counted(len(layout.columns), 'column')} named")
    if layout.own_names:
        parts.append("other columns by their own names")
    parts += [f"headings written “{each.pattern}”" for each in layout.patterns if each.column != NOT_USED]
    # it decides what every figure is, and is nowhere in the file: whoever imports by a remembered layout must see it
    parts += [f"in every row {column} = {value or '(nothing)'}" for column, value in layout.same.items()]
    parts += [f"no figure where it says {word}" for word in layout.no_value]
    parts += [
        f"rows not used where {heading} is {' or '.join(words)}"
        for heading, words in layout.rows_not_used.items()
    ]
    return ", ".join(parts)


def _records(record: Import, what: str, done: str) -> str:
    """How many records an import adds or updates, before it is imported or after."""
    number = record.summary.get(what, 0)
    would = "would be" if record.state == Import.State.READY else "was" if number == 1 else "were"
    return f"{counted(number, 'record')} {would} {done}"


def dataset_status(dataset: Dataset, today: date) -> Status:
    """Whether the data are in use, past their last day or erased, as a status."""
    if not dataset.path:
        return Status("Erased", Tone.NEUTRAL)
    if rules.has_expired(dataset, today):
        return Status("Past its last day", Tone.BAD, "Erase it, or agree a later date.")
    return Status("In use", Tone.GOOD)


def dataset_facts(dataset: Dataset) -> list[SummaryRow]:
    """What is kept, since when, until when and where it came from."""
    return [
        SummaryRow("Rows", f"{dataset.rows:,}"),
        SummaryRow("Kept since", date_words(dataset.created_at.date())),
        SummaryRow(
            "May be used until", date_words(dataset.expires_on) if dataset.expires_on else "no end set"
        ),
        SummaryRow("Uploaded file", dataset.upload.name if dataset.upload else "made here, not from a file"),
        SummaryRow("Source", dataset.source or "not stated"),
        SummaryRow("Fingerprint", dataset.sha256[:16]),
    ]


def dataset_columns(dataset: Dataset) -> PlainTable:
    """Its columns with what they mean; never an answer."""
    return PlainTable(
        caption="Columns",
        headers=("Column", "Meaning", "Kind", "Values", "Codes for no answer"),
        rows=[
            [
                column["name"],
                column["label"],
                column["type"],
                "; ".join(f"{value} {name}" for value, name in list(column["values"].items())[:MOST_VALUES]),
                ", ".join(column["missing"]),
            ]
            for column in dataset.columns
        ],
    )


def datasets_table(today: date) -> TableSpec:
    """The datasets of surveys, to search and sort, with what they came from and whether they are still in use."""
    return TableSpec(
        name="datasets",
        noun="dataset",
        caption="Survey data, restricted",
        search_fields=("title", "source"),
        default_sort="title",
        columns=(
            Column("title", "Dataset", link=Dataset.get_absolute_url),
            Column("rows", "Rows", kind=Kind.NUMBER),
            Column(
                "columns",
                "Columns",
                value=lambda dataset: len(dataset.columns),
                kind=Kind.NUMBER,
                sortable=False,
            ),
            Column(
                "state",
                "State",
                value=lambda dataset: dataset_status(dataset, today),
                kind=Kind.STATUS,
                sortable=False,
            ),
            Column("expires_on", "May be used until", kind=Kind.DATE),
            Column("created_at", "Kept since", kind=Kind.DATE),
            Column(
                "invented",
                "Tags",
                value=lambda dataset: ["Invented data"] if dataset.invented else [],
                kind=Kind.TAGS,
                sortable=False,
            ),
        ),
        empty_title="No datasets yet",
        empty_help="Survey data are kept outside the database until a set date, without anything "
        "that identifies a person.",
    )
