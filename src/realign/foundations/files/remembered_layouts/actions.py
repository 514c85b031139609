"""Remembering how the table lies in files of a maker, changing what is remembered and removing it."""

from django.db import transaction

from realign.foundations.files.models import FileLayout
from realign.foundations.files.registry import format_for
from realign.foundations.files.remembered_layouts import queries
from realign.foundations.files.rules import check_layout, check_layout_name
from realign.foundations.files.table_layouts.types import TableLayout
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import check_may, check_not_changed_since, check_ours
from realign.foundations.partnerships.types import Actor


@transaction.atomic
def remember_layout(
    *, by: Actor, kind: str, format: str, title: str, layout: TableLayout, invented: bool = False
) -> FileLayout:
    """Remember how the table lies in the files of a maker; what was remembered under this name is replaced."""
    read_by = format_for(kind, format)
    check_may(by, "files.upload")
    check_may(by, read_by.permission)
    check_layout(layout, read_by)
    existing = queries.layout_called(by.partnership, title)
    check_layout_name(existing, kind, format)
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
