"""The invented questionnaire as an XLSForm: keywords for the items of published scales, whose wording is licensed."""

from realign.analyse.surveys.questionnaires.xlsform.files import write_workbook
from realign.analyse.surveys.questionnaires.xlsform.form import Sheets
from realign.demo.pupils import SDQ, STAGES
from realign.methods.survey.scales import scales

OLDER = "not(selected(${stage}, 'P5') or ${stage} = 'P6' or ${stage} = 'P7' or ${stage} = 'S1')"
YOUNGER = " or ".join(f"${{stage}} = '{stage}'" for stage in ("P5", "P6", "P7", "S1", "S2", "S3"))
NOT_YOUNGEST = "${stage} != 'P5' and ${stage} != 'P6'"
COLUMNS = {
    "survey": ["type", "name", "label", "hint", "required", "relevant"],
    "choices": ["list_name", "name", "label"],
    "settings": ["form_title", "form_id", "version", "default_language"],
}
LISTS = {
    "stages": {stage: stage for stage in STAGES},
    "sexes": {"1": "Boy", "2": "Girl", "777": "Prefer not to say"},
    "agreement": {"0": "Not true", "1": "Somewhat true", "2": "Certainly true", "777": "Prefer not to say"},
    "how_often": {"1": "Always", "2": "Sometimes", "3": "Never", "777": "Prefer not to say"},
    "yes_no": {"1": "Yes", "2": "No", "777": "Prefer not to say"},
}


def form_as_workbook() -> bytes:
    """The invented questionnaire as an XLSForm workbook, as a partnership would bring it."""
    return write_workbook(Sheets(list(_questions()), list(_choices()), _settings(), COLUMNS))


def _questions() -> list[dict[str, str]]:
    keywords = scales()["sdq"].keywords
    questions = [
        {"type": "note", "name": "welcome", "label": "This survey is invented. No pupils were asked."},
        {"type": "select_one stages", "name": "stage", "label": "Which stage are you in?", "required": "yes"},
        {"type": "select_one sexes", "name": "sex", "label": "Are you a boy or a girl?"},
        {
            "type": "select_one how_often",
            "name": "adult_to_trust",
            "label": "Is there an adult you can talk to?",
        },
        {
            "type": "begin_group",
            "name": "difficulties",
            "label": "Strengths and difficulties (keywords)",
            "relevant": OLDER,
        },
    ]
    questions += [
        {"type": "select_one agreement", "name": name, "label": keyword.capitalize()}
        for name, keyword in zip(SDQ, keywords, strict=True)
    ]
    questions += [
        {"type": "end_group", "name": "difficulties_end"},
        {
            "type": "select_one yes_no",
            "name": "bullied_last_year",
            "label": "Were you bullied in the last year?",
            "relevant": YOUNGER,
        },
        {
            "type": "select_one yes_no",
            "name": "care_for_someone",
            "label": "Do you care for somebody?",
            "relevant": NOT_YOUNGEST,
        },
        {
            "type": "text",
            "name": "care_help",
            "label": "What would help you as a carer?",
            "relevant": "${care_for_someone} = '1'",
        },
    ]
    return questions


def _choices() -> list[dict[str, str]]:
    return [
        {"list_name": name, "name": value, "label": label}
        for name, answers in LISTS.items()
        for value, label in answers.items()
    ]


def _settings() -> dict[str, str]:
    return {
        "form_title": "Tayside schools wellbeing survey: questions",
        "form_id": "wellbeing_2026",
        "version": "2026-03",
        "default_language": "English (en)",
    }
