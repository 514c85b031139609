"""Saying what the columns of a file are, and remembering it for the next."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from realign.analyse.surveys.columns import queries
from realign.analyse.surveys.data.incoming.format import FORMAT, KIND
from realign.analyse.surveys.data.incoming.mapping import mapping_file
from realign.analyse.surveys.data.types import HeadingRows, MappedColumn, SurveyMapping
from realign.analyse.surveys.models import ColumnMapping
from realign.foundations.audit import actions as audit
from realign.foundations.files import actions as files
from realign.foundations.files.models import Import
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import check_may, check_not_changed_since, check_ours
from realign.foundations.partnerships.types import Actor, Refusal


@transaction.atomic
def describe_columns(
    *, by: Actor, record: Import, headings: HeadingRows, columns: Sequence[MappedColumn], remember: str
) -> Import:
    """Say what every column of a file is, and remember it under a name; the file is then checked again."""
    check_may(by, "surveys.upload")
    _check_is_of_answers(record)
    if not columns:
        raise Refusal("The file has no columns.", "Check the export and upload it again.")
    mapping = SurveyMapping.of(columns)
    _remember(by, record, headings, list(mapping.columns.values()), remember)
    upload = files.store_upload(by=by, name="mapping.csv", chunks=[mapping_file(mapping).encode()])
    return files.answer_options(
        by=by, record=record, options={"mapping": upload.sha256, "headings": headings.value}
    )


@transaction.atomic
def read_headings_as(*, by: Actor, record: Import, headings: HeadingRows) -> Import:
    """Say what the first rows of a file hold; its columns then have other names, and are to be described afresh."""
    check_may(by, "surveys.upload")
    _check_is_of_answers(record)
    audit.record(
        by=by, verb="chose what the first rows are of", subject=record, detail={"headings": headings.value}
    )
    return files.answer_options(by=by, record=record, options={"mapping": "", "headings": headings.value})


@transaction.atomic
def remove_mapping(*, by: Actor, mapping: ColumnMapping, revision: int) -> None:
    """Remove a remembered mapping; data that were imported with it stay as they are."""
    check_may(by, "surveys.upload")
    check_ours(by, mapping)
    current = ColumnMapping.objects.select_for_update().get(pk=mapping.pk)
    check_not_changed_since(current, revision)
    remove_record(current, by=by)


def _remember(
    by: Actor, record: Import, headings: HeadingRows, columns: Sequence[MappedColumn], title: str
) -> None:
    values: dict[str, Any] = {
        "producer": record.producer,
        "headings": headings.value,
        "columns": [column.as_json() for column in columns],
        "invented": record.invented,
    }
    mapping = queries.mappings(by.partnership).filter(title=title).first()
    if mapping is None:
        slug = free_slug(ColumnMapping, by=by, words=title)
        create_record(
            ColumnMapping,
            by=by,
            verb="remembered",
            slug=slug,
            title=title,
            **values,
        )
    else:
        change_record(mapping, by=by, revision=mapping.revision, **values)


def _check_is_of_answers(record: Import) -> None:
    if (record.kind, record.format) != (KIND, FORMAT):
        raise Refusal("This file does not hold survey answers.", "Import it from its own page.")
