"""Bringing answers in, with the scales scored that somebody chose; and new versions of data that are held."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction

from realign.analyse.surveys import queries
from realign.analyse.surveys.actions.surveys import change_survey
from realign.analyse.surveys.imports import FORMAT, KIND
from realign.analyse.surveys.incoming.scales import Choice
from realign.analyse.surveys.models import DataVersion, ReleaseRequest, Survey
from realign.analyse.surveys.raking import Margins, raked
from realign.foundations.audit import actions as audit
from realign.foundations.files import actions as files
from realign.foundations.files.models import Import
from realign.foundations.files.types import DatasetColumn, Report
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal


@transaction.atomic
def accept_answers(
    *,
    by: Actor,
    record: Import,
    score: Sequence[Choice] = (),
    report: Report = lambda done, total, message: None,
) -> Import:
    """Keep the answers of a checked file, with a column for each part of each scale chosen."""
    check_may(by, "surveys.upload")
    held = Import.objects.select_for_update().get(pk=record.pk, partnership=by.partnership)
    if (held.kind, held.format) != (KIND, FORMAT):
        raise Refusal("This file does not hold survey answers.", "Take it in from its own page.")
    chosen = ",".join(str(choice) for choice in score)
    if held.state == Import.State.READY and held.options.get("score", "") != chosen:
        held.options = {**held.options, "score": chosen}
        held.save(update_fields=("options",))
        audit.record(by=by, verb="chose the scales to score of", subject=held, detail={"score": chosen})
    return files.accept_import(by=by, record=held, report=report)


@transaction.atomic
def keep_raked_weights(
    *, by: Actor, survey: Survey, revision: int, margins: Margins, column: str, slug: str
) -> Survey:
    """Keep new weights as a new version of the data, and let the survey use them.

    The data as they were stay; what was released of them counts for the new version as well.
    """
    check_may(by, "surveys.upload")
    if survey.dataset is None:
        raise Refusal("This survey has no data yet.", "An analyst adds the dataset first.")
    if survey.requests.filter(state=ReleaseRequest.State.RELEASED).exists():
        raise Refusal(
            "Figures from this survey are already out.", "Its weights stay, or figures would disagree."
        )
    path = queries.data_path(survey, by.at.date())
    table = pq.read_table(path)
    if column in table.column_names:
        raise Refusal(f"The data have a column “{column}” already.", "Give the new weights another name.")
    found = raked(survey, path, margins)
    if any("still off" in warning for warning in found.warnings):
        raise Refusal("The weights do not settle.", found.warnings[0])
    described = [
        DatasetColumn(held["name"], held["label"], held["values"], tuple(held["missing"]))
        for held in survey.dataset.columns
    ]
    label = f"Weights brought into line with numbers of pupils by {', '.join(margins)}"
    dataset = files.store_dataset(
        by=by,
        slug=slug,
        title=f"{survey.dataset.title}, new weights"[:200],
        data=table.append_column(column, pa.array(found.weights)),
        columns=[*described, DatasetColumn(column, label)],
        expires_on=survey.dataset.expires_on,
        upload=survey.dataset.upload,
        source=survey.dataset.source,
        invented=survey.dataset.invented,
    )
    create_record(
        DataVersion,
        by=by,
        verb="made",
        dataset=dataset,
        made_from=survey.dataset,
        what=label[:200],
        detail={"margins": {name: dict(people) for name, people in margins.items()}, "column": column},
    )
    return change_survey(by=by, survey=survey, revision=revision, dataset=dataset, weight=column)
