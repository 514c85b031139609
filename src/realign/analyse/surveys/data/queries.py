"""Reading data about pupils: which were made from which, and which are about the same people."""

from django.db import models

from realign.analyse.surveys.models import DataVersion, Survey
from realign.foundations.files import queries as files
from realign.foundations.files.models import Dataset
from realign.foundations.partnerships.types import Refusal


def dataset_of(survey: Survey) -> Dataset:
    """The data of a survey; refuses a survey that was declared before its data came."""
    if survey.dataset is None:
        raise Refusal("This survey has no data yet.", "An analyst adds the dataset first.")
    return survey.dataset


def same_people(dataset: Dataset) -> list[str]:
    """The fingerprints of all data about the same pupils: from the same file, or made from one another."""
    datasets = files.datasets(dataset.partnership)
    links = DataVersion.objects.filter(partnership=dataset.partnership).values_list("dataset", "made_from")
    pairs = [*links, *((old, new) for new, old in links)]
    rows = dict(datasets.values_list("pk", "upload__sha256"))
    same, waiting = {dataset.pk}, [dataset.pk]
    while waiting:
        dataset_id = waiting.pop()
        alike = {pk for pk, upload in rows.items() if upload and upload == rows.get(dataset_id)}
        fresh = (alike | {new for old, new in pairs if old == dataset_id}) - same
        same |= fresh
        waiting += fresh
    return sorted(datasets.filter(pk__in=same).values_list("sha256", flat=True))


def versions(dataset: Dataset) -> models.QuerySet[DataVersion]:
    """What was made from a dataset, newest first."""
    return DataVersion.objects.filter(made_from=dataset).select_related("dataset")


def made_from(dataset: Dataset) -> DataVersion | None:
    """How a dataset was made from another; nothing where it was brought as it is."""
    return DataVersion.objects.filter(dataset=dataset).select_related("made_from").first()
