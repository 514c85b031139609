"""Bringing a questionnaire in, whole or not at all."""

from hashlib import sha256
from io import BytesIO

from django.db import transaction

from realign.analyse.surveys.models import Questionnaire, Survey
from realign.analyse.surveys.questionnaires.xlsform.files import read_workbook
from realign.foundations.files.types import Problem, Problems
from realign.foundations.partnerships.records import create_record, free_slug
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal


class QuestionnaireRefused(Refusal):
    """A form that cannot be used, with every problem by sheet, row and column."""

    def __init__(self, problems: Problems) -> None:
        self.problems: list[Problem] = problems.kept
        super().__init__(
            f"The form has {problems.count} problem{'s' if problems.count > 1 else ''}. {problems.kept[0]}",
            "Correct them and upload the form again.",
        )


@transaction.atomic
def bring_questionnaire(
    *,
    by: Actor,
    title: str,
    data: bytes,
    slug: str = "",
    survey: Survey | None = None,
    invented: bool = False,
) -> Questionnaire:
    """Keep an XLSForm: its questions, choices, settings and routing. Refused whole where anything is wrong."""
    check_may(by, "surveys.upload")
    problems = Problems()
    read = read_workbook(BytesIO(data), problems)
    if read is None:
        raise QuestionnaireRefused(problems)
    sheets, form = read
    title = title or form["title"]
    slug = slug or free_slug(Questionnaire, by=by, words=title, reserved=("new",))
    return create_record(
        Questionnaire,
        by=by,
        verb="brought",
        slug=slug,
        title=(title or slug)[:200],
        version=form["version"][:60],
        survey=survey,
        content=sheets.as_json() | {"form": form},
        fingerprint=sha256(data).hexdigest(),
        invented=invented,
    )
