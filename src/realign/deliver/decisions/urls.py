"""Addresses of this room."""

from django.urls import path

from realign.deliver.decisions import meeting_views, question_views, views

app_name = "decisions"
WORK = "<slug:partnership>/work/"
MEETING = f"{WORK}meetings/<int:pk>/"
urlpatterns = [
    path(f"{WORK}decisions/", views.decision_list, name="list"),
    path(f"{WORK}decisions/<slug:slug>/", views.decision_page, name="decision"),
    path(f"{WORK}decisions/<slug:slug>/publication/", views.publication, name="publication"),
    path(f"{WORK}meetings/", meeting_views.meeting_list, name="meetings"),
    path(f"{WORK}meetings/new/", meeting_views.meeting_new, name="meeting-new"),
    path(MEETING, meeting_views.meeting_page, name="meeting"),
    path(f"{MEETING}edit/", meeting_views.meeting_edit, name="meeting-edit"),
    path(f"{MEETING}record/", meeting_views.record, name="record"),
    path(f"{MEETING}record/<slug:proposal>/", meeting_views.record, name="record-on"),
    path(f"{WORK}groups/<slug:slug>/meetings.ics", meeting_views.group_calendar, name="calendar"),
    path(f"{WORK}questions/", question_views.question_list, name="questions"),
    path(f"{WORK}questions/new/", question_views.question_new, name="question-new"),
    path(f"{WORK}questions/<slug:slug>/", question_views.question_page, name="question"),
    path(f"{WORK}questions/<slug:slug>/edit/", question_views.question_edit, name="question-edit"),
    path("<slug:partnership>/decisions/", views.public_decision_list, name="public-list"),
    path("<slug:partnership>/decisions/<slug:slug>/", views.public_decision_page, name="public-decision"),
]
