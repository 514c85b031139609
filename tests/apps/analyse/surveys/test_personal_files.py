"""A file that could identify people is refused, erased with its copies, and said to be."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.files import actions, queries
from realign.foundations.files.commands import bring_in
from realign.foundations.files.jobs import erase_left_files_at
from realign.foundations.files.models import Import
from realign.foundations.files.storage import full_path
from realign.registers.places.actions import load_gazetteer

pytestmark = pytest.mark.slow

SURNAMES = ("MacDonald", "Stewart", "Brown", "Reid", "Ross", "Kerr", "Muir", "Grant")
PEOPLE = "Surname of parent,ipaddr,_GPS_latitude,_GPS_longitude,When born,q\n" + "\n".join(
    f"{surname},81.2.69.{n},56.46{n},-2.97{n},{1 + n}-Mar-{2010 + n},{n % 3}"
    for n, surname in enumerate(SURNAMES)
)
PERSONAL = ["Surname of parent", "ipaddr", "_GPS_latitude", "_GPS_longitude", "When born"]


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def brought(path, *more):
    said = ["survey", str(path), "--partnership", "tayside", "--expires", "2029-03-31", *more]
    return CliRunner().invoke(bring_in, said)


def test_a_file_of_people_is_refused_by_the_command_and_erased_under_every_name(
    tayside, people, django_capture_on_commit_callbacks
):
    load_gazetteer(by=tayside.system)
    other = actions.store_upload(by=tayside.system, name="the same.csv", chunks=[PEOPLE.encode()])
    with django_capture_on_commit_callbacks(execute=True):
        told = brought(people)
    assert told.exit_code == 2
    for column in PERSONAL:
        assert f"column {column}: found a column that looks like" in told.stderr
    assert "the uploaded file was erased" in " ".join(told.stderr.split())
    record = Import.objects.get()
    assert record.state == Import.State.PERSONAL
    assert record.summary["personal"] == PERSONAL
    assert not full_path(record.upload.path).exists()
    assert not full_path(other.path).exists()
    assert not queries.problems_path(record).exists()
    kept = (
        f"{record.problems} {record.summary} {[event.detail for event in audit.history('tayside', record)]}"
    )
    assert not any(value in kept for value in ("MacDonald", "81.2.69", "Mar-2010"))
    assert audit.history("tayside", record)[0].verb == "erased the file of"


def test_what_was_said_of_its_columns_does_not_save_a_file_of_people(
    tayside, people, tmp_path, django_capture_on_commit_callbacks
):
    load_gazetteer(by=tayside.system)
    mapping = tmp_path / "mapping.csv"
    mapping.write_text(
        "column,role\n"
        + "".join(f"{name},leave-out\n" for name in PERSONAL[:-1])
        + "When born,group\nq,question\n"
    )
    with django_capture_on_commit_callbacks(execute=True):
        told = brought(people, "--mapping", str(mapping))
    assert told.exit_code == 2
    assert "could identify people by “When_born”" in " ".join(told.stderr.split())
    assert not full_path(Import.objects.get().upload.path).exists()


def test_on_a_page_it_waits_a_day_for_somebody_to_say_what_is_left_out(
    client, tayside, django_capture_on_commit_callbacks
):
    client.force_login(tayside.people["analyst"])
    until = {"expires_day": "31", "expires_month": "3", "expires_year": "2029"}
    said = {"title": "Our pupils", "name": "ours", "missing_codes": "", **until}
    file = SimpleUploadedFile("answers.csv", PEOPLE.encode())
    page = client.post(
        reverse("surveys:bring", args=["tayside"]), {"file": file, **said}, follow=True
    ).content.decode()
    assert "It could identify people, so it is erased unless that is done by the end of" in page
    record = Import.objects.get()
    raw = full_path(record.upload.path)
    erase_left_files_at(record.started_at + timedelta(days=1))
    assert raw.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase_left_files_at(record.started_at + timedelta(days=2))
    assert not raw.exists()
