"""Ten answer files of other makers: uploaded, described, checked, tabulated and released through the pages people use."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.analyse.surveys.data.measures import answer_code
from realign.analyse.surveys.models import ColumnMapping, ReleaseRequest, Survey
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.storage import full_path
from realign.foundations.partnerships.models import Membership
from realign.foundations.work.jobs import run
from realign.methods.percentages import percentage
from realign.registers.evidence.models import Release
from realign.registers.places.actions import load_gazetteer
from tests.support.makers import MAKERS, PUPILS, pupils
from tests.support.mapping import confirm_columns

pytestmark = pytest.mark.slow

RULES = {"profile": "fewer-than-5", "interval": "logit"}


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


class Office:
    """The people of one partnership at their pages; every page that they open answers."""

    def __init__(self, client, cast):
        self.client, self.cast = client, cast

    def sign_in(self, role):
        self.client.force_login(self.cast.people[role])

    def post(self, address, data=None):
        answer = self.client.post(address, data or {}, follow=True)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def get(self, address, data=None):
        answer = self.client.get(address, data or {}, follow=True)
        assert answer.status_code == 200, address
        return answer.content.decode()

    def upload(self, file):
        said = {"title": "Our pupils", "name": "ours", "producer": "Our schools", "missing_codes": ""}
        until = {"expires_day": "31", "expires_month": "3", "expires_year": "2029"}
        self.post(at("bring"), {"file": SimpleUploadedFile(file.name, file.content), **said, **until})
        return Import.objects.get()

    def declare(self, dataset):
        """Add the survey with the design that the page has filled in from the columns."""
        form = self.client.get(at("add"), {"dataset": dataset.pk}).context["form"]
        said = {field.html_name: field.value() for field in form if field.value() is not None}
        said |= {"title": "Our survey", "slug": "ours", "wave": "2026", "population": "Our pupils"}
        answer = self.client.post(at("add"), said | {"dataset": dataset.pk, "lonely_psu": "fail"})
        assert answer.status_code == 302, answer.context["form"].errors
        return Survey.objects.get()

    def release(self, measure, by):
        """One person asks, two others check, and a fourth releases."""
        self.post(at("ask", "ours"), {"measure": measure, "by": [by], **RULES})
        request = ReleaseRequest.objects.get()
        run(request.job_id)
        self.post(at("submit", request.pk))
        for role in ("output-checker", "reader"):
            self.sign_in(role)
            self.post(
                at("review", request.pk), {"verdict": "release", "reason": "Nothing points at a person."}
            )
        self.sign_in("coordinator")
        self.post(at("let-out", request.pk), {"slug": "trusted-adult"})
        return Release.objects.get()


@pytest.fixture
def office(client, tayside):
    load_gazetteer(by=tayside.system)
    second = Membership.objects.get(user=tayside.people["reader"])
    second.roles = [*second.roles, "output-checker"]
    second.save()
    office = Office(client, tayside)
    office.sign_in("analyst")
    return office


def share_of_always(survey):
    """The share that trusts always, as the file says it, with the weights that the survey uses."""
    weights = {
        pupil.number: (1.5 if pupil.stage == "S1" else 1.0) if survey.weight == "wt_final" else 1.0
        for pupil in pupils()
        if survey.weight != "wt_final" or pupil.number % 60
    }
    yes = sum(
        weights[pupil.number] for pupil in pupils() if pupil.number in weights and pupil.trusts == "Always"
    )
    return percentage(100 * yes / sum(weights.values()))


@pytest.mark.parametrize("maker", MAKERS)
def test_a_file_of_another_maker_becomes_a_released_table(office, maker, django_capture_on_commit_callbacks):
    file = MAKERS[maker]()
    record = office.upload(file)
    raw = full_path(record.upload.path)
    page = confirm_columns(office.client, record, **file.corrected).content.decode()
    assert "No problems found" in page, page[page.find("<main") : page.find("</main")]
    with django_capture_on_commit_callbacks(execute=True):
        office.post(at("accept", record.pk))
    dataset = Dataset.objects.get()
    columns = {column["name"]: column for column in dataset.columns}
    mapping = {column["column"]: column for column in remembered()}
    for name in file.erased:
        assert mapping[name]["role"] == "identifier", name
    assert not any("81.2.69" in str(column) for column in dataset.columns)
    assert raw.exists() == (
        not any(column["role"] in ("identifier", "leave-out") for column in mapping.values())
    )
    assert dataset.rows == PUPILS
    if file.ticked:
        assert (columns[file.ticked]["role"], columns[file.ticked]["values"]) == (
            "tick",
            {"1": "Yes", "0": "No"},
        )

    survey = office.declare(dataset)
    question, stage = mapping[file.question]["kept_as"], mapping[file.stage]["kept_as"]
    measure = answer_code(question, file.answer)
    for page in ("survey", "quality", "publication", "areas", "weights"):
        office.get(at(page, "ours"))
    table = office.get(at("builder", "ours"), {"measure": measure, "by": [stage]})
    assert share_of_always(survey) in table, re.sub(r"<[^>]+>|\s+", " ", table)[2500:9000]
    release = office.release(measure, stage)
    office.client.logout()
    public = office.get(reverse("evidence:release", args=["tayside", release.slug]))
    assert share_of_always(survey) in public
    assert "S1" in public.upper()


def remembered():
    """What was remembered of the columns of the only file."""
    return ColumnMapping.objects.get().columns
