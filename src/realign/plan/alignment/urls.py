"""Addresses of the alignment of promises with evidence."""

from django.urls import path

from realign.plan.alignment import views

app_name = "alignment"
WORK = "<slug:partnership>/work/alignment"
urlpatterns = [
    path(f"{WORK}/", views.matrix, name="matrix"),
    path(f"{WORK}/outcomes/", views.outcomes, name="outcomes"),
    path(f"{WORK}/add/", views.support_add, name="add"),
    path(f"{WORK}/commitment/<int:pk>/", views.commitment, name="commitment"),
    path(f"{WORK}/<int:pk>/edit/", views.support_edit, name="edit"),
    path(f"{WORK}/<int:pk>/drop/", views.support_drop, name="drop"),
]
