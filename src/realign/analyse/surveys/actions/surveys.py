"""Declaring a survey and its design."""

from typing import Any

from django.db import transaction

from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal

State = ReleaseRequest.State


@transaction.atomic
def add_survey(*, by: Actor, **values: Any) -> Survey:
    """Declare a survey wave and its design, once."""
    check_may(by, "surveys.upload")
    return create_record(Survey, by=by, **values)


@transaction.atomic
def change_survey(*, by: Actor, survey: Survey, revision: int, **values: Any) -> Survey:
    """Correct what is said of a survey. Its data and design stay once a table was released from them."""
    check_may(by, "surveys.upload")
    fixed = {"dataset", "stratum", "psu", "weight", "fpc", "lonely_psu"} & set(values)
    if survey.requests.filter(state=State.RELEASED).exists():
        moved = [field for field in sorted(fixed) if getattr(survey, field) != values[field]]
        if moved:
            raise Refusal("Figures from this survey are already out.", f"These stay: {', '.join(moved)}.")
    change_record(survey, by=by, revision=revision, **values)
    return survey
