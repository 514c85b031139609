"""Addresses of this room."""

from django.urls import path

from realign.deliver.decisions.views import decisions, meetings, questions

app_name = "decisions"
WORK = "<slug:partnership>/work/"
MEETING = f"{WORK}meetings/<int:pk>/"
urlpatterns = [
    path(f"{WORK}decisions/", decisions.decision_list, name="list"),
    path(f"{WORK}decisions/<slug:slug>/", decisions.decision_page, name="decision"),
    path(f"{WORK}decisions/<slug:slug>/publication/", decisions.publication, name="publication"),
    path(f"{WORK}decisions/<slug:slug>/actions/", decisions.decision_actions, name="actions"),
    path(f"{WORK}decisions/<slug:slug>/actions/add/", decisions.action_add, name="action-add"),
    path(f"{WORK}meetings/", meetings.meeting_list, name="meetings"),
    path(f"{WORK}meetings/new/", meetings.meeting_new, name="meeting-new"),
    path(MEETING, meetings.meeting_page, name="meeting"),
    path(f"{MEETING}edit/", meetings.meeting_edit, name="meeting-edit"),
    path(f"{MEETING}agenda/", meetings.meeting_agenda, name="meeting-agenda"),
    path(f"{MEETING}minutes/", meetings.meeting_minutes, name="meeting-minutes"),
    path(f"{MEETING}position/<slug:proposal>/", meetings.position, name="position"),
    path(f"{MEETING}record/", meetings.record, name="record"),
    path(f"{MEETING}record/<slug:proposal>/", meetings.record, name="record-on"),
    path(f"{WORK}groups/<slug:slug>/meetings.ics", meetings.group_calendar, name="calendar"),
    path(f"{WORK}questions/", questions.question_list, name="questions"),
    path(f"{WORK}questions/new/", questions.question_new, name="question-new"),
    path(f"{WORK}questions/<slug:slug>/", questions.question_page, name="question"),
    path(f"{WORK}questions/<slug:slug>/edit/", questions.question_edit, name="question-edit"),
    path("<slug:partnership>/decisions/", decisions.public_decision_list, name="public-list"),
    path("<slug:partnership>/decisions/<slug:slug>/", decisions.public_decision_page, name="public-decision"),
]
