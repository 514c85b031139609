"""Addresses of what the partnership learns about itself."""

from django.urls import path

from realign.review.learning import views

app_name = "learning"
ROOM = "<slug:partnership>/work/collaboration"
urlpatterns = [
    path(f"{ROOM}/", views.collaboration, name="collaboration"),
    path(f"{ROOM}/add/", views.look_add, name="add"),
    path(f"{ROOM}/<int:pk>/", views.look, name="look"),
    path(f"{ROOM}/<int:pk>/next/", views.look_edit, name="edit"),
    path(f"{ROOM}/answer/<int:pk>/", views.answer_edit, name="answer"),
]
