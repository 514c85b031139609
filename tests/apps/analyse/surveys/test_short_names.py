"""A short name for an address is asked for nowhere: whoever leaves it empty gets one that is free."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.analyse.surveys.designs import actions
from realign.analyse.surveys.designs.types import TAKEN
from realign.analyse.surveys.models import Questionnaire, Survey
from realign.foundations.files.models import Dataset, Import
from realign.registers.evidence.models import Finding, Release
from tests.apps.analyse.surveys.test_bring_pages import with_codebook
from tests.apps.analyse.surveys.test_questionnaires import workbook
from tests.support.mapping import confirm_columns
from tests.support.survey import survey_world

pytestmark = pytest.mark.slow


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


@pytest.fixture
def analyst(client, tayside):
    client.force_login(tayside.people["analyst"])
    return client


def test_data_are_uploaded_without_a_short_name(analyst):
    for _ in range(2):
        analyst.post(at("bring"), with_codebook() | {"name": ""})
    # the second waits beside the first, and so has another name
    assert sorted(Import.objects.values_list("options__name", flat=True)) == [
        "wave-of-2026",
        "wave-of-2026-2",
    ]
    record = Import.objects.order_by("pk").first()
    confirm_columns(analyst, record)
    analyst.post(at("accept", record.pk))
    assert Dataset.objects.get().slug == "wave-of-2026"


def test_a_survey_is_added_without_a_short_name_and_keeps_it_when_it_is_changed(analyst, tayside):
    dataset = survey_world(tayside).survey.dataset
    typed = {
        "title": "Requests",
        "slug": "",
        "wave": "",
        "population": "All pupils",
        "dataset": dataset.pk,
        "lonely_psu": "fail",
    }
    analyst.post(at("add"), typed | {"wave": "2026"})
    survey = Survey.objects.get(title="Requests")
    assert survey.slug == "requests-2026"
    analyst.post(at("edit", survey.slug), typed | {"wave": "2027", "revision": survey.revision})
    survey.refresh_from_db()
    assert (survey.slug, survey.wave) == ("requests-2026", "2027")


def test_no_survey_gets_the_address_of_another_page(tayside):
    by = tayside.system
    survey = actions.create_survey(by=by, title="Question", wave="bank", population="All pupils")
    assert "question-bank" in TAKEN
    assert survey.slug == "question-bank-2"


def test_a_questionnaire_is_uploaded_without_a_short_name(analyst):
    form = {"file": SimpleUploadedFile("form.xlsx", workbook()), "slug": "", "title": ""}
    assert analyst.post(at("questionnaire-new"), form).status_code == 302
    # the title is that of the form itself
    assert Questionnaire.objects.get().slug == "a-form"


def test_a_table_is_published_and_a_finding_added_without_a_short_name(client, tayside):
    world = survey_world(tayside)
    request = world.reviewed()
    client.force_login(tayside.people["coordinator"])
    answer = client.post(at("let-out", request.pk), {"slug": ""})
    release = Release.objects.get()
    assert answer.headers["Location"] == f"/tayside/evidence/tables/{release.slug}/"
    client.force_login(tayside.people["analyst"])
    for _ in range(2):
        typed = {"sentence": "Rules", "slug": "", "strength": "weak", "source": "A report of 2025"}
        assert client.post(reverse("evidence:finding-add", args=["tayside"]), typed).status_code == 302
    # “rules” is the address of another page
    assert sorted(Finding.objects.values_list("slug", flat=True)) == ["rules-2", "rules-3"]
