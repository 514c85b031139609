"""A survey as an outsider brings it, taken through every page and every form of the room."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.analyse.surveys import urls
from realign.analyse.surveys.data.incoming.format import read as read_answers
from realign.analyse.surveys.data.measures import answer_code, measures_of, question_of
from realign.analyse.surveys.models import ColumnMapping, LocalFigures, ReleaseRequest, Survey
from realign.analyse.surveys.release import actions as release_actions
from realign.foundations.files import actions as files
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.storage import full_path
from realign.foundations.files.types import IncomingFile
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.places.actions import load_gazetteer
from tests.apps.analyse.surveys.outsiders import (
    BULLIED,
    LONG,
    PREFER,
    SAFE,
    answers_csv,
    codebook_csv,
)
from tests.apps.analyse.surveys.outsiders import workbook as a_workbook
from tests.apps.analyse.surveys.test_questionnaires import workbook

pytestmark = pytest.mark.slow

SAFE_YES = answer_code(SAFE, "Yes")
AREAS = "area,sex,people\nLochee,Girls,100\nLochee,Boys,200\n"
USUAL = {"profile": "fewer-than-5", "interval": "logit"}


class Room:
    """The survey room of Tayside as its people use it; keeps which of its addresses answered."""

    def __init__(self, client, cast):
        self.client, self.cast = client, cast
        self.answered = set()
        self.sign_in("analyst")

    def sign_in(self, role):
        self.client.force_login(self.cast.people[role])

    def get(self, name, /, *args, **data):
        return self._keep(name, self.client.get(at(name, *args), data, follow=True))

    def post(self, name, /, *args, **data):
        return self._keep(name, self.client.post(at(name, *args), data, follow=True))

    def _keep(self, name, answer):
        assert answer.status_code == 200, f"{name}: {answer.status_code}"
        self.answered.add(name)
        return read(answer)

    def bring(self, answers, codebook="", name="answers.csv"):
        held = answers if isinstance(answers, bytes) else answers.encode()
        files = {"file": SimpleUploadedFile(name, held)}
        if codebook:
            files["codebook"] = SimpleUploadedFile("codebook.csv", codebook.encode())
        said = {"title": "Our pupils", "name": "ours", "missing_codes": ""}
        until = {"expires_day": "31", "expires_month": "3", "expires_year": "2029"}
        self.get("bring")
        return self.post("bring", **files, **said, **until)

    def hand_over(self, roles):
        """Keep what was read under the names that the file has, as a system hands data over that nobody described."""
        record = Import.objects.get()
        by = self.cast.actor("analyst")
        path = full_path(record.upload.path)
        answers = read_answers(IncomingFile(path, record.upload.name, by, record, record.options)).rows
        columns = [replace(column, role=roles(column.name)) for column in answers.codebook()]
        files.store_dataset(
            by=by, slug="ours", title="Our pupils", data=answers.table, columns=columns, upload=record.upload
        )

    def declare(self, roles=lambda name: ""):
        """Keep what was brought, and say that pupils were not drawn in any way."""
        self.hand_over(roles)
        dataset = Dataset.objects.get()
        form = {"title": "Our survey", "slug": "ours", "wave": "2026", "population": "Our pupils"}
        self.get("add", dataset=dataset.pk)
        self.post("add", **form, dataset=dataset.pk, lonely_psu="fail")
        return Survey.objects.get()


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


def read(answer):
    """The words of a page as a reader has them."""
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    text = re.sub(r"<(svg|script|style).*?</\1>", " ", main[0] if main else "", flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def room(client, tayside):
    load_gazetteer(by=tayside.system)
    return Room(client, tayside)


def measured_only(name):
    return "measure"


def grouped(name):
    """The columns that the analyst calls groups, and the one of a national measure."""
    return {"sex": "group", "carer": "group", "care_for_someone": "national"}.get(name, "measure")


@pytest.fixture
def words_only(room):
    """Answers in words, none of them called a group or a breakdown."""
    room.bring(answers_csv(), codebook_csv())
    room.survey = room.declare(measured_only)
    return room


@pytest.fixture
def not_said(room):
    """Answers in words of which nobody said what the columns are."""
    room.bring(answers_csv(), codebook_csv())
    room.survey = room.declare()
    return room


@pytest.fixture
def broken_down(room):
    """Answers in words, by sex and by who cares for somebody."""
    room.bring(answers_csv(broken_down=True), codebook_csv(broken_down=True))
    room.survey = room.declare(grouped)
    return room


@pytest.fixture
def undescribed(room):
    """Answers without a codebook."""
    room.bring(answers_csv())
    room.survey = room.declare()
    return room


@pytest.fixture
def in_a_workbook(room):
    """The answers by sex, as an Excel workbook with a codebook sheet."""
    room.bring(a_workbook(), name="Answers 2026.xlsx")
    room.survey = room.declare(grouped)
    return room


PAGES = ("survey", "builder", "publication", "quality", "areas", "weights", "response", "edit")


@pytest.mark.parametrize("kind", ["words_only", "not_said", "broken_down", "undescribed", "in_a_workbook"])
def test_every_page_of_the_survey_answers(kind, request):
    room = request.getfixturevalue(kind)
    for page in PAGES:
        room.get(page, "ours")


@pytest.mark.parametrize("kind", ["words_only", "broken_down"])
def test_every_answer_of_every_question_makes_a_table(kind, request):
    room = request.getfixturevalue(kind)
    codes = [measure.code for measure in measures_of(room.survey.dataset)]
    assert len(codes) == len(set(codes))
    assert max(map(len, codes)) <= ReleaseRequest._meta.get_field("measure").max_length
    by = ["sex"] if kind == "broken_down" else []
    for code in codes:
        page = room.get("builder", "ours", measure=code, by=by, compare="elsewhere", chosen="1")
        assert "Request release of this table" in page, code


def test_every_labelled_column_is_a_measure_and_a_breakdown_where_nobody_said_more(not_said):
    page = not_said.get("survey", "ours")
    assert "Each answer of 8 questions whose values have labels." in page
    assert "Bullied in the last year" not in page.replace("Asked: bullied_last_year", "")
    table = not_said.get("builder", "ours", measure=SAFE_YES, by=[LONG, BULLIED])
    assert "Request release of this table" in table
    own = "a question is not broken down by its own answers"
    assert own in not_said.get("builder", "ours", measure=SAFE_YES, by=[SAFE])
    assert own in not_said.post("ask", "ours", measure=SAFE_YES, by=[SAFE], **USUAL)


def test_a_question_with_a_long_name_is_counted_as_it_was_answered(words_only):
    codes = {
        measure.title: measure.code
        for measure in measures_of(words_only.survey.dataset)
        if measure.column == LONG
    }
    assert len(codes) == 3
    assert len({question_of(code) for code in codes.values()}) == 1, "they are answers of one question"
    shares = [words_only.get("builder", "ours", measure=code) for code in codes.values()]
    assert all("33.3% (95% interval" in page for page in shares)


def test_a_measure_may_be_broken_down_by_a_column_that_has_its_name(broken_down):
    page = broken_down.get("builder", "ours", measure="carer", by=["carer"])
    assert "33.3% (95% interval" in page
    assert "Hidden because all pupils in it gave the same answer: Yes; No." in page
    assert "too few pupils" not in page


def test_columns_of_words_are_not_taken_for_scores_of_the_same_name(words_only):
    page = words_only.get("survey", "ours")
    assert "difficulties score" not in page
    assert "Bullied in the last year" not in page
    assert "Each answer of 8 questions whose values have labels." in page


def test_what_cannot_be_broken_down_is_said_and_not_offered(words_only):
    assert "For all pupils together only" in words_only.get("survey", "ours")
    builder = words_only.get("builder", "ours")
    assert "Breakdown" not in builder
    assert "Each group with a reference group" not in builder
    assert "Median" not in builder
    refused = words_only.get("builder", "ours", measure=SAFE_YES, by=["sex"])
    assert "sex is not one of the available choices" in refused
    assert "There are no known numbers to adjust the weights to" in words_only.get("weights", "ours")
    assert "There are no groups of pupils to model areas from" in words_only.get("areas", "ours")


def test_a_workbook_gives_what_its_sheets_give_as_text(in_a_workbook):
    page = in_a_workbook.get("builder", "ours", measure=SAFE_YES, by=["sex"])
    assert "75% (95% interval 70.1% to 79.4%) of pupils answered “Yes”" in page


def test_help_names_the_columns_that_there_are(broken_down):
    assert "For example: sex, Girls, 14200" in broken_down.get("weights", "ours")
    assert "area, sex, carer, people" in broken_down.get("areas", "ours")


def test_quality_is_reported_by_what_there_is(words_only):
    page = words_only.get("quality", "ours")
    assert f"{PREFER} Left blank" in page
    assert "This survey has no weights." in page
    assert "All pupils 1 0 0" in page, "how firm each answer of each question is"


def test_without_a_codebook_the_pages_say_what_is_needed(undescribed):
    assert "has no value labels" in undescribed.get("survey", "ours")
    assert "there is nothing to estimate yet" in undescribed.get("quality", "ours")
    assert "missing codes" in undescribed.get("quality", "ours")
    assert "has no value labels" in undescribed.get("builder", "ours")
    assert "has no value labels" in undescribed.get("publication", "ours")
    assert "There are no groups of pupils" in undescribed.get("areas", "ours")


def test_a_column_of_words_is_no_weight(words_only):
    form = {"title": "Again", "slug": "again", "wave": "2026", "population": "Our pupils"}
    dataset = Dataset.objects.get()
    page = words_only.post("add", **form, dataset=dataset.pk, lonely_psu="fail", weight="weight")
    assert "“weight” holds string, where numbers were expected." in page
    assert Survey.objects.count() == 1


def test_a_publication_of_all_pupils(words_only):
    page = words_only.post("publication", "ours", measures=[SAFE_YES], breakdowns=["everybody"], **USUAL)
    assert "Publication: 1 measure by all pupils" in page
    request = ReleaseRequest.objects.get()
    run(request.job_id)
    assert "75%" in words_only.get("request", request.pk)


def test_the_method_of_a_release_says_that_nothing_was_weighted(broken_down):
    release = let_out(broken_down, asked(broken_down, SAFE_YES, ["sex"]))
    assert release.method["Estimate"].startswith("Unweighted share")


def asked(room, measure, by):
    room.post("ask", "ours", measure=measure, by=by, **USUAL)
    request = ReleaseRequest.objects.latest("pk")
    run(request.job_id)
    room.get("request", request.pk)
    return request


def let_out(room, request, slug="by-sex"):
    """Through every step that a table takes; the second checker is another person."""
    room.post("submit", request.pk)
    room.sign_in("output-checker")
    room.post("review", request.pk, verdict="release", reason="Nothing points at a person.")
    other = replace(room.cast.actor("output-checker"), user_id=room.cast.people["reader"].pk, name="Other")
    release_actions.give_view(by=other, request=request, verdict="release", reason="I agree.")
    room.sign_in("coordinator")
    room.post("let-out", request.pk, slug=slug)
    room.sign_in("analyst")
    request.refresh_from_db()
    return request.release


def test_every_address_of_the_room_answers_for_such_a_survey(broken_down):
    room = broken_down
    for name in ("list", "bank", "requests", "questionnaires", "questionnaire-new", "local-list"):
        room.get(name)
    for page in PAGES:
        room.get(page, "ours")
    room.get("answers", Import.objects.get().pk)
    revision = {"revision": room.survey.revision}
    room.post(
        "response", "ours", **revision, name_1="Pupils", asked_1="500", took_part_1="420", counts_1="on"
    )
    assert "Overall response 84%" in room.get("quality", "ours")
    form = {"title": "Our survey", "slug": "ours", "wave": "2026", "population": "Pupils of ours"}
    revision = {"revision": Survey.objects.get().revision}
    room.post("edit", "ours", **form, **revision, dataset=Dataset.objects.get().pk, lonely_psu="fail")

    margins = {"margins": "sex, Girls, 200\nsex, Boys, 300", "column": "line", "slug": "ours-weighted"}
    revision = {"revision": Survey.objects.get().revision}
    assert "their share is unchanged" in room.post("weights", "ours", **margins, **revision)
    room.post("weights", "ours", **margins, **revision, keep="1")
    assert "They add up to 500 pupils" in room.get("quality", "ours")

    back = asked(room, SAFE_YES, ["sex", "carer"])
    room.post("withdraw", back.pk)
    request = asked(room, SAFE_YES, ["sex"])
    let_out(room, request)
    returned = asked(room, answer_code(LONG, "There is nobody"), ["carer"])
    for role, verdict in (("output-checker", "return"), ("reader", "return")):
        if role == "output-checker":
            room.post("submit", returned.pk)
            room.sign_in(role)
            room.post("review", returned.pk, verdict=verdict, reason="Say more.")
        else:
            other = replace(
                room.cast.actor("output-checker"), user_id=room.cast.people[role].pk, name="Other"
            )
            release_actions.give_view(by=other, request=returned, verdict=verdict, reason="Say more.")
    room.sign_in("analyst")
    room.post("rework", returned.pk, profile="fewer-than-5", rounding="")
    run(Job.objects.latest("pk").pk)
    room.post("submit", returned.pk)
    room.sign_in("output-checker")
    room.post("review", returned.pk, verdict="release", reason="Better.")
    other = replace(room.cast.actor("output-checker"), user_id=room.cast.people["reader"].pk, name="Other")
    release_actions.give_view(by=other, request=returned, verdict="release", reason="Better.")
    room.sign_in("coordinator")
    assert "Returned for work" in room.post("return", returned.pk, reason="The title is wrong.")

    room.sign_in("analyst")
    model = {"measure": SAFE_YES, "source": "typed", "population": AREAS, "population_source": "Pupils, 2026"}
    assert "Save these figures" in room.post("areas", "ours", **model)
    room.post("areas", "ours", **model, slug="ours-local", keep="1")
    local = LocalFigures.objects.get()
    room.get("local-kept", local.slug)
    room.sign_in("coordinator")
    room.post("local-let-out", local.slug)
    room.client.logout()
    assert "Lochee" in room.get("local", local.slug)
    room.sign_in("analyst")

    room.post(
        "questionnaire-new",
        file=SimpleUploadedFile("form.xlsx", workbook()),
        title="",
        slug="form",
        survey="",
    )
    room.get("questionnaire", "form")
    record = Import.objects.get()
    room.post("headings", record.pk, headings="names")
    form = room.client.get(at("columns", record.pk)).context["form"]
    said = {field.html_name: field.value() for field in form if field.value() is not None}
    room.post("columns", record.pk, **said)
    room.post("accept", record.pk)
    room.get("mappings")
    (mapping,) = ColumnMapping.objects.all()
    room.get("mapping", mapping.slug)
    room.get("mapping-remove", mapping.slug)
    Import.objects.update(state=Import.State.READY)
    room.post("set-aside", Import.objects.get().pk)
    assert {pattern.name for pattern in urls.urlpatterns} == room.answered
