"""XLSForms in and out, and who is asked what."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from realign.analyse.surveys.models import Questionnaire
from realign.analyse.surveys.questionnaires import actions as questionnaire_actions
from realign.analyse.surveys.questionnaires.xlsform import files, reading_child
from realign.analyse.surveys.questionnaires.xlsform.faults import add_fault
from realign.analyse.surveys.questionnaires.xlsform.files import read_workbook, write_workbook
from realign.analyse.surveys.questionnaires.xlsform.form import FormReading, Sheets
from realign.analyse.surveys.questionnaires.xlsform.routing import may_be_asked
from realign.demo.questionnaire import form_as_workbook
from realign.foundations.files.types import Problems
from tests.support.xls import old_workbook

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


def rows_of(sheet):
    header, *rows = sheet
    return [{name: str(cell) for name, cell in zip(header, row, strict=False) if cell} for row in rows]


def read(survey=SURVEY, choices=CHOICES, settings=((),)):
    """The form as the child process reads it, and its problems, without the cost of a process for every case."""
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    columns = {name: list(sheet[0]) for name, sheet in sheets.items()}
    answer = reading_child.read({name: rows_of(sheet) for name, sheet in sheets.items()}, columns)
    problems = Problems()
    for fault in answer["faults"]:
        add_fault(problems, fault)
    form = FormReading(**answer["form"]) if answer["form"] else None
    return form, [(p.row, p.column, p.found) for p in problems.kept]


def open_form(data):
    problems = Problems()
    return read_workbook(BytesIO(data), problems), [(p.row, p.column, p.found) for p in problems.kept]


def cells(data):
    return {
        s.title: [[c or "" for c in row] for row in s.iter_rows(values_only=True)]
        for s in load_workbook(BytesIO(data))
    }


def with_row(*row):
    return [*SURVEY, list(row)]


def asked(form):
    return {question.name: question for question in form.questions()}


@pytest.mark.slow
def test_a_form_goes_out_as_it_came_in_and_pyxform_reads_it():
    (sheets, form), problems = open_form(workbook())
    assert problems == []
    assert (form["title"], form["version"]) == ("A form", "3")
    written = write_workbook(sheets)
    out = cells(written)
    assert out["survey"] == [[str(cell) for cell in row] for row in SURVEY]
    assert out["choices"] == CHOICES
    assert out["settings"] == [["form_title", "version"], ["A form", "3"]]
    assert "Dè an ìre?" in convert(written, file_type=".xlsx").xform


@pytest.mark.slow
def test_a_label_that_looks_like_a_formula_stays_text():
    survey = [["type", "name", "label"], ["text", "q1", '=HYPERLINK("http://example.invalid","click")']]
    book = load_workbook(BytesIO(workbook(survey, [["list_name", "name", "label"], ["l", "a", "=1+1"]])))
    for cell in (book["survey"]["C2"], book["choices"]["C2"]):
        cell.data_type = "s"
    stream = BytesIO()
    book.save(stream)
    (sheets, form), problems = open_form(stream.getvalue())
    assert problems == []
    assert asked(FormReading(**form))["q1"].label == survey[1][2]
    out = load_workbook(BytesIO(write_workbook(sheets)))
    assert (out["survey"]["C2"].value, out["survey"]["C2"].data_type) == (survey[1][2], "s")
    assert (out["choices"]["C2"].value, out["choices"]["C2"].data_type) == ("=1+1", "s")


def test_questions_carry_the_conditions_of_their_groups():
    form, _ = read()
    found = asked(form)
    assert found["ways"].conditions == ("selected(${stage}, 'S2')", "${hours} > 5")
    assert found["ways"].group == "For older pupils"
    assert found["ways"].choices == [("walk", "On foot")]
    assert found["stage"].label == "Which stage?"
    assert form.languages == ["English (en)", "Gàidhlig (gd)"]


def test_labels_are_in_the_language_of_the_form():
    form, _ = read(settings=[["default_language"], ["Gàidhlig (gd)"]])
    assert asked(form)["stage"].label == "Dè an ìre?"
    assert asked(form)["hours"].label == "Hours of sleep"


def test_headings_in_capitals_with_spaces_and_by_their_other_names_are_read():
    form, problems = read(
        [
            ["Type", "Name", "Label", "Relevance", "Required"],
            ["select one l", "q", "Q", "", "Yes"],
            ["begin_group", "outer", "Outer"],
            ["begin group", "inner", "", "${q} = 'a'"],
            ["integer", "age", "Age"],
            ["end group", ""],
            ["end_group", ""],
            ["begin_group", "other", "Other"],
            ["integer", "age", "Age"],
            ["end_group", ""],
        ],
        [["List Name", "Name", "Label"], ["l", "a", "A"]],
    )
    assert problems == []
    ages = [question for question in form.questions() if question.name == "age"]
    assert [(age.number, age.group, age.conditions) for age in ages] == [
        (2, "Outer", ("${q} = 'a'",)),
        (3, "Other", ()),
    ]
    assert (asked(form)["q"].choices, asked(form)["q"].required) == ([("a", "A")], "Yes")


def test_answers_that_depend_on_another_are_kept_apart():
    form, problems = read(
        [
            ["type", "name", "label", "choice_filter"],
            ["select_one area", "area", "Area", ""],
            ["select_one school", "school", "School", "area=${area}"],
        ],
        [
            ["list_name", "name", "label", "area"],
            ["area", "dd", "Dundee", ""],
            ["area", "an", "Angus", ""],
            ["school", "high", "High School", "dd"],
            ["school", "high", "High School", "an"],
        ],
        [["allow_choice_duplicates"], ["yes"]],
    )
    assert problems == []
    school = asked(form)["school"]
    assert school.choices == [("high", "High School (Dundee)"), ("high", "High School (Angus)")]
    assert school.choice_filter == "area=${area}"


def test_other_answers_bring_their_question():
    form, problems = read(with_row("select_one stages or_other", "next", "Next?"))
    assert problems == []
    found = asked(form)
    assert found["next"].choices[-1] == ("other", "Other")
    assert (found["next_other"].kind, found["next_other"].conditions) == (
        "text",
        ("selected(${next}, 'other')",),
    )


def test_what_nobody_answers_is_no_question():
    form, problems = read(
        [
            ["type", "name", "label", "calculation"],
            ["start", "began", "", ""],
            ["note", "hello", "Welcome", ""],
            ["geopoint", "where", "Where?", ""],
            ["image", "picture", "Picture?", ""],
            ["calculate", "twice", "", "${where} * 2"],
            ["hidden", "secret", "", ""],
            ["audit", "audit", "", ""],
        ],
        [()],
    )
    assert problems == []
    assert [(q.number, q.kind) for q in form.questions()] == [(1, "a place on the map"), (2, "a picture")]
    assert [(row.name, row.kind, row.calculation) for row in form.not_asked()] == [
        ("began", "recorded by the device", ""),
        ("hello", "words to read", ""),
        ("twice", "calculated", "${where} * 2"),
        ("secret", "kept, never shown", ""),
        ("audit", "recorded by the device", ""),
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("dropdown x", "q"), (7, "survey: type", "dropdown x")),
        (("select_one", "q"), (7, "survey: type", "select_one")),
        (("text", "two words"), (7, "survey: name", "two words")),
        (("text", ""), (7, "survey: name", "text without a name")),
        (("text", "stage"), (7, "survey: name", "stage")),
        (("", "q"), (7, "survey: type", "q without a type")),
        (("calculate", "q"), (7, "survey: calculation", "q without a calculation")),
        (("select_one moods", "mood"), (7, "survey: type", "select_one moods")),
        (("text", "q", "", "", "${gone} = 1"), (7, "survey: relevant", "${gone}")),
        (("text", "q", "Hello ${gone}"), (7, "survey: label::English (en)", "${gone}")),
        (("text", "q", "", "", "${stage = 1"), (7, "survey: relevant", "${ without a name and }")),
        (("select_one stages", "mute"), (7, "survey: label", "mute without a label")),
        (("begin group", "open"), (7, "survey: type", "begin_group without its end")),
        (("end repeat", ""), (7, "survey: type", "end_repeat")),
        (("begin loop over stages", "q"), (7, "survey: type", "begin_loop without its end")),
    ],
)
def test_what_is_wrong_is_named_by_sheet_row_and_column(row, found):
    assert found in read(with_row(*row))[1]


def test_every_problem_is_named_at_once():
    survey = [
        *SURVEY,
        ["dropdown x", "a"],
        ["text", "two words"],
        ["text", "b", "", "", "${gone} = 1"],
        ["select_one moods", "c"],
        ["text", "stage"],
    ]
    form, problems = read(survey)
    assert form is None
    assert sorted(row for row, _, _ in problems) == [7, 8, 9, 10, 11]


def test_a_form_without_choices_names_the_question_that_needs_them():
    assert read(choices=[()])[1] == [
        (2, "survey: type", "select_one stages"),
        (5, "survey: type", "select_multiple ways"),
    ]


def test_choices_are_checked_too():
    choices = [
        *CHOICES,
        ["stages", "S1", "Again"],
        ["stages", "", "No name"],
        ["ways", "by bus", "By bus"],
    ]
    problems = read(choices=choices)[1]
    assert (5, "choices: name", "S1 in stages") in problems
    assert (6, "choices: name", "an answer without a name in stages") in problems
    assert (7, "choices: name", "by bus in ways") in problems
    assert read(choices=[*CHOICES, ["", "x", "y"]])[1] == [(5, "choices: list_name", "x without a list")]


def test_what_pyxform_says_in_its_own_words_is_quoted():
    header = ["type", "name", "label", "parameters"]
    row = dict(zip(header, ["range", "q", "Q", "start=1 end=5 step=0"], strict=True))
    answer = reading_child.read(
        {"survey": [row], "choices": [], "settings": []}, {"survey": header, "choices": [], "settings": []}
    )
    problems = Problems()
    add_fault(problems, answer["faults"][0])
    assert (problems.kept[0].row, problems.kept[0].column) == (2, "survey: parameters")
    assert problems.kept[0].todo.startswith("Pyxform, the reader of XLSForms, says: “")


def test_a_column_that_pyxform_stumbles_over_is_a_problem_of_the_form():
    _, problems = read([["type", "name", "label", "bind"], ["text", "q", "Q", "anything"]], [()])
    assert problems == [(0, "survey", "a column that cannot be read")]


def test_groups_too_many_deep_are_refused():
    deep = 2_000
    rows = [["begin_group", f"g{n}", "G"] for n in range(deep)] + [["end_group", ""]] * deep
    _, problems = read([["type", "name", "label"], *rows], [()])
    assert problems == [(0, "survey", "too many groups within groups, or headings of too many parts")]


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        ({"survey": [["kind", "name"], ["text", "q"]]}, (0, "survey", "no column 'type'")),
    ],
)
@pytest.mark.slow
def test_forms_without_what_a_form_needs(sheets, found):
    assert found in open_form(workbook(**sheets))[1]


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        (
            {"survey": [["type", "name", "name"], ["text", "q", "r"]]},
            (1, "survey: name", "the same column twice"),
        ),
        ({"notes": [["Who"], ["a" * 10_001]]}, (2, "notes: Who", "10,001 letters")),
        (
            {"survey": [["type", "name", "label"], ["text", "q", "a" * 10_001]]},
            (2, "survey: label", "10,001 letters"),
        ),
    ],
)
def test_what_would_be_lost_is_refused(sheets, found):
    assert found in open_form(workbook(**sheets))[1]


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([["select_one_from_file towns.csv", "town", "Town?"]], [("one answer", "The file towns.csv")]),
        ([["csv-external", "towns", ""]], []),
        ([["note", "hello", "Hello"]], []),
        ([["calculate", "twice", "", "2 * 2"]], []),
        ([["osm", "where", "Where?"]], [("a place on the map, with its tags", "")]),
        (
            [["begin loop over stages", "each", ""], ["integer", "n", "How many %(label)s?"], ["end loop", "", ""]],
            [("whole number", "")],
        ),
        (
            [
                ["begin repeat", "pupil", "A pupil"], ["text", "who", "Name?"], ["end repeat", "", ""],
                ["select_one ${who}", "eldest", "The eldest?"],
            ],
            [("text", ""), ("one answer", "The answers to ${who}")],
        ),
    ],
)  # fmt: skip
def test_what_pyxform_takes_is_taken(rows, asked):
    form, problems = read([["type", "name", "label", "calculation"], *rows])
    assert problems == []
    assert [(question.kind, question.elsewhere) for question in form.questions()] == asked


EVERYTHING = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Gàidhlig (gd)", "image", "choice_filter", "save_to", "", "$who"],
        ["select_one stages", "stage", "Stage?", "Ìre?", "stage.png", "", "", "ask first", "Ann"],
        ["select_one_external towns", "town", "Town?", "Baile?", "", "stage=${stage}", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["note", "", "A note without a name is called by its row", "Nota", "", "", "", "", ""],
        ["geotrace", "way", "Your way?", "Do shlighe?", "", "", "way", "", ""],
        ["osm", "place", "Where?", "Càite?", "", "", "", "", ""],
        ["select_one streets", "street", "Street?", "Sràid?", "", "town=${town}", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Gàidhlig (gd)", "town"],
        ["stages", "S1", "First", "A’ chiad", ""],
        ["streets", "high", "High Street", "An t-Sràid Àrd", "forfar"],
        ["streets", "mill", "Mill Street", "Sràid a’ Mhuilinn", "brechin"],
    ],
    "settings": [["form_title", "form_id", "style"], ["All of it", "all", "pages"], ["Old title", "old", ""]],
    "external_choices": [["list_name", "name", "label", "stage"], ["towns", "forfar", "Forfar", "S1"]],
    "entities": [["list_name", "label"], ["pupils", "${stage}"]],
    "Notes to ourselves": [["By Ann, 3 May"], [""], ["", "Ask the schools"]],
}  # fmt: skip


@pytest.mark.slow
def test_all_of_a_form_goes_out_again_and_pyxform_makes_the_same_form_of_it(tmp_path):
    data = workbook(**EVERYTHING)
    (sheets, form), problems = open_form(data)
    assert problems == []
    out = write_workbook(Sheets.kept(json.loads(json.dumps(sheets.as_json()))))
    assert cells(out) == cells(data)
    made = []
    for name, content in (("came", data), ("went", out)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "form.xlsx").write_bytes(content)
        made.append(convert(folder / "form.xlsx").xform)
    assert made[0] == made[1]
    kinds = {
        question.name: (question.kind, question.elsewhere) for question in FormReading(**form).questions()
    }
    assert kinds["town"] == ("one answer", "The list towns of the sheet external_choices")
    assert FormReading(**form).languages == ["English (en)", "Gàidhlig (gd)"]


@pytest.mark.slow
def test_a_form_of_an_old_excel_is_taken_and_an_only_sheet_is_the_survey():
    sheets = [("Sheet1", [["type", "name", "label", "required"], ["integer", "hours", "Hours?", True]])]
    (kept, form), problems = open_form(old_workbook(sheets))
    assert problems == []
    assert kept.survey == [{"type": "integer", "name": "hours", "label": "Hours?", "required": "TRUE"}]
    assert [question.kind for question in FormReading(**form).questions()] == ["whole number"]
    broken = old_workbook(sheets)[:700]
    assert "cannot be read" in open_form(broken)[1][0][2]


def test_a_sheet_has_a_limit_of_rows(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 5)
    assert open_form(workbook())[1] == [(6, "survey", "more rows")]


def test_files_that_are_no_forms():
    assert "cannot be opened" in open_form(b"PK nonsense")[1][0][2]
    book = Workbook()
    stream = BytesIO()
    book.save(stream)
    assert open_form(stream.getvalue())[0] is None


@pytest.mark.slow
def test_reading_has_a_limit_of_time(settings):
    settings.REALIGN_READING_SECONDS = 0.01
    opened, problems = open_form(workbook())
    assert opened is None
    assert problems[0][2] == "a file that could not be read in 0.01 seconds"


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
        pytest.param("(" * 2000 + "1 = 1" + ")" * 2000, True, True, id="deeper than can be followed"),
        ("", True, True),
    ],
)
def test_routing_is_worked_out_as_far_as_the_stage_decides(condition, s1, s2):
    conditions = [condition] if condition else []
    assert (may_be_asked(conditions, "stage", "S1"), may_be_asked(conditions, "stage", "S2")) == (s1, s2)


@pytest.mark.slow
def test_the_demonstration_form_is_sound_and_routes_by_stage():
    (_, form), problems = open_form(form_as_workbook())
    assert problems == []
    found = asked(FormReading(**form))
    asked_of = {
        stage: may_be_asked(found["sdq_1"].conditions, "stage", stage) for stage in ("P5", "S1", "S2", "S6")
    }
    assert asked_of == {"P5": False, "S1": False, "S2": True, "S6": True}


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
        assert "In English (en) and Gàidhlig (gd)." in page
        assert "Not asked" not in page
        assert "${hours} &gt; 5" in page
        out = analyst.get(at("questionnaire", "form-2026"), {"format": "xlsx"})
        assert cells(out.content)["survey"] == [[str(cell) for cell in row] for row in SURVEY]
        assert "form-2026" in analyst.get(at("questionnaires")).content.decode()
        assert analyst.get(at("questionnaires"), {"format": "csv"})["Content-Type"].startswith("text/csv")

    def test_rows_that_nobody_answers_stand_apart(self, analyst):
        page = self.post(analyst, workbook(with_row("note", "thanks", "Thank you"))).content.decode()
        assert "Not asked" in page
        assert page.count("Thank you") == 1
        assert "words to read" in page
        assert "3 questions" in page

    def test_a_form_that_takes_answers_from_elsewhere_is_shown_and_taken_out_whole(self, analyst):
        page = self.post(analyst, workbook(**EVERYTHING)).content.decode()
        assert "The list towns of the sheet external_choices" in page
        out = analyst.get(at("questionnaire", "form-2026"), {"format": "xlsx"})
        assert cells(out.content)["Notes to ourselves"] == [
            ["By Ann, 3 May", ""],
            ["", ""],
            ["", "Ask the schools"],
        ]

    def test_a_form_that_asks_nothing_and_comes_from_an_old_excel_has_its_page(self, analyst):
        rows = [["type", "name", "label"], ["note", "hello", "Welcome"]]
        page = self.post(analyst, old_workbook([("survey", rows)]), "form.xls").content.decode()
        assert "0 questions" in page or "No question" in page
        assert "Welcome" in page

    def test_a_form_kept_before_pyxform_read_it_is_read_when_shown(self, analyst, tayside):
        kept = questionnaire_actions.bring_questionnaire(
            by=tayside.actor("analyst"), slug="old", title="Old", data=workbook()
        )
        kept.content.pop("form")
        kept.save()
        assert "Hours of sleep" in analyst.get(at("questionnaire", "old")).content.decode()
        kept.content["survey"].append({"type": "dropdown x", "name": "q"})
        kept.save()
        refused = analyst.get(at("questionnaire", "old"))
        assert "row 7, column survey: type: found dropdown x" in refused.content.decode()

    def test_a_broken_form_is_refused_whole_with_every_problem(self, analyst):
        page = self.post(analyst, workbook(with_row("dropdown x", "two words"))).content.decode()
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
