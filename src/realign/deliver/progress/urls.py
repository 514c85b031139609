"""Addresses of progress: at work, and for everybody."""

from django.urls import path

from realign.deliver.progress import views

app_name = "progress"
WORK = "<slug:partnership>/work/delivery"
urlpatterns = [
    path(f"{WORK}/", views.overview, name="overview"),
    path(f"{WORK}/milestones/", views.milestone_list, name="milestones"),
    path(f"{WORK}/milestones/<int:pk>/edit/", views.milestone_edit, name="milestone-edit"),
    path(f"{WORK}/<slug:slug>/update/", views.update_add, name="update"),
    path(f"{WORK}/<slug:slug>/milestones/", views.milestone_add, name="milestone-add"),
    path("<slug:partnership>/progress/", views.public, name="public"),
]
