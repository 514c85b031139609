"""Surveys, questionnaires and requests for those who may enter the survey room; figures for local areas for everybody."""

from realign.analyse.surveys.designs import queries as designs
from realign.analyse.surveys.local import queries as local
from realign.analyse.surveys.models import LocalFigures, Questionnaire, ReleaseRequest, Survey
from realign.analyse.surveys.questionnaires import queries as questionnaires
from realign.analyse.surveys.release import queries as release
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Searchable

SURVEYS = "surveys.view"

SEARCHABLE.add(
    Searchable(
        "surveys",
        "Surveys",
        Survey,
        SURVEYS,
        title=lambda survey: survey.title,
        words=words_in("title", "wave", "population", "note", "comparability"),
        rows=lambda reader: designs.surveys(reader.partnership),
        order=30,
    ),
    Searchable(
        "questionnaires",
        "Questionnaires",
        Questionnaire,
        SURVEYS,
        title=lambda questionnaire: questionnaire.title,
        words=words_in("title", "version"),
        rows=lambda reader: questionnaires.questionnaires(reader.partnership),
        order=31,
    ),
    Searchable(
        "release-requests",
        "Release requests",
        ReleaseRequest,
        SURVEYS,
        title=lambda request: request.title,
        words=words_in("title", "measure"),
        rows=lambda reader: release.requests(reader.partnership),
        order=32,
    ),
    Searchable(
        "local-areas",
        "Local areas",
        LocalFigures,
        PUBLIC,
        title=lambda figures: figures.title,
        words=words_in("title", "population_source"),
        rows=lambda reader: local.local_figures_out(reader.partnership),
        url=page_called("surveys:local"),
        order=33,
    ),
)
