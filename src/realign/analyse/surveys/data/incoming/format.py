"""Files of survey answers: checked, shown with what their columns mean, then kept whole or not at all."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from realign.analyse.surveys.data.incoming import scales as incoming_scales
from realign.analyse.surveys.data.incoming.answers import (
    IncomingAnswers,
    counts_by_code,
    note_identifiers,
    read_codebook,
    unnamed_missing,
)
from realign.analyse.surveys.data.incoming.files import read_any
from realign.analyse.surveys.data.incoming.mapping import read_mapping
from realign.analyse.surveys.data.types import NOT_STORED, ColumnRole, HeadingRows, RawColumn, SurveyMapping
from realign.foundations.files import actions as files
from realign.foundations.files import queries
from realign.foundations.files.models import Dataset, Import, Upload
from realign.foundations.files.storage import full_path
from realign.foundations.files.types import Changes, DatasetColumn, FileReading, IncomingFile
from realign.foundations.partnerships.records import free_slug
from realign.foundations.partnerships.types import Actor, Refusal
from realign.methods.numbers import number_of
from realign.methods.survey import SurveyError
from realign.registers.places import queries as places
from realign.registers.places.models import Area

KIND, FORMAT = "survey", "answers"
USUAL = {"777": "Prefer not to say", "888": "Question not asked of stage", "999": "No answer"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LISTED = 12
ENDINGS = (".sav", ".zsav", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet")


def read(source: IncomingFile) -> FileReading:
    """Read and check a file of answers; writes nothing."""
    answers = IncomingAnswers()
    _note_details(source, answers)
    usual = usual_codes(source.options.get("missing_codes", ""), answers)
    if (codebook := _other_file(source, "codebook", answers)) is not None:
        answers.book |= read_codebook(full_path(codebook.path), codebook.name, answers.problems)
        answers.described |= answers.book
    if headings := source.options.get("headings"):
        answers.headings = HeadingRows(headings)
    if (mapping := _other_file(source, "mapping", answers)) is not None:
        answers.mapping = read_mapping(full_path(mapping.path), mapping.name, answers.problems)
        answers.council = _council
    source.report(0, 3, f"Reading {source.name}")
    read_any(source.path, source.name, answers, usual)
    source.report(1, 3, "Looking for anything that could identify a person")
    if answers.mapping is not None:
        _note_absent(answers, answers.mapping)
    personal = note_identifiers(answers)
    _note_codebook(answers)
    if unnamed := unnamed_missing(answers, USUAL):
        answers.notes.append(
            f"These look like missing codes without a label: {'; '.join(unnamed[:10])}. Name them in the codebook."
        )
    offered = incoming_scales.choices_for(list(answers.columns))
    source.report(2, 3, "Scoring scales")
    if not answers.problems:
        _score(source, answers)
    return FileReading(
        rows=answers,
        count=answers.rows,
        changes=_changes(source, answers),
        problems=answers.problems,
        notes=tuple(answers.notes),
        personal=personal,
        is_described=answers.mapping is not None,
        about={
            "columns": _about(answers),
            "scales": [str(choice) for choice in offered],
            "raw": [_without_values(answers, column).as_json() for column in answers.raw],
            "headings": (answers.headings or HeadingRows.NAMES).value,
            "left_out": _left_out(answers),
        },
    )


def keep(source: IncomingFile, reading: FileReading) -> Changes:
    """Keep the answers as a dataset."""
    answers: IncomingAnswers = reading.rows
    if answers.mapping is None:
        raise Refusal(
            "It is not recorded what the columns of this file are.",
            "Say what each column is first: on the page of the file, or with --mapping.",
        )
    source.report(2, 3, "Writing the data")
    files.store_dataset(
        by=source.by,
        slug=source.options["name"],
        title=source.record.title,
        data=answers.table,
        columns=answers.codebook(),
        expires_on=datetime.date.fromisoformat(source.options["expires"]),
        upload=source.record.upload,
        source=source.record.producer,
        invented=source.record.invented,
    )
    if _left_out(answers):
        # what must not be stored is in the file too
        files.erase_file(by=source.by, record=source.record)
    return reading.changes


def _other_file(source: IncomingFile, option: str, answers: IncomingAnswers) -> Upload | None:
    """The file that goes with the answers, if one was named; a problem where it was never uploaded."""
    fingerprint = source.options.get(option)
    if not fingerprint:
        return None
    upload = queries.uploads(source.by.partnership).filter(sha256=fingerprint).first()
    if upload is None:
        answers.problems.add(0, option, fingerprint, "the fingerprint of a file uploaded before")
    return upload


def _council(text: str) -> tuple[str, str] | None:
    area = places.find_area(text, Area.Kind.COUNCIL)
    return (area.code, area.name) if area else None


def _note_absent(answers: IncomingAnswers, mapping: SurveyMapping) -> None:
    """Columns that the mapping describes and this file lacks, such as a question that was not asked again."""
    present = {column.column for column in answers.raw}
    absent = [name for name in mapping.columns if name not in present]
    if absent and present:
        answers.notes.append(f"In the mapping but not in the file: {', '.join(absent[:20])}.")
    answers.described = {name: answers.described[name] for name in answers.columns}


def _without_values(answers: IncomingAnswers, raw: RawColumn) -> RawColumn:
    """A column that is not stored leaves none of its values behind."""
    mapped = answers.mapping.columns.get(raw.column) if answers.mapping else None
    return replace(raw, values=()) if mapped and mapped.role in NOT_STORED else raw


def _left_out(answers: IncomingAnswers) -> list[list[str]]:
    """The columns that are not stored, each with whether it could identify people."""
    columns = answers.mapping.columns.values() if answers.mapping else ()
    return [[mapped.column, mapped.role.value] for mapped in columns if mapped.role in NOT_STORED]


def usual_codes(text: str, answers: IncomingAnswers) -> dict[str, str]:
    """Missing codes that hold for the whole file, from “888=Not asked of stage, 999=No answer”."""
    codes = {}
    for part in (part.strip() for part in text.split(",") if part.strip()):
        code, _, words = part.partition("=")
        if number_of(code) is None:
            answers.problems.add(
                0,
                "missing codes",
                part,
                "a number and what it means",
                "Write it like 888=Not asked of stage.",
            )
        codes[code.strip()] = words.strip() or USUAL.get(code.strip(), f"Missing ({code.strip()})")
    return codes


def name_from_title(by: Actor, title: str) -> str:
    """A short name for data whose title is known, that no other data have and none that wait to be imported."""
    waiting = Import.objects.filter(
        partnership=by.partnership, kind=KIND, state__in=(Import.State.CHECKING, Import.State.READY)
    )
    reserved = [name for name in waiting.values_list("options__name", flat=True) if name]
    return free_slug(Dataset, by=by, words=title, reserved=reserved)


def _note_details(source: IncomingFile, answers: IncomingAnswers) -> None:
    name, expires = source.options.get("name", ""), source.options.get("expires", "")
    if not SLUG.fullmatch(name) or len(name) > 50:
        answers.problems.add(
            0,
            "short name",
            name,
            "small letters, numbers and hyphens, at most 50",
            "Upload the file again with it.",
        )
    try:
        datetime.date.fromisoformat(expires)
    except ValueError:
        answers.problems.add(0, "keep until", expires, "a date such as 2029-03-31")
    dataset = _dataset_of_that_name(source)
    if dataset is not None and dataset.upload_id != source.record.upload_id:
        answers.problems.add(
            0,
            "short name",
            name,
            "a name not used by other data",
            f"“{dataset.title}” has this name. Choose another.",
        )


def _dataset_of_that_name(source: IncomingFile) -> Dataset | None:
    return queries.datasets(source.by.partnership).filter(slug=source.options.get("name", "")).first()


def _note_codebook(answers: IncomingAnswers) -> None:
    """Columns that the codebook describes and the answers lack; they are left out of what is kept."""
    absent = [name for name in answers.described if name not in answers.columns]
    if absent and answers.columns:
        answers.notes.append(f"In the codebook but not among the answers: {', '.join(absent[:20])}.")
    plain = [name for name in answers.columns if not answers.described[name].label]
    if plain and len(plain) < len(answers.columns):
        answers.notes.append(f"Columns without a label: {', '.join(plain[:20])}.")


def _score(source: IncomingFile, answers: IncomingAnswers) -> None:
    for text in filter(None, source.options.get("score", "").split(",")):
        try:
            choice = incoming_scales.ScoringChoice.parse(text)
            added = incoming_scales.scored(answers.table, answers.described, choice)
        except (SurveyError, ValueError, KeyError) as error:
            answers.problems.add(0, f"scale {text}", "answers that cannot be scored", str(error))
            continue
        for name, (column, described) in added.items():
            answers.columns[name] = column
            answers.described[name] = replace(described, role=_role_of_scored(name, described).value)
        answers.notes.append(f"Scored: {incoming_scales.words(choice)}. Adds {', '.join(added)}.")


def _role_of_scored(name: str, described: DatasetColumn) -> ColumnRole:
    """What a column that scoring added is for: groups and bands have names, scores are numbers."""
    if described.values:
        return ColumnRole.GROUP if name.endswith("_group") else ColumnRole.QUESTION
    return ColumnRole.SCORE


def _changes(source: IncomingFile, answers: IncomingAnswers) -> Changes:
    dataset = _dataset_of_that_name(source)
    if dataset is not None and dataset.upload_id == source.record.upload_id:
        return Changes(unchanged=answers.rows)
    return Changes(new=answers.rows)


def _about(answers: IncomingAnswers) -> list[dict[str, object]]:
    return [
        _column(name, column, answers.described.get(name, DatasetColumn(name)))
        for name, column in answers.columns.items()
    ]


def _column(name: str, column: pa.Array | pa.ChunkedArray, described: DatasetColumn) -> dict[str, object]:
    counts: Mapping[str, int] = counts_by_code(column) if described.missing else {}
    valid = {code: words for code, words in described.values.items() if code not in described.missing}
    return {
        "name": name,
        "label": described.label,
        "type": str(column.type),
        "values": [
            code if code == words else f"{code} {words}" for code, words in list(valid.items())[:LISTED]
        ],
        "more": max(0, len(valid) - LISTED),
        "role": described.role,
        "missing": [
            [code, described.values.get(code, code), counts.get(code, 0)] for code in described.missing
        ],
        "blank": column.null_count,
    }


def recognises(path: Path) -> bool:
    """True for a file whose name ends as files of answers do."""
    return path.suffix.casefold() in ENDINGS
