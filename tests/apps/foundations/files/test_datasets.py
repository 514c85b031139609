"""Datasets go to disk as Parquet, never with anything that names a person, and not beyond their day."""

import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from realign.foundations.files import actions, queries
from realign.foundations.files.models import Dataset
from realign.foundations.files.types import DatasetColumn
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def answers(**more):
    return pa.table(
        {"school": ["a", "a", "b"] * 4, "sdq_total": [3, 17, 999] * 4, "weight": [1.5, 0.5, 2.0] * 4, **more}
    )


def keep(tayside, data, slug="wellbeing", **details):
    return actions.store_dataset(
        by=tayside.actor("analyst"), slug=slug, title="Wellbeing 2026", data=data, **details
    )


def test_a_dataset_keeps_its_rows_labels_and_fingerprint(tayside):
    columns = [DatasetColumn("sdq_total", "Total difficulties", {"999": "Not answered"}, ("999",))]
    dataset = keep(tayside, answers(), columns=columns)
    path = queries.dataset_path(dataset, TODAY)
    assert pq.read_table(path).equals(answers())
    assert dataset.rows == 12
    described = {column["name"]: column for column in dataset.columns}
    assert described["sdq_total"]["missing"] == ["999"]
    assert described["weight"]["type"] == "double"


def test_data_may_arrive_in_batches(tayside):
    dataset = keep(tayside, answers().to_reader(max_chunksize=5))
    assert pq.read_table(queries.dataset_path(dataset, TODAY)).equals(answers())


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("surname", ["x"] * 12),
        ("q7", [f"c{n}@home.example" for n in range(12)]),
        ("q8", ["DD1 4HN", "PH1 5GD", "G1 1AA", "EH1 1BB", "DD8 3LG", "DD9 6AA"] * 2),
    ],
)
def test_a_column_that_could_name_people_is_refused_and_nothing_stays_on_disk(
    tayside, tmp_path, column, values
):
    with pytest.raises(Refusal) as refusal:
        keep(tayside, answers(**{column: values}))
    assert f"“{column}”" in refusal.value.reason
    assert "pseudonym" in refusal.value.what_to_do
    assert not Dataset.objects.exists()
    assert not list((tmp_path / "datasets" / "tayside").iterdir())


def test_the_same_data_again_are_the_same_dataset_and_other_data_need_another_name(tayside, tmp_path):
    first = keep(tayside, answers())
    assert keep(tayside, answers()) == first
    with pytest.raises(Refusal, match="already a dataset"):
        keep(tayside, answers().slice(1))
    assert len(list((tmp_path / "datasets" / "tayside").iterdir())) == 1


def test_a_description_of_a_column_that_is_not_there_is_refused(tayside):
    with pytest.raises(Refusal, match="ghost"):
        keep(tayside, answers(), columns=[DatasetColumn("ghost")])


def test_data_are_closed_after_their_day_and_when_altered(tayside):
    dataset = keep(tayside, answers(), expires_on=TODAY)
    path = queries.dataset_path(dataset, TODAY)
    tomorrow = TODAY + datetime.timedelta(days=1)
    with pytest.raises(Refusal, match="20 November 2026"):
        queries.dataset_path(dataset, tomorrow)
    assert list(queries.expired_datasets(tayside.partnership, tomorrow)) == [dataset]
    assert not queries.expired_datasets(tayside.partnership, TODAY)
    path.write_bytes(b"other")
    with pytest.raises(Refusal, match="altered"):
        queries.dataset_path(dataset, TODAY)


def test_erasing_takes_the_data_and_leaves_the_record(tayside, django_capture_on_commit_callbacks):
    dataset = keep(tayside, answers())
    path = queries.dataset_path(dataset, TODAY)
    with pytest.raises(ChangedMeanwhile):
        actions.erase_dataset(by=tayside.actor("analyst"), dataset=dataset, revision=99)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_dataset(by=tayside.actor("analyst"), dataset=dataset, revision=1)
    assert not path.exists()
    with pytest.raises(Refusal, match="erased"):
        queries.dataset_path(Dataset.objects.get(), TODAY)


def test_another_partnership_sees_none_of_it(tayside, elsewhere):
    keep(tayside, answers())
    assert not queries.datasets(elsewhere.partnership)
    with pytest.raises(Dataset.DoesNotExist):
        queries.dataset(elsewhere.partnership, "wellbeing")
