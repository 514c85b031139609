"""Reading uploads, imports and datasets of one partnership."""

import csv
import datetime
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from pathlib import Path

from django.db import models

from realign.foundations.files.models import Dataset, Import, Upload
from realign.foundations.files.rules import LEFT, check_can_open
from realign.foundations.files.storage import fingerprint, full_path
from realign.foundations.files.types import ImportFormat, Problem
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.types import Refusal
from realign.methods.cells import as_given


def uploads(partnership: Partnership) -> models.QuerySet[Upload]:
    """Every file that arrived, newest first."""
    return Upload.objects.filter(partnership=partnership).select_related("uploaded_by")


def imports(partnership: Partnership) -> models.QuerySet[Import]:
    """Every attempt to take in a file, newest first."""
    return Import.objects.filter(partnership=partnership).select_related("upload", "started_by")


def waiting_for_another(partnership: Partnership, formats: Iterable[ImportFormat]) -> models.QuerySet[Import]:
    """Checked imports of these formats that nobody has imported or cancelled yet, oldest first."""
    pairs = [models.Q(kind=each.kind, format=each.slug) for each in formats]
    ready = imports(partnership).filter(state=Import.State.READY)
    return ready.filter(reduce(or_, pairs)).order_by("started_at") if pairs else ready.none()


def left_imports(
    partnership: Partnership,
    started_before: datetime.datetime,
    personal_before: datetime.datetime | None = None,
) -> models.QuerySet[Import]:
    """Files that were neither imported nor cancelled and came before a moment, oldest first.

    Those that could identify people are kept for a shorter time, and may be asked for by a moment of their own.
    """
    is_left = models.Q(started_at__lt=started_before)
    if personal_before is not None:
        is_left |= models.Q(started_at__lt=personal_before, summary__has_key="personal")
    rows = imports(partnership).filter(is_left, state__in=LEFT)
    return rows.select_related("partnership").order_by("started_at")


def imports_of_file(upload: Upload) -> models.QuerySet[Import]:
    """Every import of the same bytes that still waits, under whatever name they were uploaded."""
    rows = Import.objects.filter(partnership=upload.partnership_id, upload__path=upload.path, state__in=LEFT)
    return rows.select_related("upload", "partnership").order_by("pk")


def others_who_may(record: Import, permission: str) -> list[Membership]:
    """Everybody but whoever started an import whose roles allow them to accept it, by name."""
    able = partnerships.members_who_may(record.partnership, permission)
    uploading = {member.pk for member in partnerships.members_who_may(record.partnership, "files.upload")}
    return [member for member in able if member.pk in uploading and member.user_id != record.started_by_id]


def import_record(partnership: Partnership, pk: int) -> Import:
    """One import; raises Import.DoesNotExist."""
    return imports(partnership).get(pk=pk)


def problems(record: Import) -> list[Problem]:
    """The first problems of an import, as shown on its page."""
    return [Problem(**data) for data in record.problems]


def problems_path(record: Import) -> Path:
    """Where all problems of an import are kept as CSV."""
    return full_path(f"imports/{record.partnership.slug}/{record.pk}-problems.csv")


def all_problems(record: Import) -> Iterator[list[str]]:
    """Every problem kept, as rows of a table with a header."""
    path = problems_path(record)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as stream:
            yield from ([as_given(cell) for cell in row] for row in csv.reader(stream))


def datasets(partnership: Partnership) -> models.QuerySet[Dataset]:
    """Every dataset on disk, by title."""
    return Dataset.objects.filter(partnership=partnership).select_related("changed_by", "upload")


def dataset(partnership: Partnership, slug: str) -> Dataset:
    """One dataset; raises Dataset.DoesNotExist."""
    return datasets(partnership).get(slug=slug)


def expired_datasets(partnership: Partnership, on: datetime.date) -> models.QuerySet[Dataset]:
    """Datasets still on disk whose time is over."""
    return datasets(partnership).filter(expires_on__lt=on).exclude(path="")


def dataset_path(dataset: Dataset, on: datetime.date) -> Path:
    """The Parquet file of a dataset, proven to be the one that was kept; refuses expired and altered data."""
    check_can_open(dataset, on)
    path = full_path(dataset.path)
    if not path.exists() or fingerprint(path) != dataset.sha256:
        raise Refusal(
            "The file behind these data is missing or was altered.",
            "Tell your administrator, who can restore it from a backup.",
        )
    return path
