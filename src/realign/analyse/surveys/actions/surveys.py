"""Declaring a survey and its design, and recording how many answered."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from realign.analyse.surveys import queries
from realign.analyse.surveys.design_checks import check_design
from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.analyse.surveys.response import ResponseStage
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal

State = ReleaseRequest.State

DESIGN = (
    "dataset",
    "stratum",
    "psu",
    "weight",
    "fpc",
    "ssu",
    "ssu_fpc",
    "lonely_psu",
    "replicates",
    "replicate_method",
    "replicate_scale",
    "fay",
)


@transaction.atomic
def add_survey(*, by: Actor, **values: Any) -> Survey:
    """Declare a survey wave and its design, once; refuses a design that its data do not bear out."""
    check_may(by, "surveys.upload")
    survey = create_record(Survey, by=by, **values)
    _check(by, survey)
    return survey


@transaction.atomic
def change_survey(*, by: Actor, survey: Survey, revision: int, **values: Any) -> Survey:
    """Correct what is said of a survey. Its data and design stay once a table was released from them."""
    check_may(by, "surveys.upload")
    moved = [field for field in DESIGN if field in values and getattr(survey, field) != values[field]]
    if moved and survey.requests.filter(state=State.RELEASED).exists():
        raise Refusal("Figures from this survey are already out.", f"These stay: {', '.join(moved)}.")
    change_record(survey, by=by, revision=revision, **values)
    if moved:
        _check(by, survey)
    return survey


@transaction.atomic
def record_response(*, by: Actor, survey: Survey, revision: int, stages: Sequence[ResponseStage]) -> Survey:
    """Write down how many were asked and took part, stage by stage."""
    check_may(by, "surveys.upload")
    change_record(
        survey,
        by=by,
        revision=revision,
        verb="recorded the response of",
        response=[stage.as_json() for stage in stages],
    )
    return survey


def _check(by: Actor, survey: Survey) -> None:
    if survey.dataset is not None:
        check_design(survey, queries.data_path(survey, by.at.date()))
