"""Reading surveys, and opening their restricted data."""

from datetime import date
from pathlib import Path

from django.db import models

from realign.analyse.surveys.data.queries import dataset_of
from realign.analyse.surveys.models import Survey
from realign.foundations.files import queries as files
from realign.foundations.partnerships.models import Partnership


def surveys(partnership: Partnership) -> models.QuerySet[Survey]:
    """Every survey wave, newest first."""
    return Survey.objects.filter(partnership=partnership).select_related("dataset__upload", "earlier")


def survey(partnership: Partnership, slug: str) -> Survey:
    """One survey; raises Survey.DoesNotExist."""
    return surveys(partnership).get(slug=slug)


def data_path(survey: Survey, on: date) -> Path:
    """The survey’s answers on disk; refuses data that are missing, altered or past their last day."""
    return files.dataset_path(dataset_of(survey), on)
