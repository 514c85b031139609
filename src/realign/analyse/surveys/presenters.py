"""The way to the pages of the survey room."""

from django.urls import reverse

from realign.analyse.surveys.models import Survey
from realign.foundations.design.types import Link


def crumbs(partnership: str, *more: Link) -> list[Link]:
    """The way to a page of the room: the list of surveys, then what comes between."""
    return [Link("Surveys", reverse("surveys:list", args=[partnership])), *more]


def survey_crumbs(survey: Survey, last: str) -> list[Link]:
    """The way to a page of one survey."""
    way = Link(f"{survey.title}, {survey.wave}", survey.get_absolute_url())
    return crumbs(survey.partnership_slug, way, Link(last))
