"""What a column may be, in words, and a suggestion for one."""

from dataclasses import dataclass

from realign.analyse.surveys.data.types import ColumnRole, HeadingRows, MappedColumn

ROLES: tuple[tuple[str, tuple[tuple[ColumnRole, str], ...]], ...] = (
    (
        "Answers",
        (
            (ColumnRole.QUESTION, "Question: a measure and a breakdown"),
            (ColumnRole.MEASURE, "Question: a measure only"),
            (ColumnRole.SCORE, "Score: a number to average"),
            (ColumnRole.SCALE_ITEM, "One item of a scale that can be scored"),
            (ColumnRole.NATIONAL, "Question or score of a national measure"),
            (ColumnRole.TICK, "One of several answers: filled in where ticked"),
            (ColumnRole.SEVERAL_SEMICOLONS, "Several answers in a cell, with semicolons between them"),
            (ColumnRole.SEVERAL_COMMAS, "Several answers in a cell, with commas between them"),
            (ColumnRole.SEVERAL_SPACES, "Several answers in a cell, with spaces between them"),
        ),
    ),
    (
        "Groups of pupils",
        (
            (ColumnRole.GROUP, "Group: a breakdown"),
            (ColumnRole.STAGE, "School stage: a breakdown"),
            (ColumnRole.COUNCIL, "Council area: a breakdown"),
            (ColumnRole.STRATUM_GROUP, "Stratum, and a breakdown"),
        ),
    ),
    (
        "Sample design",
        (
            (ColumnRole.WEIGHT, "Weight"),
            (ColumnRole.STRATUM, "Stratum"),
            (ColumnRole.PSU, "Sampling unit: the school"),
            (ColumnRole.FPC, "Number of sampling units in the stratum"),
            (ColumnRole.SSU, "Unit within the school: the class"),
            (ColumnRole.SSU_FPC, "Number of such units in the school"),
            (ColumnRole.REPLICATE, "Replicate weight"),
        ),
    ),
    (
        "Not stored",
        (
            (ColumnRole.IDENTIFIER, "Identifier: it must not be stored"),
            (ColumnRole.LEFT_OUT, "Leave out"),
            (ColumnRole.ROWS_LEFT_OUT, "Leave out the rows with a value that means no answer: tests, totals"),
        ),
    ),
)

ROLE_WORDS = {role: words for _, roles in ROLES for role, words in roles}

HEADING_WORDS = {
    HeadingRows.NAMES: "One row: the names of the columns or the questions",
    HeadingRows.NAMES_QUESTIONS: "Two rows: names, then questions",
    HeadingRows.NAMES_QUESTIONS_IDENTIFIERS: "Three rows: names, questions, and identifiers of the survey tool",
    HeadingRows.QUESTIONS_ANSWERS: "Two rows: questions, then the answers of each",
    HeadingRows.QUESTIONS_NAMES: "Two rows: questions, then names",
}


@dataclass(frozen=True)
class SuggestedColumn:
    """A suggestion for one column, with the reason; a person confirms or changes it."""

    mapped: MappedColumn
    because: str
