"""Questionnaires in words: their questions, and who is asked what."""

import re
from collections.abc import Sequence

from django.urls import reverse

from realign.analyse.surveys.questionnaires.xlsform.form import FormQuestion, RowNotAsked
from realign.analyse.surveys.questionnaires.xlsform.routing import may_be_asked
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable
from realign.foundations.files.types import Problem


def questionnaire_table(slug: str) -> TableSpec:
    """The questionnaires."""
    return TableSpec(
        name="questionnaires",
        noun="questionnaire",
        caption="Questionnaires",
        search_fields=("title", "survey__title"),
        default_sort="title",
        columns=(
            Column(
                "title", "Questionnaire", link=lambda q: reverse("surveys:questionnaire", args=[slug, q.slug])
            ),
            Column("version", "Version"),
            Column("survey.title", "Survey", sortable="survey__title"),
            Column("survey.wave", "Wave", sortable="survey__wave"),
            Column("created_at", "Uploaded", kind=Kind.DATE),
        ),
        empty_title="No questionnaire yet",
        empty_help="Upload an XLSForm: the questions, their answers, and who is asked what.",
    )


REFERENCE = re.compile(r"\$\{([^}]*)\}")

STAGE_FIELDS = ("stage", "school_stage", "year_group")


def stages_of(questions: Sequence[FormQuestion]) -> tuple[str, list[tuple[str, str]]]:
    """The question that says which stage a pupil is in, and its answers; nothing where there is none."""
    for question in questions:
        if question.name in STAGE_FIELDS and question.choices:
            return question.name, question.choices
    return "", []


def questions_table(questions: Sequence[FormQuestion]) -> PlainTable:
    """Every question with its kind and its answers."""
    return PlainTable(
        caption="Questions and their answers",
        headers=("Number", "Question", "Part", "Kind", "Answers"),
        rows=[
            [
                question.number,
                question.label,
                question.group,
                question.kind + _must(question.required),
                _answers(question),
            ]
            for question in questions
        ],
    )


def _must(required: str) -> str:
    """Whether an answer must be given: always, never, or where a condition holds."""
    match required.casefold():
        case "" | "no" | "false" | "false()":
            return ""
        case "yes" | "true" | "true()":
            return ", must be answered"
        case _:
            return f", must be answered if {required}"


def _answers(question: FormQuestion) -> str:
    answers = "; ".join(label for _, label in question.choices) or question.elsewhere
    return f"{answers}. Offered where {question.choice_filter}" if question.choice_filter else answers


def not_asked_table(rows: Sequence[RowNotAsked]) -> PlainTable | None:
    """The rows of the form that nobody answers; nothing where there are none."""
    if not rows:
        return None
    return PlainTable(
        caption="Rows that are not questions",
        headers=("Name", "Kind", "Words", "Calculated as"),
        rows=[[row.name, row.kind, row.label, row.calculation] for row in rows],
    )


def routing_table(questions: Sequence[FormQuestion]) -> PlainTable | None:
    """The stages of which each question is asked; nothing where no question says the stage."""
    field, stages = stages_of(questions)
    if not stages:
        return None
    return PlainTable(
        caption="Who is asked what",
        headers=("Number", "Question", *(label for _, label in stages), "And only if"),
        rows=[
            [
                question.number,
                question.label,
                *("yes" if may_be_asked(question.conditions, field, value) else "–" for value, _ in stages),
                _other_conditions(question, field),
            ]
            for question in questions
        ],
    )


def _other_conditions(question: FormQuestion, field: str) -> str:
    """Conditions that depend on more than the stage, as the form has them."""
    return " and ".join(
        condition for condition in question.conditions if set(REFERENCE.findall(condition)) - {field}
    )


def problems_table(problems: Sequence[Problem]) -> PlainTable:
    """What is wrong in a form that was brought, each with where it is and what to do."""
    return PlainTable(
        caption="Problems in the form",
        headers=("Row", "Sheet and column", "Found", "Expected", "What to do"),
        rows=[
            [problem.row or "the file", problem.column, problem.found, problem.expected, problem.todo]
            for problem in problems
        ],
    )
