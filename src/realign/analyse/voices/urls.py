"""Addresses of what people told us."""

from django.urls import path

from realign.analyse.voices.views import changes, listening, pilots, stories

app_name = "voices"
WORK = "<slug:partnership>/work"
VOICES, STORIES, CHANGES, PILOTS = (f"{WORK}/{room}" for room in ("voices", "stories", "changes", "pilots"))
urlpatterns = [
    path(f"{VOICES}/", listening.listening_list, name="list"),
    path(f"{VOICES}/add/", listening.listening_add, name="add"),
    path(f"{VOICES}/event/<int:pk>/", listening.event_edit, name="event"),
    path(f"{VOICES}/line/<int:pk>/", listening.said_edit, name="said"),
    path(f"{VOICES}/line/<int:pk>/remove/", listening.said_remove, name="said-remove"),
    path(f"{VOICES}/<slug:slug>/", listening.listening, name="listening"),
    path(f"{VOICES}/<slug:slug>/edit/", listening.listening_edit, name="edit"),
    path(f"{VOICES}/<slug:slug>/add-event/", listening.event_add, name="event-add"),
    path(f"{VOICES}/<slug:slug>/add-line/<slug:kind>/", listening.said_add, name="said-add"),
    path(f"{STORIES}/", stories.story_list, name="stories"),
    path(f"{STORIES}/add/", stories.story_add, name="story-add"),
    path(f"{STORIES}/<slug:slug>/", stories.story, name="story"),
    path(f"{STORIES}/<slug:slug>/edit/", stories.story_edit, name="story-edit"),
    path(f"{STORIES}/<slug:slug>/withdraw/", stories.story_withdraw, name="story-withdraw"),
    path(f"{CHANGES}/", changes.change_list, name="changes"),
    path(f"{CHANGES}/add/", changes.change_add, name="change-add"),
    path(f"{CHANGES}/line/<int:pk>/", changes.line_edit, name="line"),
    path(f"{CHANGES}/line/<int:pk>/remove/", changes.line_remove, name="line-remove"),
    path(f"{CHANGES}/<slug:slug>/", changes.change, name="change"),
    path(f"{CHANGES}/<slug:slug>/edit/", changes.change_edit, name="change-edit"),
    path(f"{CHANGES}/<slug:slug>/add-line/", changes.line_add, name="line-add"),
    path(f"{PILOTS}/", pilots.pilot_list, name="pilots"),
    path(f"{PILOTS}/add/", pilots.pilot_add, name="pilot-add"),
    path(f"{PILOTS}/measure/<int:pk>/", pilots.measure_edit, name="measure"),
    path(f"{PILOTS}/measure/<int:pk>/remove/", pilots.measure_remove, name="measure-remove"),
    path(f"{PILOTS}/<slug:slug>/", pilots.pilot, name="pilot"),
    path(f"{PILOTS}/<slug:slug>/edit/", pilots.pilot_edit, name="pilot-edit"),
    path(f"{PILOTS}/<slug:slug>/add-measure/", pilots.measure_add, name="measure-add"),
]
