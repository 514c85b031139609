"""Keeping files, and taking them in: checked, then whole or not at all."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pyarrow as pa
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from realign.foundations.audit import actions as audit
from realign.foundations.files import queries
from realign.foundations.files.models import Dataset, Import, Upload
from realign.foundations.files.registry import format_for
from realign.foundations.files.remembered_layouts.actions import remember_layout
from realign.foundations.files.remembered_layouts.queries import beginnings, for_next_time, layout_called
from realign.foundations.files.rules import (
    LEFT,
    LIFE,
    check_layout,
    check_layout_name,
    check_no_identifiers,
    check_past_last_day,
    check_second_person,
    personal_columns,
)
from realign.foundations.files.storage import fingerprint, full_path, settle, store, write_parquet
from realign.foundations.files.table_layouts.types import REMEMBER, TableLayout
from realign.foundations.files.types import (
    SHOWN,
    Changes,
    DatasetColumn,
    FileReading,
    ImportFormat,
    IncomingFile,
    Problem,
    Problems,
    Report,
)
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal
from realign.methods.cells import CsvWriter, writable


def store_upload(*, by: Actor, name: str, chunks: Iterable[bytes]) -> Upload:
    """Keep a file as it arrived, with its fingerprint. The same file under the same name is kept once.

    ``chunks`` are written as they come; beyond the size limit nothing is left and the refusal says the limit.
    """
    check_may(by, "files.upload")
    stored = store(f"uploads/{by.partnership.slug}", chunks, limit=settings.REALIGN_MAX_UPLOAD_BYTES)
    with transaction.atomic():
        upload, is_new = Upload.objects.get_or_create(
            partnership=by.partnership,
            name=writable(name)[-255:],
            sha256=stored.sha256,
            defaults={
                "size": stored.size,
                "path": stored.path,
                "uploaded_by_id": by.user_id,
                "uploaded_at": by.at,
            },
        )
        if is_new:
            audit.record(by=by, verb="uploaded", subject=upload, detail={"sha256": stored.sha256})
    return upload


@transaction.atomic
def start_import(
    *,
    by: Actor,
    upload: Upload,
    format: ImportFormat,
    title: str = "",
    producer: str = "",
    licence: str = "",
    published: datetime.date | None = None,
    invented: bool = False,
    options: Mapping[str, str] | None = None,
    layout: TableLayout | None = None,
) -> Import:
    """Begin to take in a file; it is checked next and changes nothing until it is accepted."""
    check_may(by, "files.upload")
    check_may(by, format.permission)
    options = {name: value for name, value in (options or {}).items() if value}
    _check_options(format, options)
    layout = layout or TableLayout()
    check_layout(layout, format)
    title = title or f"{format.title}: {upload.name}"[:200]
    for option in format.options:
        if option.from_title is not None and option.name not in options:
            options[option.name] = option.from_title(by, title)
    record = Import(
        partnership=by.partnership,
        upload=upload,
        kind=format.kind,
        format=format.slug,
        title=title,
        producer=producer or format.producer,
        licence=licence or format.licence,
        published=published,
        invented=invented,
        options=options,
        layout=layout.as_data(),
        started_by_id=by.user_id,
        started_at=by.at,
    )
    record.full_clean()
    record.save(force_insert=True)
    audit.record(by=by, verb="started to import", subject=record, detail={"format": format.slug})
    return record


def check_import(*, by: Actor, record: Import, report: Report = lambda done, total, message: None) -> Import:
    """Read the file, find every problem, and count what it would change. Writes none of its rows."""
    format = format_for(record.kind, record.format)
    check_may(by, format.permission)
    LIFE.check_can_become(record, Import.State.READY)
    reading = _read(by, record, format, report)
    with transaction.atomic():
        record = _locked(by, record)
        LIFE.check_can_become(record, Import.State.READY)
        _note_reading(record, reading)
        record.save()
        verb = "found problems in" if reading.problems else "checked"
        audit.record(by=by, verb=verb, subject=record, detail=_in_short(record.summary))
        if reading.personal and reading.is_described:
            record = erase_personal(by=by, record=record)
    return record


@transaction.atomic
def erase_personal(*, by: Actor, record: Import) -> Import:
    """Erase a refused file that could identify people, under every name that it was uploaded, and what was quoted from it.

    Which columns it was refused for, its fingerprint and that it was erased stay on record.
    """
    check_may(by, format_for(record.kind, record.format).permission)
    upload = record.upload
    for other in queries.imports_of_file(upload).select_for_update(of=("self",)):
        columns = personal_columns(other) or personal_columns(record)
        other.state, other.decided_at = Import.State.PERSONAL, by.at
        # the reason names a column and never a value; other problems may quote cells
        other.problems = [
            problem for problem in other.problems if problem["row"] == 1 and problem["column"] in columns
        ]
        other.problem_count = len(other.problems)
        other.summary = {"rows": other.summary.get("rows", 0), "personal": columns}
        other.save()
        audit.record(by=by, verb="erased the file of", subject=other, detail={"sha256": upload.sha256})
        transaction.on_commit(partial(queries.problems_path(other).unlink, missing_ok=True))
    transaction.on_commit(partial(full_path(upload.path).unlink, missing_ok=True))
    return queries.import_record(by.partnership, record.pk)


@transaction.atomic
def answer_options(*, by: Actor, record: Import, options: Mapping[str, str]) -> Import:
    """Say more about a file that was checked and not imported, so that it can be checked again."""
    record = _locked(by, record)
    format = format_for(record.kind, record.format)
    check_may(by, format.permission)
    LIFE.check_can_become(record, Import.State.CHECKING)
    options = {name: value for name, value in {**record.options, **options}.items() if value}
    _check_options(format, options)
    record.options, record.state = options, Import.State.CHECKING
    record.save(update_fields=("options", "state"))
    audit.record(by=by, verb="described", subject=record, detail={"options": sorted(options)})
    return record


@transaction.atomic
def answer_layout(*, by: Actor, record: Import, layout: TableLayout, remember: str = "") -> Import:
    """Say how the table lies in a file that was checked and not imported, so that it can be checked again.

    Under the name ``remember`` the layout is offered for other files, from when a file that was read by it is imported.
    """
    record = _locked(by, record)
    format = format_for(record.kind, record.format)
    check_may(by, format.permission)
    LIFE.check_can_become(record, Import.State.CHECKING)
    check_layout(layout, format)
    record.state, record.layout = Import.State.CHECKING, layout.as_data()
    if remember:
        check_layout_name(layout_called(by.partnership, remember), record.kind, record.format)
        record.layout[REMEMBER] = remember
    record.save(update_fields=("state", "layout"))
    audit.record(by=by, verb="described the layout of", subject=record, detail={"layout": record.layout})
    return record


@transaction.atomic
def erase_file(*, by: Actor, record: Import) -> None:
    """Erase the file of an import from disk, unless another import of it still waits; its fingerprint stays on record."""
    check_may(by, format_for(record.kind, record.format).permission)
    upload = record.upload
    waiting = LEFT if record.state == Import.State.ERASED else (Import.State.CHECKING, Import.State.READY)
    others = Import.objects.filter(upload__path=upload.path).exclude(pk=record.pk)
    if others.filter(state__in=waiting).exists():
        return
    if record.state in (Import.State.DISCARDED, Import.State.ERASED) and _stands_behind_data(others):
        return
    audit.record(by=by, verb="erased the file of", subject=record, detail={"sha256": upload.sha256})
    transaction.on_commit(partial(full_path(upload.path).unlink, missing_ok=True))


def _stands_behind_data(imports: QuerySet[Import]) -> bool:
    """Whether figures that were imported from the same file are still kept; answers of a survey may have been erased."""
    if not imports.filter(state=Import.State.ACCEPTED).exists():
        return False
    answers = Dataset.objects.filter(upload__imports__in=imports)
    return not answers.exists() or answers.exclude(path="").exists()


@transaction.atomic
def accept_import(*, by: Actor, record: Import, report: Report = lambda done, total, message: None) -> Import:
    """Take the file in: all of its rows or none. Read and checked once more, since the world may have moved on.

    Accepting what is already held changes nothing; ``record.summary`` says so.
    """
    record = _locked(by, record)
    format = format_for(record.kind, record.format)
    check_may(by, format.permission)
    LIFE.check_can_become(record, Import.State.ACCEPTED)
    check_second_person(by, record, second_person=format.second_person)
    reading = _read(by, record, format, report)
    _note_reading(record, reading)
    record.decided_at = by.at
    if not reading.problems:
        changes = format.apply(_source(by, record, report), reading)
        record.state = Import.State.ACCEPTED
        record.summary = _summary(changes, reading)
        _remember_layout(by, record, format)
    record.save()
    verb = "found problems in" if reading.problems else "imported"
    audit.record(by=by, verb=verb, subject=record, detail=_in_short(record.summary))
    return erase_personal(by=by, record=record) if reading.personal and reading.is_described else record


def _remember_layout(by: Actor, record: Import, format: ImportFormat) -> None:
    """Offer the layout by which a file was imported for others, if whoever described it gave it a name."""
    if title := record.layout.get(REMEMBER):
        layout = for_next_time(TableLayout.from_data(record.layout), beginnings(record), format)
        existing = layout_called(by.partnership, title)
        if existing is not None and (existing.kind, existing.format) != (record.kind, record.format):
            # the name was given to a layout of another format meanwhile; the figures are imported all the same
            title = f"{title} ({format.title})"[:200]
        remember_layout(
            by=by,
            kind=record.kind,
            format=record.format,
            title=title,
            layout=layout,
            invented=record.invented,
        )


@transaction.atomic
def discard_import(*, by: Actor, record: Import) -> Import:
    """Cancel a checked file: nothing of it is imported, and it is erased where no other import has the same file."""
    record = _locked(by, record)
    check_may(by, format_for(record.kind, record.format).permission)
    LIFE.check_can_become(record, Import.State.DISCARDED)
    record.state, record.decided_at = Import.State.DISCARDED, by.at
    record.problems, record.summary = [], {"rows": record.summary.get("rows", 0)}
    record.save(update_fields=("state", "decided_at", "problems", "summary"))
    audit.record(by=by, verb="cancelled", subject=record)
    erase_file(by=by, record=record)
    transaction.on_commit(partial(queries.problems_path(record).unlink, missing_ok=True))
    return record


@transaction.atomic
def erase_left_import(*, by: Actor, record: Import) -> Import:
    """Erase a file that was neither imported nor cancelled by its last day, and what was quoted from it as problems.

    That it came, its fingerprint and that it was erased stay on record.
    """
    record = _locked(by, record)
    check_past_last_day(record, by.at)
    record.state, record.decided_at, record.problems = Import.State.ERASED, by.at, []
    record.save(update_fields=("state", "decided_at", "problems"))
    erase_file(by=by, record=record)
    transaction.on_commit(partial(queries.problems_path(record).unlink, missing_ok=True))
    return record


def _locked(by: Actor, record: Import) -> Import:
    return (
        Import.objects.select_for_update(of=("self",))
        .select_related("upload", "partnership")
        .get(pk=record.pk, partnership=by.partnership)
    )


def _source(by: Actor, record: Import, report: Report) -> IncomingFile:
    path = full_path(record.upload.path)
    layout = TableLayout.from_data(record.layout)
    return IncomingFile(path, record.upload.name, by, record, record.options, report, layout)


def _read(by: Actor, record: Import, format: ImportFormat, report: Report) -> FileReading:
    source = _source(by, record, report)
    if not source.path.exists() or fingerprint(source.path) != record.upload.sha256:
        raise Refusal("The uploaded file is missing or was altered on disk.", "Upload the file again.")
    report(0, 0, f"Reading {record.upload.name}")
    reading = format.reader(source)
    personal = reading.personal or tuple(reading.problems.personal)
    return replace(reading, personal=personal)


def _note_reading(record: Import, reading: FileReading) -> None:
    record.state = Import.State.REFUSED if reading.problems else Import.State.READY
    record.problems = [problem.as_data() for problem in reading.problems.kept[:SHOWN]]
    record.problem_count = reading.problems.count
    record.summary = _summary(reading.changes, reading)
    if reading.preview and not reading.problems:
        record.summary["preview"] = reading.preview.as_data()
    _write_problems(record, reading.problems)


def _summary(changes: Changes, reading: FileReading) -> dict[str, Any]:
    personal = {"personal": list(reading.personal)} if reading.personal else {}
    return {
        **personal,
        "rows": reading.count,
        "new": changes.new,
        "changed": changes.changed,
        "unchanged": changes.unchanged,
        "notes": list(reading.notes),
        "about": dict(reading.about),
        **({"layout_needed": True} if reading.problems.about_layout else {}),
    }


def _in_short(summary: Mapping[str, Any]) -> dict[str, Any]:
    """What the record of changes says of a reading: counts, without any figure of the file."""
    return {name: value for name, value in summary.items() if name != "preview"}


def _write_problems(record: Import, problems: Problems) -> None:
    path = queries.problems_path(record)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        # what was found comes from a stranger's file, and this one is opened in a spreadsheet
        rows = CsvWriter(stream)
        columns = list(Problem.__dataclass_fields__)
        rows.records(columns, (problem.as_data() for problem in problems.kept))
        if problems.count > len(problems.kept):
            left_out = problems.count - len(problems.kept)
            rows.row(["", "", f"and {left_out} more problems that are not listed", "", ""])


def _check_options(format: ImportFormat, options: Mapping[str, str]) -> None:
    known = {option.name: option for option in format.options}
    for name, value in options.items():
        if name not in known:
            raise Refusal(
                f"{format.title} has no setting “{name}”.", f"It has: {', '.join(known) or 'none'}."
            )
        choices = [choice for choice, _ in known[name].choices]
        if choices and value not in choices:
            raise Refusal(
                f"{known[name].label}: “{value}” is not possible.", f"Choose one of: {', '.join(choices)}."
            )
    missing = [option.label for option in format.options if option.required and option.name not in options]
    if missing:
        raise Refusal(f"{format.title} also needs: {', '.join(missing)}.", "Enter it and try again.")


def store_dataset(
    *,
    by: Actor,
    slug: str,
    title: str,
    data: pa.Table | pa.RecordBatchReader,
    columns: Sequence[DatasetColumn] = (),
    expires_on: datetime.date | None = None,
    upload: Upload | None = None,
    source: str = "",
    invented: bool = False,
) -> Dataset:
    """Keep a table as Parquet outside the database. Refuses anything that could name a person, and leaves nothing behind.

    ``columns`` says what the columns and their values mean and which values say “missing”. The same data under the same
    slug are kept once; other data need another slug, so that what was estimated can be estimated again.
    """
    check_may(by, "files.upload")
    folder = f"datasets/{by.partnership.slug}"
    written = write_parquet(folder, data)
    try:
        check_no_identifiers(written.suspicions)
        stored = settle(written, folder, slug)
    finally:
        written.path.unlink(missing_ok=True)
    existing = Dataset.objects.filter(partnership=by.partnership, slug=slug).first()
    if existing is not None and existing.sha256 == stored.sha256 and existing.path:
        return existing
    if existing is not None:
        full_path(stored.path).unlink(missing_ok=True)
        raise Refusal(
            f"There is already a dataset called “{slug}”, with other data.", "Give this one another name."
        )
    return create_record(
        Dataset,
        by=by,
        verb="kept",
        slug=slug,
        title=title,
        path=stored.path,
        sha256=stored.sha256,
        rows=written.rows,
        columns=_described(written.types, columns),
        expires_on=expires_on,
        upload=upload,
        source=source,
        invented=invented,
    )


@transaction.atomic
def erase_dataset(*, by: Actor, dataset: Dataset, revision: int) -> Dataset:
    """Erase the data from disk; what they were, and that they were erased, stays on record.

    The file that they came from goes with them, unless other data still kept came from it too.
    """
    check_may(by, "files.upload")
    paths = [dataset.path] if dataset.path else []
    change_record(dataset, by=by, revision=revision, verb="erased the data of", path="")
    upload = dataset.upload
    if upload is not None and not _is_still_behind(upload, dataset):
        paths.append(upload.path)
        audit.record(by=by, verb="erased the file behind", subject=dataset, detail={"sha256": upload.sha256})
    for path in paths:
        transaction.on_commit(partial(full_path(path).unlink, missing_ok=True))
    return dataset


def _is_still_behind(upload: Upload, erased: Dataset) -> bool:
    """Whether other data that are kept came from the same file."""
    kept = Dataset.objects.filter(upload__path=upload.path).exclude(path="")
    return kept.exclude(pk=erased.pk).exists()


@transaction.atomic
def set_last_day(*, by: Actor, dataset: Dataset, revision: int, expires_on: datetime.date | None) -> Dataset:
    """Agree another day until which data may be used; none means without end."""
    check_may(by, "files.upload")
    if not dataset.path:
        raise Refusal("These data were erased.", "There are no data left.")
    change_record(dataset, by=by, revision=revision, verb="set the last day of", expires_on=expires_on)
    return dataset


def _described(types: Mapping[str, str], columns: Sequence[DatasetColumn]) -> list[dict[str, Any]]:
    known = {column.name: column for column in columns}
    unknown = [name for name in known if name not in types]
    if unknown:
        raise Refusal(
            f"The description names columns that are not in the data: {', '.join(unknown)}.",
            f"The data have: {', '.join(types)}.",
        )
    described = []
    for name, kind in types.items():
        column = known.get(name, DatasetColumn(name))
        described.append(
            {
                "name": name,
                "type": kind,
                "label": column.label,
                "values": dict(column.values),
                "missing": list(column.missing),
                **({"role": column.role} if column.role else {}),
            }
        )
    return described
