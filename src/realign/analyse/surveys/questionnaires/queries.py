"""Reading questionnaires."""

from django.db import models

from realign.analyse.surveys.models import Questionnaire
from realign.foundations.partnerships.models import Partnership


def questionnaires(partnership: Partnership) -> models.QuerySet[Questionnaire]:
    """Every questionnaire, by title."""
    return Questionnaire.objects.filter(partnership=partnership).select_related("survey")
