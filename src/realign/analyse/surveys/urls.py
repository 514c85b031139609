"""Addresses of the survey room. All of it is restricted but the modelled figures that are out."""

from django.urls import path

from realign.analyse.surveys.columns import views as column_views
from realign.analyse.surveys.data import views as data_views
from realign.analyse.surveys.designs import views as design_views
from realign.analyse.surveys.local import views as local_views
from realign.analyse.surveys.questionnaires import views as questionnaire_views
from realign.analyse.surveys.release import views as release_views
from realign.analyse.surveys.tables import views as table_views

app_name = "surveys"
urlpatterns = [
    path("<slug:partnership>/work/surveys/", design_views.survey_list, name="list"),
    path("<slug:partnership>/work/surveys/add/", design_views.survey_add, name="add"),
    path("<slug:partnership>/work/surveys/bring/", data_views.bring, name="bring"),
    path("<slug:partnership>/work/surveys/answers/<int:pk>/", data_views.answers, name="answers"),
    path("<slug:partnership>/work/surveys/answers/<int:pk>/keep/", data_views.accept, name="accept"),
    path(
        "<slug:partnership>/work/surveys/answers/<int:pk>/set-aside/", data_views.set_aside, name="set-aside"
    ),
    path("<slug:partnership>/work/surveys/answers/<int:pk>/columns/", column_views.columns, name="columns"),
    path(
        "<slug:partnership>/work/surveys/answers/<int:pk>/first-rows/",
        column_views.headings,
        name="headings",
    ),
    path("<slug:partnership>/work/surveys/mappings/", column_views.mapping_list, name="mappings"),
    path("<slug:partnership>/work/surveys/mappings/<slug:slug>/", column_views.mapping, name="mapping"),
    path(
        "<slug:partnership>/work/surveys/mappings/<slug:slug>/remove/",
        column_views.mapping_remove,
        name="mapping-remove",
    ),
    path("<slug:partnership>/work/surveys/question-bank/", questionnaire_views.question_bank, name="bank"),
    path(
        "<slug:partnership>/work/surveys/questionnaires/",
        questionnaire_views.questionnaire_list,
        name="questionnaires",
    ),
    path(
        "<slug:partnership>/work/surveys/questionnaires/new/",
        questionnaire_views.questionnaire_new,
        name="questionnaire-new",
    ),
    path(
        "<slug:partnership>/work/surveys/questionnaires/<slug:slug>/",
        questionnaire_views.questionnaire,
        name="questionnaire",
    ),
    path("<slug:partnership>/local-areas/", local_views.local_list, name="local-list"),
    path("<slug:partnership>/local-areas/<slug:slug>/", local_views.local, name="local"),
    path(
        "<slug:partnership>/work/surveys/local-areas/<slug:slug>/", local_views.local_kept, name="local-kept"
    ),
    path(
        "<slug:partnership>/work/surveys/local-areas/<slug:slug>/let-out/",
        local_views.local_let_out,
        name="local-let-out",
    ),
    path("<slug:partnership>/work/surveys/requests/", release_views.request_list, name="requests"),
    path("<slug:partnership>/work/surveys/requests/<int:pk>/", release_views.request_page, name="request"),
    path("<slug:partnership>/work/surveys/requests/<int:pk>/submit/", release_views.submit, name="submit"),
    path(
        "<slug:partnership>/work/surveys/requests/<int:pk>/withdraw/", release_views.withdraw, name="withdraw"
    ),
    path("<slug:partnership>/work/surveys/requests/<int:pk>/review/", release_views.review, name="review"),
    path("<slug:partnership>/work/surveys/requests/<int:pk>/rework/", release_views.rework, name="rework"),
    path("<slug:partnership>/work/surveys/requests/<int:pk>/return/", release_views.send_back, name="return"),
    path("<slug:partnership>/work/surveys/requests/<int:pk>/release/", release_views.let_out, name="let-out"),
    path("<slug:partnership>/work/surveys/<slug:slug>/", design_views.survey, name="survey"),
    path("<slug:partnership>/work/surveys/<slug:slug>/table/", table_views.builder, name="builder"),
    path("<slug:partnership>/work/surveys/<slug:slug>/ask/", release_views.ask, name="ask"),
    path("<slug:partnership>/work/surveys/<slug:slug>/weights/", design_views.weights, name="weights"),
    path("<slug:partnership>/work/surveys/<slug:slug>/small-areas/", local_views.areas, name="areas"),
    path("<slug:partnership>/work/surveys/<slug:slug>/edit/", design_views.survey_edit, name="edit"),
    path("<slug:partnership>/work/surveys/<slug:slug>/response/", design_views.response, name="response"),
    path("<slug:partnership>/work/surveys/<slug:slug>/quality/", design_views.quality, name="quality"),
    path(
        "<slug:partnership>/work/surveys/<slug:slug>/publication/",
        release_views.publication,
        name="publication",
    ),
]
