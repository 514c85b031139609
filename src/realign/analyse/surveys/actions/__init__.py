"""Everything that is written in the survey room."""

from realign.analyse.surveys.actions.data import accept_answers, keep_raked_weights
from realign.analyse.surveys.actions.local import keep_local_figures, let_local_figures_out
from realign.analyse.surveys.actions.questionnaires import QuestionnaireRefused, bring_questionnaire
from realign.analyse.surveys.actions.requests import (
    ask_for_publication,
    ask_for_release,
    give_view,
    let_out,
    return_request,
    rework_request,
    submit_request,
    withdraw_request,
    work_out_request,
)
from realign.analyse.surveys.actions.surveys import add_survey, change_survey, record_response

__all__ = [
    "QuestionnaireRefused",
    "accept_answers",
    "add_survey",
    "ask_for_publication",
    "ask_for_release",
    "bring_questionnaire",
    "change_survey",
    "give_view",
    "keep_local_figures",
    "keep_raked_weights",
    "let_local_figures_out",
    "let_out",
    "record_response",
    "return_request",
    "rework_request",
    "submit_request",
    "withdraw_request",
    "work_out_request",
]
