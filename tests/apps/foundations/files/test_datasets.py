"""Datasets go to disk as Parquet, never with anything that names a person, and not beyond their day."""

import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.files import actions, queries
from realign.foundations.files.models import Dataset
from realign.foundations.files.storage import full_path
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


def test_the_file_behind_goes_with_the_last_data_from_it(tayside, django_capture_on_commit_callbacks):
    analyst = tayside.actor("analyst")
    upload = actions.store_upload(by=analyst, name="answers.csv", chunks=[b"a,b\n1,2\n"])
    path = full_path(upload.path)
    first = keep(tayside, answers(), upload=upload)
    second = keep(tayside, answers().slice(0, 2), slug="second", upload=upload)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_dataset(by=analyst, dataset=first, revision=1)
    assert path.exists(), "other data came from it too"
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_dataset(by=analyst, dataset=second, revision=1)
    assert not path.exists()
    assert "erased the file behind" in set(audit.events("tayside").values_list("verb", flat=True))


def test_data_are_erased_by_a_button_asked_twice(tayside, client, django_capture_on_commit_callbacks):
    dataset = keep(tayside, answers())
    path = queries.dataset_path(dataset, TODAY)
    address = reverse("files:dataset-erase", args=["tayside", dataset.slug])
    client.force_login(tayside.people["output-checker"])
    assert client.post(address).status_code == 403
    client.force_login(tayside.people["analyst"])
    assert "Erase these data?" in client.get(address).content.decode()
    assert path.exists(), "looking erases nothing"
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(address, {"revision": dataset.revision}, follow=True).content.decode()
    assert not path.exists()
    assert "The data have been erased" in page
    assert "Erase these data" not in page
    assert "erased the data of" in set(audit.events("tayside").values_list("verb", flat=True))


def test_the_last_day_can_be_moved_and_two_people_are_told_of_each_other(tayside, client):
    dataset = keep(tayside, answers(), expires_on=TODAY)
    address = reverse("files:dataset-last-day", args=["tayside", dataset.slug])
    client.force_login(tayside.people["analyst"])
    day = {"expires_on_day": "31", "expires_on_month": "3", "expires_on_year": "2030"}
    client.post(address, day | {"revision": dataset.revision})
    assert Dataset.objects.get().expires_on == datetime.date(2030, 3, 31)
    late = client.post(address, day | {"revision": dataset.revision}).content.decode()
    assert 'id="conflict"' in late
    actions.erase_dataset(by=tayside.actor("analyst"), dataset=Dataset.objects.get(), revision=2)
    with pytest.raises(Refusal, match="erased"):
        actions.set_last_day(
            by=tayside.actor("analyst"), dataset=Dataset.objects.get(), revision=3, expires_on=None
        )


def test_a_day_set_for_data_that_are_erased_is_refused_with_the_day_still_there(tayside, client):
    dataset = keep(tayside, answers(), expires_on=TODAY)
    actions.erase_dataset(by=tayside.actor("analyst"), dataset=dataset, revision=dataset.revision)
    client.force_login(tayside.people["analyst"])
    day = {"expires_on_day": "31", "expires_on_month": "3", "expires_on_year": "2047"}
    answer = client.post(
        reverse("files:dataset-last-day", args=["tayside", dataset.slug]),
        day | {"revision": dataset.revision},
    )
    assert answer.status_code == 200
    assert "These data were erased." in answer.content.decode()
    assert "2047" in answer.content.decode()


def test_two_people_who_erase_at_once_are_told_of_each_other(tayside, client):
    dataset = keep(tayside, answers(), expires_on=TODAY)
    actions.set_last_day(by=tayside.actor("analyst"), dataset=dataset, revision=1, expires_on=None)
    client.force_login(tayside.people["analyst"])
    page = client.post(reverse("files:dataset-erase", args=["tayside", dataset.slug]), {"revision": 1})
    assert 'id="conflict"' in page.content.decode()
    assert Dataset.objects.get().path


def test_another_partnership_sees_none_of_it(tayside, elsewhere):
    keep(tayside, answers())
    assert not queries.datasets(elsewhere.partnership)
    with pytest.raises(Dataset.DoesNotExist):
        queries.dataset(elsewhere.partnership, "wellbeing")
