"""Saying how the table lies in a file, and remembering it for the next."""

from django.db import transaction

from realign.foundations.files import actions as files
from realign.foundations.files.layouts import queries
from realign.foundations.files.models import FileLayout, Import
from realign.foundations.files.registry import format_for
from realign.foundations.files.rules import check_layout
from realign.foundations.files.table_layouts.types import TableLayout
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import check_may, check_not_changed_since, check_ours
from realign.foundations.partnerships.types import Actor, Refusal


@transaction.atomic
def describe_layout(*, by: Actor, record: Import, layout: TableLayout, remember: str) -> Import:
    """Say how the table lies in a file, and remember it under a name; the file is then checked again."""
    check_may(by, "files.upload")
    record = files.answer_layout(by=by, record=record, layout=layout)
    begun = queries.beginnings(record)
    layout = queries.for_next_time(layout, begun, format_for(record.kind, record.format))
    remember_layout(
        by=by,
        kind=record.kind,
        format=record.format,
        title=remember,
        layout=layout,
        invented=record.invented,
    )
    return record


@transaction.atomic
def remember_layout(
    *, by: Actor, kind: str, format: str, title: str, layout: TableLayout, invented: bool = False
) -> FileLayout:
    """Remember how the table lies in the files of a maker; what was remembered under this name is replaced."""
    read_by = format_for(kind, format)
    check_may(by, "files.upload")
    check_may(by, read_by.permission)
    check_layout(layout, read_by)
    existing = queries.layouts(by.partnership).filter(title=title).first()
    if existing is None:
        return create_record(
            FileLayout,
            by=by,
            verb="remembered",
            slug=free_slug(FileLayout, by=by, words=title),
            title=title,
            kind=kind,
            format=format,
            content=layout.as_data(),
            invented=invented,
        )
    if (existing.kind, existing.format) != (kind, format):
        raise Refusal(
            f"There is already a layout called “{title}”, for files of another format.",
            "Choose another name.",
        )
    change_record(existing, by=by, revision=existing.revision, content=layout.as_data())
    return existing


@transaction.atomic
def change_layout(
    *, by: Actor, file_layout: FileLayout, revision: int, title: str, layout: TableLayout
) -> FileLayout:
    """Change a remembered layout or its name; files that were imported with it stay as they are."""
    format = format_for(file_layout.kind, file_layout.format)
    check_may(by, "files.upload")
    check_may(by, format.permission)
    check_layout(layout, format)
    change_record(file_layout, by=by, revision=revision, title=title, content=layout.as_data())
    return file_layout


@transaction.atomic
def remove_layout(*, by: Actor, file_layout: FileLayout, revision: int) -> None:
    """Remove a remembered layout; files that were imported with it stay as they are."""
    check_may(by, "files.upload")
    check_may(by, format_for(file_layout.kind, file_layout.format).permission)
    check_ours(by, file_layout)
    current = FileLayout.objects.select_for_update().get(pk=file_layout.pk)
    check_not_changed_since(current, revision)
    remove_record(current, by=by)
