"""Reading surveys and release requests; opening the restricted data."""

from collections.abc import Sequence
from datetime import date

from django.db import models

from realign.analyse.surveys.estimation import Asked, WorkedOut, work_out
from realign.analyse.surveys.measures import dimensions_of, measure_of
from realign.analyse.surveys.models import CheckerView, ReleaseRequest, Survey
from realign.foundations.files import queries as files
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence import queries as evidence


def surveys(partnership: Partnership) -> models.QuerySet[Survey]:
    """Every survey wave, newest first."""
    return Survey.objects.filter(partnership=partnership).select_related("dataset")


def survey(partnership: Partnership, slug: str) -> Survey:
    """One survey; raises Survey.DoesNotExist."""
    return surveys(partnership).get(slug=slug)


def requests(partnership: Partnership) -> models.QuerySet[ReleaseRequest]:
    """Every request to let figures out, newest first."""
    return ReleaseRequest.objects.filter(partnership=partnership).select_related(
        "survey__dataset", "requested_by", "release", "job"
    )


def request(partnership: Partnership, pk: int) -> ReleaseRequest:
    """One request; raises ReleaseRequest.DoesNotExist."""
    return requests(partnership).get(pk=pk)


def views_of(one: ReleaseRequest) -> list[CheckerView]:
    """What checkers said, in order."""
    return list(one.views.select_related("checker").order_by("at", "pk"))


def asked_for(survey: Survey, measure: str, by: Sequence[str], profile: str, interval: str) -> Asked:
    """Turn codes into what they stand for; refuses those that these data do not have."""
    dims = dimensions_of(survey.dataset)
    unknown = [column for column in by if column not in dims]
    if unknown:
        raise Refusal(
            f"This survey cannot be broken down by {', '.join(unknown)}.", f"It can by: {', '.join(dims)}."
        )
    try:
        chosen = measure_of(survey.dataset, measure)
    except KeyError:
        raise Refusal(
            f"This survey does not hold “{measure}”.", "Choose one of the measures listed."
        ) from None
    return Asked(chosen, tuple(dims[column] for column in by), profile, interval)


def work_out_table(survey: Survey, asked: Asked, on: date) -> WorkedOut:
    """Estimate and protect a table against everything already out about the same pupils."""
    if survey.dataset is None:
        raise Refusal("This survey has no data yet.", "An analyst adds the dataset first.")
    path = files.dataset_path(survey.dataset, on)
    released = evidence.ledger(survey.partnership, survey.dataset.sha256)
    return work_out(survey, path, asked, released)
