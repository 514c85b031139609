"""``realign import`` and ``realign export``: one subcommand for every kind that rooms registered."""

import shlex
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click
from django.utils import timezone

from realign.foundations.files import actions, presenters, queries, registry, rules
from realign.foundations.files.models import Import
from realign.foundations.files.partnership_option import chosen_partnership
from realign.foundations.files.reading.workbooks import is_workbook
from realign.foundations.files.remembered_layouts import queries as layout_queries
from realign.foundations.files.rules import personal_columns
from realign.foundations.files.storage import pieces
from realign.foundations.files.table_layouts.types import TableLayout
from realign.foundations.files.tables import check_text, fits, header_of
from realign.foundations.files.terminal import BadInput, NewFileOrScreen
from realign.foundations.files.types import ImportFormat
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.partnerships.types import Actor, Refusal

PRINTED = 20


class ImportKinds(click.Group):
    """One subcommand for each kind that can be taken in."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return registry.kinds()

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return _import_command(name) if name in registry.kinds() else None


@click.command(name="import", cls=ImportKinds)
def bring_in() -> None:
    """Take files in: checked, then whole or not at all.

    Example: realign import indicators lgbf.csv --format lgbf --partnership tayside
    """


LAYOUT_OPTIONS = (
    click.Option(["--sheet"], help="The sheet of a workbook that is read."),
    click.Option(["--header-row"], type=click.IntRange(1), help="The row with the names of the columns."),
    click.Option(
        ["--layout"],
        help="How the file is laid out: the name of a layout that is known (see “Layouts of files”), or a TOML file.",
    ),
)


def _import_command(kind: str) -> click.Command:
    formats = registry.formats(kind)
    options = {option.name: option for import_format in formats for option in import_format.options}

    def run(
        file: Path, format: str | None, partnership: str | None, check_only: bool, **details: Any
    ) -> None:
        by = system_actor(chosen_partnership(partnership), timezone.now(), "realign import")
        chosen = [import_format for import_format in formats if format in (None, import_format.slug)]
        given_layout = [details.pop(name, None) for name in ("layout", "sheet", "header_row")]
        layout, chosen = _layout(by, chosen, *given_layout)
        settings = {name: details.pop(name) for name in options}
        published: datetime | None = details.pop("published")
        details = {**details, "published": published.date() if published else None}
        pairs = list(_pairs(file, chosen, layout))
        for number, (import_format, path) in enumerate(pairs, start=1):
            given = {
                option.name: _fingerprint_of(by, settings[option.name])
                if option.is_file
                else settings[option.name]
                for option in import_format.options
            }
            try:
                _bring(by, import_format, path, check_only, options=given, layout=layout, **details)
            except BadInput as refused:
                rest = _named(path for _, path in pairs[number:])
                more = f" Not looked at: {rest}." if rest else ""
                raise BadInput(f"{refused.message}{more}") from refused
        if left_out := _left_out(file, pairs):
            looked = "checked" if check_only else "imported"
            raise BadInput(
                f"{file}: left out, because no format fits: {left_out}. The other files were {looked}. "
                "Move these elsewhere, or import each with --format to see what is missing."
            )

    listed = "\n".join(f"  {import_format.slug}: {import_format.title}" for import_format in formats)
    return click.Command(
        kind,
        callback=run,
        help=f"Import {kind}. FILE may be a folder: every file in it that fits a format is imported, "
        "and what fits none is named at the end.\n\n"
        f"\b\nFormats:\n{listed}\n\nExample: realign import {kind} FILE --format {formats[0].slug}",
        params=[
            click.Argument(["file"], type=click.Path(exists=True, path_type=Path)),
            click.Option(
                ["--format"],
                type=click.Choice([import_format.slug for import_format in formats]),
                help="Told by the columns if left out.",
            ),
            click.Option(["--partnership"], help="Its slug; may be left out where there is only one."),
            click.Option(["--check-only"], is_flag=True, help="Say what would happen and change nothing."),
            *(LAYOUT_OPTIONS if any(import_format.has_layouts for import_format in formats) else ()),
            click.Option(["--title"], default="", help="What to call this import."),
            click.Option(["--producer"], default="", help="Who published the file."),
            click.Option(["--licence"], default="", help="Under which terms."),
            click.Option(["--published"], type=click.DateTime(["%Y-%m-%d"]), help="Published or fetched on."),
            click.Option(["--invented"], is_flag=True, help="Invented, and labelled as invented."),
            *(
                click.Option(
                    [f"--{option.name.replace('_', '-')}", option.name],
                    help=option.help or option.label,
                    type=click.Choice([value for value, _ in option.choices]) if option.choices else str,
                )
                for option in options.values()
            ),
        ],
    )


def _layout(
    by: Actor, formats: list[ImportFormat], named: str | None, sheet: str | None, header_row: int | None
) -> tuple[TableLayout, list[ImportFormat]]:
    """The layout that the options describe, and the formats whose files may have it."""
    layout, slugs = TableLayout(), {import_format.slug for import_format in formats}
    if named and Path(named).is_file():
        layout, slug = read_layout(Path(named))
        slugs &= {slug} if slug else slugs
    elif named:
        known = {
            each.slug: each
            for import_format in formats
            for each in layout_queries.known_layouts(by.partnership, import_format)
        }
        if named not in known:
            raise BadInput(
                f"--layout: found {named}; expected a TOML file or one of: {', '.join(known) or 'none'}"
            )
        layout, slugs = known[named].layout, {known[named].format}
    layout = replace(layout, sheet=sheet or layout.sheet, header_row=header_row or layout.header_row)
    if layout == TableLayout():
        return layout, formats
    fitting = [each for each in formats if each.slug in slugs and each.has_layouts]
    if not fitting:
        raise BadInput(f"--layout: files of {_slugs(formats)} do not have this layout")
    return layout, fitting


def read_layout(path: Path) -> tuple[TableLayout, str]:
    """The layout that a TOML file holds, and the format whose columns it names; BadInput where it holds none."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return TableLayout.from_data(data), str(data.get("format", ""))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{path}: expected a layout in TOML, found {error or type(error).__name__}") from error


