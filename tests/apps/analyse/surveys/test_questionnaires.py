"""XLSForms in and out, and who is asked what."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from realign.analyse.surveys.models import Questionnaire
from realign.analyse.surveys.questionnaires import actions as questionnaire_actions
from realign.analyse.surveys.questionnaires.xlsform.files import read_workbook, write_workbook
from realign.analyse.surveys.questionnaires.xlsform.form import questions
from realign.analyse.surveys.questionnaires.xlsform.routing import may_be_asked
from realign.demo.questionnaire import form_as_workbook
from realign.foundations.files.types import Problems

SURVEY = [
    ["type", "name", "label::English (en)", "label::Gàidhlig (gd)", "relevant", "appearance"],
    ["select_one stages", "stage", "Which stage?", "Dè an ìre?", "", "minimal"],
    ["begin group", "older", "For older pupils", "", "selected(${stage}, 'S2')", ""],
    ["integer", "hours", "Hours of sleep", "", "", ""],
    ["select_multiple ways", "ways", "How do you come?", "", "${hours} > 5", ""],
    ["end group", "", "", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label"],
    ["stages", "S1", "S1"],
    ["stages", "S2", "S2"],
    ["ways", "walk", "On foot"],
]


def workbook(survey=SURVEY, choices=CHOICES, **more):
    book = Workbook()
    book.remove(book.active)
    sheets = {
        "survey": survey,
        "choices": choices,
        "settings": [["form_title", "version"], ["A form", "3"]],
    } | more
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data):
    problems = Problems()
    return read_workbook(BytesIO(data), problems), [(p.row, p.column, p.found) for p in problems.kept]


def cells(data):
    return {
        s.title: [[c or "" for c in row] for row in s.iter_rows(values_only=True)]
        for s in load_workbook(BytesIO(data))
    }


def with_row(*row):
    return workbook([*SURVEY, list(row)])


def test_a_form_goes_out_as_it_came_in_with_translations_and_routing():
    sheets, problems = read(workbook())
    assert problems == []
    out = cells(write_workbook(sheets))
    assert out["survey"] == [[str(cell) for cell in row] for row in SURVEY]
    assert out["choices"] == CHOICES
    assert out["settings"] == [["form_title", "version"], ["A form", "3"]]


def test_questions_carry_the_conditions_of_their_groups():
    sheets, _ = read(workbook())
    found = {one.name: one for one in questions(sheets)}
    assert found["ways"].conditions == ("selected(${stage}, 'S2')", "${hours} > 5")
    assert found["ways"].group == "For older pupils"
    assert found["ways"].choices == [("walk", "On foot")]
    assert found["stage"].label == "Which stage?"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("dropdown x", "q"), (7, "survey: type", "dropdown x")),
        (("text", "two words"), (7, "survey: name", "two words")),
        (("text", "hours"), (7, "survey: name", "hours")),
        (("select_one moods", "mood"), (7, "survey: type", "select_one moods")),
        (("text", "q", "", "", "${gone} = 1"), (7, "survey: relevant", "${gone}")),
        (("begin group", "open"), (7, "survey: type", "begin_group without its end")),
        (("end repeat", ""), (7, "survey: type", "end_repeat")),
    ],
)
def test_what_is_wrong_is_named_by_sheet_row_and_column(row, found):
    assert found in read(with_row(*row))[1]


def test_choices_are_checked_too():
    problems = read(workbook(choices=[*CHOICES, ["stages", "S1", "Again"], ["", "x", "y"]]))[1]
    assert (5, "choices: name", "S1 in stages") in problems
    assert (6, "choices", "a row without list_name or name") in problems


def test_files_that_are_no_forms():
    assert "cannot be opened" in read(b"PK nonsense")[1][0][2]
    _, problems = read(workbook(survey=[["kind"]], choices=[["a"]]))
    assert (1, "survey: type", "columns kind") in problems
    book = Workbook()
    stream = BytesIO()
    book.save(stream)
    assert read(stream.getvalue())[0] is None


@pytest.mark.parametrize(
    ("condition", "s1", "s2"),
    [
        ("${stage} = 'S2'", False, True),
        ("${stage} != 'S2'", True, False),
        ("selected(${stage}, 'S1') or selected(${stage}, 'S2')", True, True),
        ("not(${stage} = 'S1')", False, True),
        ("(${stage} = 'S1' and ${age} > 11)", True, False),
        ("${stage} = 'S1' or ${age} > 11", True, True),
        ("${age} > 11", True, True),
        ("count-selected(${ways}) > 1", True, True),
        ("${stage} = ", True, True),
        ("", True, True),
    ],
)
def test_routing_is_worked_out_as_far_as_the_stage_decides(condition, s1, s2):
    conditions = [condition] if condition else []
    assert (may_be_asked(conditions, "stage", "S1"), may_be_asked(conditions, "stage", "S2")) == (s1, s2)


def test_the_demonstration_form_is_sound_and_routes_by_stage():
    sheets, problems = read(form_as_workbook())
    assert problems == []
    found = {one.name: one for one in questions(sheets)}
    asked = {
        stage: may_be_asked(found["sdq_1"].conditions, "stage", stage) for stage in ("P5", "S1", "S2", "S6")
    }
    assert asked == {"P5": False, "S1": False, "S2": True, "S6": True}


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


@pytest.mark.slow
class TestPages:
    @pytest.fixture
    def analyst(self, client, tayside):
        client.force_login(tayside.people["analyst"])
        return client

    def post(self, client, data, name="form.xlsx"):
        form = {"file": SimpleUploadedFile(name, data), "slug": "form-2026", "title": ""}
        return client.post(at("questionnaire-new"), form, follow=True)

    def test_a_form_is_brought_shown_and_taken_out(self, analyst):
        page = self.post(analyst, workbook()).content.decode()
        assert "A form" in page
        assert page.count("yes</td>") >= 4
        assert "${hours} &gt; 5" in page
        out = analyst.get(at("questionnaire", "form-2026"), {"format": "xlsx"})
        assert cells(out.content)["survey"] == [[str(cell) for cell in row] for row in SURVEY]
        assert "form-2026" in analyst.get(at("questionnaires")).content.decode()
        assert analyst.get(at("questionnaires"), {"format": "csv"})["Content-Type"].startswith("text/csv")

    def test_a_broken_form_is_refused_whole_with_every_problem(self, analyst):
        page = self.post(analyst, with_row("dropdown x", "two words")).content.decode()
        assert "dropdown x" in page
        assert "survey: type" in page
        assert Questionnaire.objects.count() == 0

    def test_a_file_of_another_kind_is_refused(self, analyst):
        assert "not an Excel workbook" in self.post(analyst, b"x", "form.pdf").content.decode()

    def test_a_stranger_finds_nothing_and_a_checker_may_not_bring(self, client, tayside, elsewhere):
        questionnaire_actions.bring_questionnaire(
            by=tayside.actor("analyst"), slug="f", title="F", data=workbook()
        )
        client.force_login(elsewhere.people["analyst"])
        assert client.get(reverse("surveys:questionnaire", args=["elsewhere", "f"])).status_code == 404
        client.force_login(tayside.people["output-checker"])
        assert client.get(at("questionnaire-new")).status_code == 403
        assert client.get(at("questionnaire", "f")).status_code == 200
