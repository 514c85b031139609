"""The forms of this room that count as asking something of people."""

from realign.analyse.surveys.designs.forms import RakingForm, SurveyForm
from realign.analyse.surveys.local.forms import SmallAreasForm
from realign.analyse.surveys.questionnaires.forms import QuestionnaireForm
from realign.analyse.surveys.release.forms import LetOutForm, ReturnForm, ReworkForm, ViewForm
from realign.analyse.surveys.tables.forms import TableForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(SurveyForm, "A survey", "surveys.upload", "surveys.survey"),
    CountedForm(QuestionnaireForm, "A questionnaire", "surveys.upload", "surveys.questionnaire", "brought"),
    CountedForm(RakingForm, "Weights to known numbers", "surveys.upload", "surveys.dataversion", "made"),
    CountedForm(
        SmallAreasForm, "Figures for small areas", "release.request", "surveys.localfigures", "modelled"
    ),
    CountedForm(
        TableForm,
        "A table to release",
        "release.request",
        "surveys.releaserequest",
        "requested the release of",
    ),
    CountedForm(
        ViewForm, "A checker’s decision on a table", "release.check", "surveys.releaserequest", "checked"
    ),
    CountedForm(
        ReworkForm,
        "A table recalculated",
        "release.request",
        "surveys.releaserequest",
        "requested the recalculation of",
    ),
    CountedForm(ReturnForm, "A table returned", "release.publish", "surveys.releaserequest", "returned"),
    CountedForm(LetOutForm, "A table released", "release.publish", "surveys.releaserequest", "released"),
)
