"""`realign check-text`: what in a plan or paper disagrees with itself. It needs no database."""

from datetime import datetime
from pathlib import Path

import click

from realign.foundations.files.terminal import NewFile, refuse, write_rows
from realign.methods.wording import FaultKind, check_text

COLUMNS = ["kind", "line", "other_line", "found", "why", "what_to_do"]


@click.command(name="check-text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([each.value for each in FaultKind]),
    help="Only this kind; repeatable.",
)
@click.option(
    "--written",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the text was written; otherwise its first full date is taken.",
)
@click.option("--out", type=NewFile(), help="Write the findings as CSV or Parquet to this file.")
def check_text_file(file: Path, kinds: tuple[str, ...], written: datetime | None, out: Path | None) -> None:
    """Report what in a plain or Markdown text a person should look at. Nothing is corrected.

    Example: realign check-text plan.md --kind figure --out findings.csv
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(f"{file.name}, byte {error.start + 1}", "UTF-8 text", f"byte {error.object[error.start]:#04x}")
    findings = check_text(text, written.date() if written else None)
    rows = [
        dict(
            zip(
                COLUMNS,
                (finding.kind.value, finding.line, finding.other, finding.found, finding.why, finding.todo),
                strict=True,
            )
        )
        for finding in findings
        if not kinds or finding.kind.value in kinds
    ]
    write_rows(out, COLUMNS, rows)
    click.echo(f"{len(rows)} to check.", err=True)
