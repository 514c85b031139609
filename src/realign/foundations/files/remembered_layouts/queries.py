"""The layouts that are known, and what the first rows of a file look like."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import models

from realign.foundations.files import registry
from realign.foundations.files.headings.rules import is_header
from realign.foundations.files.models import FileLayout, Import
from realign.foundations.files.storage import full_path
from realign.foundations.files.table_layouts.types import KnownLayout, TableLayout
from realign.foundations.files.tables import FirstRows, first_rows
from realign.foundations.files.types import ImportFormat
from realign.foundations.partnerships.models import Partnership


def layouts(partnership: Partnership) -> models.QuerySet[FileLayout]:
    """Every remembered layout, by name."""
    return FileLayout.objects.filter(partnership=partnership).select_related("changed_by")


def layout_called(partnership: Partnership, title: str) -> FileLayout | None:
    """The layout remembered under a name."""
    return layouts(partnership).filter(title=title).first()


def known(record: FileLayout) -> KnownLayout:
    """A remembered layout as the reader of files takes it."""
    return KnownLayout(
        record.slug,
        record.title,
        record.kind,
        record.format,
        TableLayout.from_data(record.content),
        dated=record.changed_at.date(),
    )


def known_layouts(partnership: Partnership, format: ImportFormat) -> list[KnownLayout]:
    """The layouts that files of a format may have: those remembered here, then those of published downloads."""
    remembered = layouts(partnership).filter(kind=format.kind, format=format.slug)
    return [*map(known, remembered), *registry.layouts(format.kind, format.slug)]


def beginnings(record: Import) -> list[FirstRows]:
    """The first rows of every sheet of an uploaded file; nothing where it was erased or cannot be read."""
    path = full_path(record.upload.path)
    if not path.exists():
        return []
    return first_rows(path, record.upload.name)


def fitting(
    known: Iterable[KnownLayout], begun: Iterable[FirstRows], format: ImportFormat
) -> list[KnownLayout]:
    """The layouts whose headings stand in the file, each with the one sheet where they do, if it is one only."""
    begun = list(begun)
    fit = []
    for each in known:
        places = places_of(each.layout, begun, format)
        if len({sheet for sheet, _ in places}) == 1 and not each.layout.every_sheet:
            fit.append(replace(each, layout=replace(each.layout, sheet=places[0][0])))
        elif places:
            fit.append(each)
    return fit


def places_of(layout: TableLayout, begun: Iterable[FirstRows], format: ImportFormat) -> list[tuple[str, int]]:
    """The sheets, with the row of the header, where a layout finds its headings; a hidden sheet only where it names it."""
    places = []
    for start in begun:
        if layout.sheet not in ("", start.sheet) or (start.is_hidden and not layout.sheet):
            continue
        for number, cells in start.rows:
            if layout.header_row in (0, number) and is_header(cells, layout, format.columns):
                places.append((start.sheet, number))
                break
    return places


def for_next_time(layout: TableLayout, begun: Iterable[FirstRows], format: ImportFormat) -> TableLayout:
    """The layout as it is remembered: without the sheet and the row where its headings alone find them."""
    begun = list(begun)
    place = places_of(layout, begun, format)
    for looser in (replace(layout, sheet="", header_row=0), replace(layout, header_row=0)):
        if places_of(looser, begun, format) == place:
            return looser
    return layout