def _fingerprint_of(by: Actor, given: str | None) -> str | None:
    """The fingerprint of a file that goes with the import; what names no file is a fingerprint already."""
    if not given or not Path(given).is_file():
        return given
    path = Path(given)
    try:
        return actions.store_upload(by=by, name=path.name, chunks=pieces(path)).sha256
    except Refusal as refusal:
        raise BadInput(f"{path}: {refusal.reason} {refusal.what_to_do}") from refusal


def _pairs(
    path: Path, formats: list[ImportFormat], layout: TableLayout
) -> Iterator[tuple[ImportFormat, Path]]:
    """Each file with the format it is in. In a folder, formats come in their order: areas before their outlines."""
    if path.is_dir():
        files = sorted(
            entry for entry in path.iterdir() if entry.is_file() and not entry.name.startswith(".")
        )
        recognised = [
            (import_format, file)
            for import_format in formats
            for file in files
            if _recognises(import_format, file, layout)
        ]
        if not recognised:
            raise BadInput(f"{path}: found no file that fits; expected one in a format of: {_slugs(formats)}")
        yield from recognised
    elif len(formats) == 1:
        yield formats[0], path
    else:
        fitting = [import_format for import_format in formats if _recognises(import_format, path, layout)]
        if len(fitting) != 1:
            raise BadInput(_undecided(path, formats, fitting))
        yield fitting[0], path


def _left_out(folder: Path, pairs: list[tuple[ImportFormat, Path]]) -> str:
    """What stands in a folder and was not imported, folders in it too; nothing for a single file."""
    if not folder.is_dir():
        return ""
    imported = {path for _, path in pairs}
    return _named(path for path in folder.iterdir() if path not in imported and not path.name.startswith("."))


def _named(paths: Iterable[Path]) -> str:
    return ", ".join(dict.fromkeys(f"{path.name}/" if path.is_dir() else path.name for path in sorted(paths)))


def _recognises(import_format: ImportFormat, path: Path, layout: TableLayout) -> bool:
    if import_format.recognises:
        return import_format.recognises(path)
    return fits(path, import_format.columns, layout)


def _undecided(path: Path, formats: list[ImportFormat], fitting: list[ImportFormat]) -> str:
    if fitting:
        return f"{path}: this fits several formats; say which with --format: {_slugs(fitting)}"
    if not is_workbook(path, path.name) and (problem := check_text(path)):
        return f"{path}: {problem}"
    expected = "; ".join(
        f"{import_format.slug} ({', '.join(column.name for column in import_format.columns if column.required)})"
        for import_format in formats
    )
    return (
        f"{path}: row 1: found columns {', '.join(header_of(path, path.name)) or 'none'}; expected "
        "those of one format: "
        f"{expected}. Say which with --format to see what is missing."
    )


def _slugs(formats: list[ImportFormat]) -> str:
    return ", ".join(import_format.slug for import_format in formats)


