"""Declaring a survey and its design, recording how many answered, and giving it new weights."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from realign.analyse.surveys.data.queries import dataset_of
from realign.analyse.surveys.data.types import ColumnRole
from realign.analyse.surveys.designs import queries
from realign.analyse.surveys.designs.checks import check_design
from realign.analyse.surveys.designs.raking import Margins, raked
from realign.analyse.surveys.designs.types import TAKEN, ResponseStage
from realign.analyse.surveys.models import DataVersion, ReleaseRequest, Survey
from realign.foundations.files import actions as files
from realign.foundations.files.models import Dataset
from realign.foundations.files.types import DatasetColumn
from realign.foundations.partnerships.records import change_record, create_record, free_slug
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
    "raked_to",
    "base_weight",
    "replicates",
    "replicate_method",
    "replicate_scale",
    "fay",
)


@transaction.atomic
def create_survey(*, by: Actor, slug: str = "", **values: Any) -> Survey:
    """Add a survey wave and its design, once; refuses a design that its data do not bear out."""
    check_may(by, "surveys.upload")
    slug = slug or free_slug(
        Survey, by=by, words=f"{values['title']} {values.get('wave', '')}", reserved=TAKEN
    )
    survey = create_record(Survey, by=by, slug=slug, **_with_mark_of_data(values))
    _check(by, survey)
    return survey


@transaction.atomic
def change_survey(*, by: Actor, survey: Survey, revision: int, **values: Any) -> Survey:
    """Correct what is said of a survey. Its data and design stay once a table was released from them."""
    check_may(by, "surveys.upload")
    moved = [field for field in DESIGN if field in values and getattr(survey, field) != values[field]]
    if moved and survey.requests.filter(state=State.RELEASED).exists():
        raise Refusal(
            "Figures from this survey have already been released.",
            f"These cannot be changed: {', '.join(moved)}.",
        )
    change_record(survey, by=by, revision=revision, **_with_mark_of_data(values))
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


def _with_mark_of_data(values: dict[str, Any]) -> dict[str, Any]:
    """A survey of invented answers is invented, so that all that is made from it says so."""
    dataset = values.get("dataset")
    return values | {"invented": True} if dataset is not None and dataset.invented else values


def _check(by: Actor, survey: Survey) -> None:
    if survey.dataset is not None:
        check_design(survey, queries.data_path(survey, by.at.date()))


@transaction.atomic
def keep_raked_weights(
    *, by: Actor, survey: Survey, revision: int, margins: Margins, column: str, slug: str = ""
) -> Survey:
    """Keep new weights as a new version of the data, and let the survey use them.

    The data as they were stay; what was released of them counts for the new version as well.
    """
    check_may(by, "surveys.upload")
    before = dataset_of(survey)
    if survey.requests.filter(state=ReleaseRequest.State.RELEASED).exists():
        raise Refusal(
            "Figures from this survey have already been released.",
            "Its weights cannot be changed, because figures would then disagree.",
        )
    path = queries.data_path(survey, by.at.date())
    table = pq.read_table(path)
    if column in table.column_names:
        raise Refusal(f"The data have a column “{column}” already.", "Give the new weights another name.")
    weights = raked(survey, path, margins)
    if any("still off" in warning for warning in weights.warnings):
        raise Refusal("The weights do not converge.", weights.warnings[0])
    described = [
        DatasetColumn(
            column_kept["name"],
            column_kept["label"],
            column_kept["values"],
            tuple(column_kept["missing"]),
            column_kept.get("role", ""),
        )
        for column_kept in before.columns
    ]
    role = ColumnRole.WEIGHT.value if any(column.role for column in described) else ""
    label = f"Weights adjusted to the numbers of pupils by {', '.join(margins)}"
    dataset = files.store_dataset(
        by=by,
        slug=slug or free_slug(Dataset, by=by, words=f"{before.title} weighted"),
        title=f"{before.title}, new weights"[:200],
        data=table.append_column(column, pa.array(weights.weights)),
        columns=[*described, DatasetColumn(column, label, role=role)],
        expires_on=before.expires_on,
        upload=before.upload,
        source=before.source,
        invented=before.invented,
    )
    create_record(
        DataVersion,
        by=by,
        verb="made",
        dataset=dataset,
        made_from=before,
        what=label[:200],
        detail={"margins": {name: dict(people) for name, people in margins.items()}, "column": column},
    )
    return change_survey(
        by=by,
        survey=survey,
        revision=revision,
        dataset=dataset,
        weight=column,
        raked_to=", ".join(weights.margins),
        base_weight=survey.weight,
    )
