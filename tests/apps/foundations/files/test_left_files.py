"""A file that nobody imports or cancels is erased after a number of days, and whoever uploaded it is told before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from realign.analyse.surveys.data.incoming.format import FORMAT, KIND
from realign.foundations.audit import queries as audit
from realign.foundations.files import actions, queries
from realign.foundations.files.jobs import erase_left_files_at
from realign.foundations.files.models import Import
from realign.foundations.files.my_work import files_soon_erased
from realign.foundations.files.registry import format_for
from realign.foundations.files.storage import full_path
from realign.foundations.people.jobs import look_round_at
from realign.foundations.people.models import Notice
from tests.apps.foundations.files.conftest import BAD, GOOD
from tests.apps.foundations.files.test_imports import started
from tests.support.cast import NOON

pytestmark = pytest.mark.slow
State = Import.State


def after(days):
    return NOON + timedelta(days=days)


def is_there(record):
    return full_path(record.upload.path).exists()


@pytest.fixture
def waiting(places):
    """A file in each state in which nobody has decided yet."""
    by = places.actor("analyst")
    ready = actions.check_import(by=by, record=started(by, GOOD))
    refused = actions.check_import(by=by, record=started(by, BAD))
    return [ready, refused, started(by, GOOD + "\n")]


def test_it_is_erased_the_day_after_its_last_day_and_not_before(
    places, waiting, django_capture_on_commit_callbacks
):
    assert erase_left_files_at(after(30)) == 0
    assert all(is_there(record) for record in waiting)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_left_files_at(after(31)) == 3
    for record in waiting:
        record.refresh_from_db()
        assert (record.state, record.problems) == (State.ERASED, [])
        assert not is_there(record)
        assert not queries.problems_path(record).exists()
        event = audit.history("tayside", record)[0]
        assert (event.verb, event.detail["sha256"]) == ("erased the file of", record.upload.sha256)
    assert erase_left_files_at(after(32)) == 0
    assert list(audit.verify("tayside")) == []


def test_the_partnership_says_after_how_many_days(client, places, waiting):
    client.force_login(places.people["partnership-administrator"])
    page = reverse("administration:settings", args=["tayside"])
    form = client.get(page).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(page, {**data, "keep_uploads_days": 3}).status_code == 200
    places.partnership.refresh_from_db()
    assert places.partnership.keep_uploads_days == 30
    client.post(page, {**data, "keep_uploads_days": 60})
    assert erase_left_files_at(after(60)) == 0
    assert erase_left_files_at(after(61)) == 3


def test_what_was_imported_or_cancelled_stays_as_it_is(places, django_capture_on_commit_callbacks):
    by = places.actor("analyst")
    imported = actions.check_import(by=by, record=started(by, GOOD))
    actions.accept_import(by=by, record=imported)
    cancelled = actions.discard_import(by=by, record=actions.check_import(by=by, record=started(by, BAD)))
    again = actions.check_import(by=by, record=started(by, GOOD))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_left_files_at(after(100)) == 1
    for record, state in ((imported, State.ACCEPTED), (cancelled, State.DISCARDED), (again, State.ERASED)):
        record.refresh_from_db()
        assert record.state == state
    assert is_there(imported), "the same file is behind figures that were imported"


def test_whoever_uploaded_it_is_told_a_week_before_and_once(places, waiting):
    by = places.actor("analyst")
    assert list(files_soon_erased(by, after(22).date())) == []
    items = list(files_soon_erased(by, after(23).date()))
    assert len(items) == 3
    assert {item.on for item in items} == {after(30).date()}
    assert list(files_soon_erased(places.actor("coordinator"), after(23).date())) == []
    for days in (23, 24):
        look_round_at(after(days))
    told = Notice.objects.filter(user=places.people["analyst"], path=waiting[0].get_absolute_url())
    assert told.count() == 1


def test_the_demonstration_keeps_its_files(places, waiting):
    places.partnership.is_demo = True
    places.partnership.save()
    assert erase_left_files_at(after(100)) == 0


def test_its_page_says_until_when_it_is_kept_and_afterwards_that_it_was_erased(client, places, waiting):
    client.force_login(places.people["analyst"])
    page = waiting[0].get_absolute_url()
    assert "20 December 2026, then erased unless imported" in client.get(page).content.decode()
    erase_left_files_at(after(31))
    assert "nobody imported or cancelled it in time" in client.get(page).content.decode()


def test_a_file_whose_columns_nobody_described_says_so_with_the_button_that_leads_there(client, places):
    by = places.actor("analyst")
    upload = actions.store_upload(by=by, name="answers.csv", chunks=[b"a,b\n1,2\n"])
    record = Import.objects.create(
        partnership=places.partnership,
        upload=upload,
        kind=KIND,
        format=FORMAT,
        state=State.REFUSED,
        title="Survey answers",
        problem_count=1,
        problems=[{"row": 0, "column": "a", "found": "a", "expected": "b", "todo": "c"}],
        started_by=places.people["analyst"],
        started_at=timezone.now(),
    )
    client.force_login(places.people["analyst"])
    page = client.get(record.get_absolute_url()).content.decode()
    assert "Waiting for you to say what its columns are" in page
    assert reverse("surveys:columns", args=["tayside", record.pk]) in page
    assert "Upload the corrected file" not in page
    listed = client.get(reverse("files:imports", args=["tayside"])).content.decode()
    assert "Waiting for you to say what its columns are" in listed
    record.options = {"mapping": "1"}
    record.save()
    assert "Not taken: problems found" in client.get(record.get_absolute_url()).content.decode()
    assert format_for(KIND, FORMAT).columns_page == "surveys:columns"
