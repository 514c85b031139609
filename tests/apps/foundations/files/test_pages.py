"""Bringing a file on the page: seen before it counts, refused in words, and closed to those who may not."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.foundations.design import editing
from realign.foundations.files import actions, views
from realign.foundations.files.models import Import, Upload
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.indicators.models import Observation
from tests.apps.foundations.files.conftest import BAD, GOOD

NEW = ("files:new", ["tayside", "indicators", "lgbf"])


@pytest.fixture
def analyst(client, places):
    client.force_login(places.people["analyst"])
    return client


def send(client, text=GOOD, name="figures.csv", **said):
    address = reverse(NEW[0], args=NEW[1])
    return client.post(address, {"file": SimpleUploadedFile(name, text.encode()), **said})


def words(response):
    return response.getvalue().decode()


def test_a_file_is_chosen_checked_seen_and_taken_in(analyst):
    page = words(analyst.get(reverse("files:choose", args=["tayside"])))
    assert "Local Government Benchmarking Framework" in page
    assert "higher_is_better" in words(analyst.get(reverse(NEW[0], args=NEW[1])))
    answer = send(analyst, title="Spring figures")
    record = Import.objects.get()
    assert answer.url == reverse("files:import", args=["tayside", record.pk])
    page = words(analyst.get(answer.url))
    assert "Spring figures" in page
    assert "2 records would be added" in page
    assert not Observation.objects.exists()
    page = words(analyst.post(reverse("files:accept", args=["tayside", record.pk]), follow=True))
    assert "Imported in full: 2 rows." in page
    assert Observation.objects.count() == 2


def test_the_same_file_again_says_that_nothing_changes(analyst):
    send(analyst)
    analyst.post(reverse("files:accept", args=["tayside", Import.objects.get().pk]))
    page = words(analyst.get(send(analyst).url))
    assert "already in the system" in page


def test_problems_are_shown_by_row_and_column_and_download_as_csv(analyst):
    page = words(analyst.get(send(analyst, BAD).url))
    assert "2 problems found" in page
    assert "Atlantis" in page
    record = Import.objects.get()
    download = analyst.get(reverse("files:problems", args=["tayside", record.pk]))
    lines = words(download).lstrip("\ufeff").splitlines()
    assert lines[0] == "row,column,found,expected,todo"
    assert lines[1].startswith("2,council,Atlantis,")
    assert ">Import</button>" not in page


def test_problems_that_a_spreadsheet_would_run_are_given_out_as_words(analyst):
    send(analyst, GOOD.replace("Angus", '"=HYPERLINK(""http://example.org"")"'))
    page = analyst.get(reverse("files:problems", args=["tayside", Import.objects.get().pk]))
    found = next(csv.DictReader(io.StringIO(words(page).lstrip("\ufeff"))))["found"]
    assert found.startswith("'=HYPERLINK")


def test_a_file_can_be_set_aside(analyst):
    send(analyst)
    page = words(
        analyst.post(reverse("files:discard", args=["tayside", Import.objects.get().pk]), follow=True)
    )
    assert "Nothing was changed" in page


def test_a_file_beyond_the_limit_is_refused_in_words_and_leaves_nothing(analyst, settings):
    settings.REALIGN_MAX_UPLOAD_BYTES = 100 * 1024
    page = words(send(analyst, GOOD + "x" * 200 * 1024, title="Kept words"))
    assert "larger than 100.0 kB" in page
    assert "Kept words" in page
    assert not Upload.objects.exists()


def test_a_workbook_saved_as_csv_is_told(analyst):
    page = words(analyst.get(send(analyst, "PK\x03\x04").url))
    assert "starts with PK" in page


def test_a_large_file_goes_to_the_worker(analyst, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(views, "AT_ONCE_BYTES", 10)
    answer = send(analyst)
    job = Job.objects.get()
    assert answer.url == reverse("work:job", args=["tayside", job.pk])
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem) == (Job.State.DONE, "")
    assert Import.objects.get().state == Import.State.READY
    assert job.result_url == reverse("files:import", args=["tayside", Import.objects.get().pk])


def test_the_list_searches_filters_and_downloads(analyst):
    send(analyst, title="Spring figures")
    send(analyst, BAD, title="Autumn figures")
    address = reverse("files:imports", args=["tayside"])
    assert "Autumn figures" not in words(analyst.get(address, {"q": "spring"}))
    assert "Spring figures" not in words(analyst.get(address, {"state": "refused"}))
    text = b"".join(analyst.get(address, {"format": "csv"}).streaming_content).decode()
    assert text.count("figures") == 2


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_as_many_queries_however_long_it_is(
    analyst, places, many, django_assert_max_num_queries
):
    for number in range(many):
        send(analyst, title=f"File {number}")
    with django_assert_max_num_queries(12):
        analyst.get(reverse("files:imports", args=["tayside"]))


@pytest.mark.parametrize(
    ("role", "page", "status"),
    [
        ("reader", "imports", 200),
        ("reader", "choose", 403),
        ("reader", "datasets", 403),
        ("analyst", "datasets", 200),
        ("planner", "choose", 200),
    ],
)
def test_who_may_open_what(client, places, role, page, status):
    client.force_login(places.people[role])
    assert client.get(reverse(f"files:{page}", args=["tayside"])).status_code == status


def test_a_reader_sees_an_import_but_not_the_cells_in_its_problems(analyst, client, places):
    address = send(analyst, BAD).url
    client.force_login(places.people["reader"])
    page = words(client.get(address))
    assert "2 problems" in page
    assert "Atlantis" not in page
    record = Import.objects.get()
    assert client.get(reverse("files:problems", args=["tayside", record.pk])).url == address
    for name in ("accept", "discard"):
        assert client.post(reverse(f"files:{name}", args=["tayside", record.pk])).status_code == 403


def test_a_planner_may_not_take_indicators_in(client, places):
    client.force_login(places.people["planner"])
    page = words(client.get(reverse(NEW[0], args=NEW[1]), follow=True))
    assert "Your role does not include importing indicators" in page
    assert send(client).status_code == 403
    assert not Upload.objects.exists()


def test_strangers_find_nothing(analyst, client, elsewhere):
    address = send(analyst).url
    client.force_login(elsewhere.people["analyst"])
    assert client.get(address).status_code == 404
    other = address.replace("tayside", "elsewhere")
    assert client.get(other).status_code == 404


def test_there_is_no_page_for_a_format_that_does_not_exist(analyst):
    assert analyst.get(reverse("files:new", args=["tayside", "indicators", "runes"])).status_code == 404


def test_an_unfinished_form_keeps_what_was_typed(analyst):
    page = words(analyst.post(reverse(NEW[0], args=NEW[1]), {"title": "Spring figures"}))
    assert "Spring figures" in page
    assert not Import.objects.exists()


def test_a_form_with_a_mistake_keeps_what_was_typed_and_asks_for_the_file_again(analyst):
    page = words(send(analyst, title="Spring figures", producer="Our own team", published_day="31"))
    assert "Choose the file again" in page
    assert "Spring figures" in page
    assert "Our own team" in page
    assert not Upload.objects.exists()


def test_a_refusal_after_the_file_was_stored_keeps_what_was_typed(analyst, monkeypatch):
    def refused(save, values):
        save(values)
        raise Refusal("The file was altered on disk.", "Bring it again.")

    monkeypatch.setattr(editing, "save_once", refused)
    page = words(send(analyst, title="Spring figures", producer="Our own team"))
    assert Upload.objects.exists()
    assert "The file was altered on disk. Bring it again." in page
    assert "Choose the file again" in page
    assert "Spring figures" in page
    assert "Our own team" in page


def test_a_dataset_shows_until_when_it_may_be_used(analyst, places):
    import datetime

    import pyarrow as pa

    actions.store_dataset(
        by=places.actor("analyst"),
        slug="pupils",
        title="Pupils 2026",
        data=pa.table({"score": [1, 2, 3]}),
        expires_on=datetime.date(2027, 3, 31),
    )
    page = words(analyst.get(reverse("files:datasets", args=["tayside"])))
    assert "Pupils 2026" in page
    assert "31 March 2027" in page
