"""The same two questions as ten makers of XLSForms write them, each with the habits of its maker, read the same."""

import pytest

from tests.apps.analyse.surveys.test_questionnaires import asked, read

YES_NO = [["list_name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]]
ONE, NUMBER = "one answer", "whole number"

# maker: the sheets survey, choices and settings, and what another language says of the first question
MAKERS = {
    "ODK": (
        [
            ["type", "name", "label", "hint", "required", "constraint", "constraint_message"],
            ["start", "start", "", "", "", "", ""],
            ["deviceid", "deviceid", "", "", "", "", ""],
            ["select_one yn", "happy", "Are you happy?", "Tick one", "yes", "", ""],
            ["integer", "hours", "Hours of sleep", "", "", ". >= 0 and . <= 24", "0 to 24"],
        ],
        YES_NO,
        [["form_title", "form_id", "version", "instance_name"], ["Wellbeing", "wellbeing", "2026010101", "${hours}"]],
    ),
    "KoboToolbox": (
        [
            ["type", "name", "label", "required", "appearance", "$kuid", "$xpath", "$autoname", "kobo--score-choices"],
            ["select_one yn", "happy", "Are you happy?", "true", "", "ab1cd2", "happy", "happy", ""],
            ["integer", "hours", "Hours of sleep", "false", "", "ef3gh4", "hours", "hours", ""],
        ],
        [
            ["list_name", "name", "label", "$kuid", "$autovalue"],
            ["yn", "1", "Yes", "x1", "1"],
            ["yn", "0", "No", "x2", "0"],
        ],
        [["style", "id_string"], ["theme-grid", "aBcD"]],
    ),
    "Enketo": (
        [
            ["type", "name", "label", "appearance", "relevant"],
            ["begin group", "page1", "Page 1", "field-list", ""],
            ["select_one yn", "happy", "Are you happy?", "likert w2", ""],
            ["integer", "hours", "Hours of sleep", "w1", "${happy} = '1'"],
            ["end group", "", "", "", ""],
        ],
        YES_NO,
        [["form_title", "style"], ["Wellbeing", "pages theme-grid"]],
    ),
    "SurveyCTO": (
        [
            ["type", "name", "label", "media:image", "relevance", "disabled", "response_note", "publishable"],
            ["caseid", "caseid", "", "", "", "yes", "", ""],
            ["select_one yn", "happy", "Are you happy?", "face.png", "", "", "", "yes"],
            ["integer", "hours", "Hours of sleep", "", "", "", "", ""],
        ],
        [["list_name", "value", "label", "image"], ["yn", "1", "Yes", ""], ["yn", "0", "No", ""]],
        [["form_title", "form_id", "version"], ["Wellbeing", "wb", "26010101"]],
    ),
    "Ona": (
        [
            ["Type", "Name", "Label", "Required"],
            ["select one from yn", "happy", "Are you happy?", "yes"],
            ["integer", "hours", "Hours of sleep", "no"],
        ],
        [["list name", "name", "label"], ["yn", "1", "Yes"], ["yn", "0", "No"]],
        [["form_title"], ["Wellbeing"]],
    ),
    "pyxform of 2012": (
        [
            ["type", "name", "label:English", "label:Gàidhlig"],
            ["add select one prompt using yn", "happy", "Are you happy?", "A bheil thu toilichte?"],
            ["int", "hours", "Hours of sleep", "Uairean cadail"],
        ],
        [
            ["list name", "value", "label:English", "label:Gàidhlig"],
            ["yn", "1", "Yes", "Tha"],
            ["yn", "0", "No", "Chan eil"],
        ],
        [["default_language"], ["English"]],
    ),
    "Survey123": (
        [
            ["type", "name", "label", "hint", "bind::esri:fieldType", "bind::esri:fieldLength", "body::esri:inputMask"],
            ["select_one yn", "happy", "Are you happy?", "", "esriFieldTypeString", "10", ""],
            ["integer", "hours", "Hours of sleep", "", "esriFieldTypeInteger", "", ""],
        ],
        YES_NO,
        [["form_title", "form_id", "namespaces"], ["Wellbeing", "wb", 'esri="http://esri.com/xforms"']],
    ),
    "ODK with several languages": (
        [
            ["type", "name", "label::English (en)", "label::Polski (pl)", "hint::English (en)", "hint::Polski (pl)"],
            ["select_one yn", "happy", "Are you happy?", "Czy jesteś szczęśliwy?", "", ""],
            ["integer", "hours", "Hours of sleep", "Godziny snu", "", ""],
        ],
        [
            ["list_name", "name", "label::English (en)", "label::Polski (pl)"],
            ["yn", "1", "Yes", "Tak"],
            ["yn", "0", "No", "Nie"],
        ],
        [["form_title", "default_language"], ["Wellbeing", "English (en)"]],
    ),
    "a workbook of Google Sheets": (
        [
            ["type", "name", "label", "", "", "notes to ourselves"],
            ["select_one  yn", "happy", " Are you happy? ", "", "", "ask the schools"],
            ["", "", "", "", "", ""],
            ["integer", "hours", "Hours of sleep", "", "", ""],
        ],
        [["list_name", "name", "label"], ["yn", "1", "Yes"], ["", "", ""], ["yn", "0", "No"]],
        [["form_title"], ["Wellbeing"]],
    ),
    "LibreOffice, in capitals": (
        [
            ["TYPE", "NAME", "LABEL", "READ_ONLY", "DEFAULT"],
            ["select_one yn", "happy", "Are you happy?", "", "1"],
            ["integer", "hours", "Hours of sleep", "", ""],
        ],
        [["LIST_NAME", "NAME", "LABEL"], ["yn", "1", "Yes"], ["yn", "0", "No"]],
        [["FORM_TITLE", "FORM_ID"], ["Wellbeing", "wb"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("maker", MAKERS)
def test_a_form_of_another_maker_asks_what_it_asks(maker):
    survey, choices, settings = MAKERS[maker]
    form, problems = read(survey, choices, settings)
    assert problems == []
    questions = {
        name: (question.kind, question.label.strip(), question.choices)
        for name, question in asked(form).items()
    }
    assert questions == {
        "happy": (ONE, "Are you happy?", [("1", "Yes"), ("0", "No")]),
        "hours": (NUMBER, "Hours of sleep", []),
    }


def test_they_are_ten():
    assert len(MAKERS) == 10
