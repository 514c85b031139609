"""`realign survey-columns`: what each column of a file may be, as a file to check, correct and import with."""

from pathlib import Path

import click

from realign.analyse.surveys.columns.rules import suggestions
from realign.analyse.surveys.data.incoming.answers import IncomingAnswers, read_codebook
from realign.analyse.surveys.data.incoming.files import read_any
from realign.analyse.surveys.data.incoming.mapping import mapping_rows
from realign.analyse.surveys.data.types import HeadingRows, SurveyMapping
from realign.foundations.files.terminal import BadInput, NewFile, write_rows


@click.command(name="survey-columns")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--codebook",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that says what columns and values mean.",
)
@click.option(
    "--headings",
    type=click.Choice([headings.value for headings in HeadingRows]),
    help="What the first rows hold; told by the file if left out.",
)
@click.option("--out", type=NewFile(), help="Where to write the mapping; the screen if left out.")
def survey_columns(file: Path, codebook: Path | None, headings: str | None, out: Path | None) -> None:
    """Suggest what each column of a survey file is.

    Check every row of the result and correct it, then use it: realign import survey FILE --mapping RESULT. Nothing is
    imported by this command.

    Example: realign survey-columns answers.csv --out mapping.csv
    """
    answers = IncomingAnswers(headings=HeadingRows(headings) if headings else None)
    if codebook is not None:
        answers.book |= read_codebook(codebook, codebook.name, answers.problems)
    read_any(file, file.name, answers, {})
    if not answers.raw:
        problem = answers.problems.kept[0] if answers.problems else "no columns"
        raise BadInput(f"{file}: {problem}")
    columns, *rows = mapping_rows(SurveyMapping.of([column.mapped for column in suggestions(answers.raw)]))
    write_rows(out, columns, [dict(zip(columns, row, strict=True)) for row in rows])
