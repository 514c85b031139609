"""Bringing a file of answers, page by page: shown first, kept whole or not at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.analyse.surveys.data import actions as data_actions
from realign.analyse.surveys.data import views as data_views
from realign.foundations.audit import queries as audit
from realign.foundations.files import actions as file_actions
from realign.foundations.files import queries as files
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.storage import full_path
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from tests.apps.analyse.surveys.test_incoming import CODEBOOK, CSV
from tests.support.mapping import confirm_columns

pytestmark = pytest.mark.slow


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


@pytest.fixture
def analyst(client, tayside):
    client.force_login(tayside.people["analyst"])
    return client


def said(text=CSV, name="answers.csv", **more):
    return {
        "file": SimpleUploadedFile(name, text.encode()),
        "title": "Wave of 2026",
        "name": "wave-2026",
        "expires_day": "31",
        "expires_month": "3",
        "expires_year": "2029",
        "missing_codes": "",
        **more,
    }


def with_codebook(text=CSV, **more):
    return said(text, codebook=SimpleUploadedFile("codebook.csv", CODEBOOK.encode()), **more)


def items_csv(rows=3):
    names = [f"sdq{item}" for item in range(1, 26)]
    body = "\n".join(",".join(str(item % 3) for item in range(1, 26)) for _ in range(rows))
    return ",".join(names) + "\n" + body + "\n"


def test_the_columns_are_shown_before_anything_is_kept(analyst, tayside):
    answer = analyst.post(at("bring"), with_codebook(), follow=True)
    text = answer.content.decode()
    assert "Bullied in the last year" in text
    assert "Question not asked of stage" in text
    assert "fewer than 5 (888)" in text
    assert Dataset.objects.count() == 0
    record = Import.objects.get()
    confirm_columns(analyst, record)
    kept = analyst.post(at("accept", record.pk), follow=True).content.decode()
    dataset = files.dataset(tayside.partnership, "wave-2026")
    assert dataset.rows == 5
    assert dataset.expires_on.isoformat() == "2029-03-31"
    assert next(c for c in dataset.columns if c["name"] == "bullied")["missing"] == ["888", "999", "-1"]
    assert "Describe the sample design" in kept


def test_scales_are_offered_and_their_rules_written_into_the_codebook(analyst, tayside):
    analyst.post(at("bring"), said(items_csv()))
    record = Import.objects.get()
    page = confirm_columns(analyst, record).content.decode()
    assert "imputed where at least three of five are answered" in page
    analyst.post(at("accept", record.pk), {"score": ["sdq-self:complete", "sdq-self:prorate"]})
    columns = {c["name"]: c for c in files.dataset(tayside.partnership, "wave-2026").columns}
    assert "missing items: complete" in columns["sdq_total"]["label"]
    assert "missing items: prorate" in columns["sdq_total_prorated"]["label"]
    verbs = list(audit.events("tayside").values_list("verb", flat=True))
    assert "chose the scales to score of" in verbs


def test_a_file_with_problems_is_refused_whole(analyst):
    page = analyst.post(
        at("bring"), with_codebook(CSV.replace("S1,999", "S1,7")), follow=True
    ).content.decode()
    assert "1 problem" in page
    assert "one of 1, 2" in page
    assert "Import these answers" not in page
    record = Import.objects.get()
    refused = analyst.post(at("accept", record.pk))
    assert "correct the problems and upload the file again" in refused.content.decode()
    assert Dataset.objects.count() == 0


def test_names_are_refused_with_the_column_and_the_reason(analyst):
    text = "first_name,score\n" + "\n".join(f"Ann{n},{n}" for n in range(9))
    page = analyst.post(at("bring"), said(text), follow=True).content.decode()
    assert "a column that looks like a name" in page
    assert "first_name" in page
    assert Dataset.objects.count() == 0


def test_answers_outside_a_scale_stop_the_keeping(analyst):
    wrong = items_csv().replace("1,2,0,1,2", "1,2,0,1,9", 1)
    analyst.post(at("bring"), said(wrong), follow=True)
    record = Import.objects.get()
    confirm_columns(analyst, record)
    page = analyst.post(
        at("accept", record.pk), {"score": ["sdq-self:complete"]}, follow=True
    ).content.decode()
    assert "expected a whole number from 0 to 2" in page
    assert Dataset.objects.count() == 0


def test_a_short_name_in_use_is_told_before_keeping(analyst):
    analyst.post(at("bring"), with_codebook())
    confirm_columns(analyst)
    analyst.post(at("accept", Import.objects.get().pk))
    page = analyst.post(at("bring"), said("a\n1\n2\n"), follow=True).content.decode()
    assert "has this name. Choose another" in page


def test_a_large_file_is_read_by_the_worker_with_progress(analyst, tayside, monkeypatch):
    monkeypatch.setattr(data_views, "AT_ONCE_BYTES", 10)
    assert "/jobs/" in analyst.post(at("bring"), with_codebook()).headers["Location"]
    job = Job.objects.get()
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.problem
    assert job.total == 3
    record = Import.objects.get()
    assert job.result_url == at("answers", record.pk)
    confirm_columns(analyst, record)
    run(Job.objects.latest("pk").pk)
    analyst.post(at("accept", record.pk))
    run(Job.objects.latest("pk").pk)
    assert files.dataset(tayside.partnership, "wave-2026").rows == 5


def test_a_file_of_no_known_kind_keeps_what_was_typed(analyst):
    page = analyst.post(at("bring"), said(name="answers.docx")).content.decode()
    assert "not a kind of file that can be read" in page
    assert 'value="Wave of 2026"' in page


def test_a_file_set_aside_leaves_nothing(analyst):
    analyst.post(at("bring"), with_codebook())
    analyst.post(at("set-aside", Import.objects.get().pk))
    assert Import.objects.get().state == Import.State.DISCARDED
    assert Dataset.objects.count() == 0


def test_other_files_are_not_kept_as_answers(tayside, analyst):
    analyst.post(at("bring"), with_codebook())
    Import.objects.update(kind="indicators")
    with pytest.raises(Refusal, match="does not hold survey answers"):
        data_actions.accept_answers(by=tayside.actor("analyst"), record=Import.objects.get())
    assert analyst.get(at("answers", Import.objects.get().pk)).status_code == 404


def test_a_planner_may_not_bring_answers_and_a_stranger_finds_nothing(client, tayside, elsewhere, analyst):
    analyst.post(at("bring"), with_codebook())
    record = Import.objects.get()
    client.force_login(tayside.people["planner"])
    assert client.get(at("bring")).status_code == 403
    client.force_login(elsewhere.people["analyst"])
    assert client.get(at("answers", record.pk)).status_code == 404
    assert client.get(reverse("surveys:answers", args=["elsewhere", record.pk])).status_code == 404


def test_the_common_list_of_files_leads_to_this_page(analyst):
    choose = analyst.get(reverse("files:new", args=["tayside", "survey", "answers"]))
    assert choose.headers["Location"] == at("bring")


def test_a_file_that_is_cut_off_is_not_said_to_have_been_read(analyst, tayside):
    cut = 'sex,q1,"free, text"\n1,2,ok\n2,1,"cut off here\n'
    page = analyst.post(at("bring"), said(cut), follow=True).content.decode()
    record = Import.objects.get()
    assert "cut off inside a quoted text" in page
    assert "The file cannot be imported: 1 problem found. Correct the file and upload it again." in page
    assert "The file was read" not in page
    assert at("columns", record.pk) not in page
    # an address that was kept leads back to what is wrong
    assert analyst.get(at("columns", record.pk)).url == at("answers", record.pk)


def test_cancelling_erases_a_file_whose_answers_were_erased_before(
    analyst, tayside, django_capture_on_commit_callbacks
):
    """The answers came, were erased, and the same file is uploaded again by mistake."""
    analyst.post(at("bring"), with_codebook())
    first = Import.objects.get()
    confirm_columns(analyst, first)
    analyst.post(at("accept", first.pk))
    dataset = files.dataset(tayside.partnership, "wave-2026")
    with django_capture_on_commit_callbacks(execute=True):
        file_actions.erase_dataset(by=tayside.actor("analyst"), dataset=dataset, revision=dataset.revision)
    analyst.post(at("bring"), {**with_codebook(), "name": "again"})
    again = Import.objects.latest("pk")
    assert full_path(again.upload.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        analyst.post(at("set-aside", again.pk))
    assert not full_path(again.upload.path).exists()
