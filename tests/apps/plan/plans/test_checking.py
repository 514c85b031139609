"""Checking a text on the page and at the command line."""

import csv
import io

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.cli import main
from realign.plan.plans.models import Plan
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

TEXT = "4.1 Begun in October 201.\n4.3 27 of 48 (57%) agreed.\n"


@pytest.fixture
def where():
    return reverse("plans:check-text", args=["tayside"])


@pytest.fixture
def reader(client, tayside):
    client.force_login(tayside.people["reader"])
    return client


def rows_of(answer):
    read = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(read)))


def test_a_pasted_text_is_answered_with_findings_and_kept_nowhere(reader, where):
    answer = reader.post(where, {"text": TEXT})
    page = answer.content.decode()
    assert [(one.line, one.kind.value) for one in answer.context["findings"]] == [
        (1, "date"),
        (2, "figure"),
        (2, "numbering"),
    ]
    assert "56.25%" in page
    assert "October 201" in page
    assert Plan.objects.count() == 0
    assert "October 201" not in reader.get(where).content.decode()


def test_one_kind_is_shown_and_the_rest_is_named(reader, where):
    answer = reader.post(where, {"text": TEXT, "kind": "figure"})
    assert [one.kind.value for one in answer.context["chosen"]] == ["figure"]
    assert (
        "No findings of this kind" in reader.post(where, {"text": TEXT, "kind": "footnote"}).content.decode()
    )


def test_findings_come_as_csv_with_the_chosen_kind(reader, where):
    answer = reader.post(where, {"text": TEXT, "kind": "figure", "answer": "csv"})
    (row,) = rows_of(answer)
    assert (row["Line"], row["Finding"]) == ("2", "57% for 27 of 48")


def test_a_file_is_read_and_its_text_stands_in_the_box(reader, where):
    file = SimpleUploadedFile("plan.md", TEXT.encode("utf-8-sig"))
    answer = reader.post(where, {"file": file})
    assert len(answer.context["findings"]) == 3
    assert answer.context["form"]["text"].value() == TEXT


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Paste a text or choose a file"),
        ({"file": ("plan.pdf", b"%PDF")}, "not a .txt or .md file"),
        ({"file": ("plan.txt", b"caf\xe9")}, "not UTF-8 text (byte 4)"),
        ({"text": "x" * 1_000_001}, "1,000,001 letters"),
    ],
)
def test_what_cannot_be_checked_is_said(reader, where, given, words):
    sent = {key: SimpleUploadedFile(*value) if key == "file" else value for key, value in given.items()}
    assert words in reader.post(where, sent).content.decode()


def test_a_text_in_order_is_said_to_be_so(reader, where):
    assert "No findings" in reader.post(where, {"text": "Every child may play."}).content.decode()


def test_strangers_find_nothing_and_the_plan_list_leads_here(client, tayside, elsewhere, where):
    assert client.get(where).status_code == 302
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(where).status_code == 404
    client.force_login(tayside.people["reader"])
    assert where in client.get(reverse("plans:list", args=["tayside"])).content.decode()


def test_the_command_writes_the_findings(tmp_path):
    paper, out = tmp_path / "paper.txt", tmp_path / "findings.csv"
    paper.write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(main, ["check-text", str(paper), "--kind", "figure", "--out", str(out)])
    assert done.exit_code == 0, done.output
    (row,) = csv.DictReader(io.StringIO(out.read_text("utf-8")))
    assert (row["kind"], row["line"], row["found"]) == ("figure", "2", "57% for 27 of 48")


def test_the_command_refuses_what_is_not_text(tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_bytes(b"caf\xe9")
    done = CliRunner().invoke(main, ["check-text", str(paper)])
    assert done.exit_code == 2
    assert "byte 4" in done.output


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_clear_in_a_browser(live_server, page_at, tayside, where, width):
    page = page_at(width, javascript=width != 360)
    sign_in(page, live_server.url, tayside.people["planner"])
    page.goto(live_server.url + where)
    page.get_by_label("The text").fill(TEXT)
    page.get_by_role("button", name="Check the text").click()
    page.get_by_text("56.25%").wait_for()
    if width != 360:
        assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)
    keep_screenshot(page, f"check-text-{width}")