def _bring(by: Actor, import_format: ImportFormat, path: Path, check_only: bool, **details: Any) -> None:
    click.echo(f"{path.name}: checking as {import_format.slug} …", err=True)
    try:
        upload = actions.store_upload(by=by, name=path.name, chunks=pieces(path))
        record = actions.start_import(by=by, upload=upload, format=import_format, **details)
        record = actions.check_import(by=by, record=record, report=_report)
        if record.state == Import.State.REFUSED and personal_columns(record):
            # on a page a person may still say which columns are left out; here nobody comes back to it
            record = actions.erase_personal(by=by, record=record)
        if record.state == Import.State.READY and not check_only:
            record = actions.accept_import(by=by, record=record, report=_report)
    except Refusal as refusal:
        raise BadInput(f"{path}: {refusal.reason} {refusal.what_to_do}") from refusal
    if record.state == Import.State.REFUSED:
        _tell_problems(path, record)
        _tell_layouts(by, path, record, import_format)
        raise BadInput(f"{path}: not imported, nothing changed; problems found: {record.problem_count}")
    if record.state == Import.State.PERSONAL:
        _tell_problems(path, record)
        raise BadInput(f"{path}: not imported, nothing changed. {presenters.personal_lead(record)}")
    _tell_summary(path, record)
    if check_only:
        actions.discard_import(by=by, record=record)


def _report(done: int, total: int, message: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"  {message} {f'{done:,} of {total:,}' if total else ''}", err=True)


def _tell_problems(path: Path, record: Import) -> None:
    for problem in queries.problems(record)[:PRINTED]:
        click.echo(f"{path}: {problem}", err=True)
    if record.problem_count > PRINTED:
        click.echo(
            f"… and {record.problem_count - PRINTED:,} more, in {queries.problems_path(record)}", err=True
        )


def _tell_layouts(by: Actor, path: Path, record: Import, import_format: ImportFormat) -> None:
    """Say by which options what a page asks is said here; name the layouts whose headings stand in the file."""
    todo = " ".join(problem.todo for problem in queries.problems(record))
    for option in import_format.options:
        if f"“{option.label}”" in todo:
            click.echo(f"{path.name}: “{option.label}” is --{option.name.replace('_', '-')}", err=True)
    if not rules.waits_for_layout(record):
        return
    click.echo(
        f"{path.name}: where a sheet is to be chosen, name it with --sheet; --header-row and --layout say the rest",
        err=True,
    )
    known = layout_queries.known_layouts(by.partnership, import_format)
    for each in layout_queries.fitting(known, layout_queries.beginnings(record), import_format):
        sheet = f" --sheet {shlex.quote(each.layout.sheet)}" if each.layout.sheet else ""
        click.echo(f"{path.name}: try --layout {each.slug}{sheet}: {each.title}", err=True)


def _tell_summary(path: Path, record: Import) -> None:
    summary = record.summary
    for note in summary["notes"]:
        click.echo(f"{path.name}: {note}", err=True)
    counts = f"{summary['new']:,} new, {summary['changed']:,} changed, {summary['unchanged']:,} unchanged"
    if not summary["new"] and not summary["changed"]:
        click.echo(f"{path.name}: nothing changes; all {summary['rows']:,} rows are already in the system")
    elif record.state == Import.State.READY:
        click.echo(f"{path.name}: would import {summary['rows']:,} rows: {counts}")
    else:
        click.echo(f"{path.name}: imported {summary['rows']:,} rows: {counts}")


class ExportKinds(click.Group):
    """One subcommand for each kind that can be given out."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({export.kind for export in registry.exports()})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return _export_command(name) if name in self.list_commands(ctx) else None


@click.command(name="export", cls=ExportKinds)
def send_out() -> None:
    """Give records out in open formats.

    Example: realign export indicators --format scotpho --out indicators.csv
    """


def _export_command(kind: str) -> click.Command:
    formats = {export.slug: export for export in registry.exports(kind)}
    options = {option.name: option for export_format in formats.values() for option in export_format.options}

    def run(format: str, partnership: str | None, out: BinaryIO, **filters: str | None) -> None:
        given = {name: value for name, value in filters.items() if value}
        try:
            formats[format].write(chosen_partnership(partnership), given, out)
        except Refusal as refusal:
            raise BadInput(f"{refusal.reason} {refusal.what_to_do}") from refusal

    listed = "\n".join(f"  {export_format.slug}: {export_format.title}" for export_format in formats.values())
    return click.Command(
        kind,
        callback=run,
        help=f"Export {kind}.\n\n\b\nFormats:\n{listed}\n\nExample: realign export {kind} --format "
        f"{next(iter(formats))}",
        params=[
            click.Option(["--format"], type=click.Choice(list(formats)), required=True),
            click.Option(["--partnership"], help="Its slug; may be left out where there is only one."),
            click.Option(
                ["--out"],
                type=NewFileOrScreen(),
                default="-",
                help="The file to write; the screen if left out.",
            ),
            *(
                click.Option([f"--{option.name}"], help=option.help or option.label)
                for option in options.values()
            ),
        ],
    )
