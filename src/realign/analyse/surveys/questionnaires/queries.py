"""Reading questionnaires."""

from django.db import models

from realign.analyse.surveys.models import Questionnaire
from realign.analyse.surveys.questionnaires.xlsform.form import FormReading
from realign.analyse.surveys.questionnaires.xlsform.reading import read_again
from realign.foundations.files.types import Problems
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal


def questionnaires(partnership: Partnership) -> models.QuerySet[Questionnaire]:
    """Every questionnaire, by title."""
    return Questionnaire.objects.filter(partnership=partnership).select_related("survey")


def form_of(questionnaire: Questionnaire) -> FormReading:
    """What a questionnaire asks. Refusal where it was kept before pyxform read forms, and pyxform finds a problem in it."""
    form = questionnaire.content.get("form")
    if form is None:
        problems = Problems()
        form = read_again(questionnaire.content, problems)
        if form is None:
            raise Refusal(
                f"The form was uploaded before forms were checked as they are now. {problems.kept[0]}",
                "Correct it and upload it again.",
            )
    return FormReading(**form)
