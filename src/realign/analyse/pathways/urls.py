"""Addresses of pathways."""

from django.urls import path

from realign.analyse.pathways import editing_views, views

app_name = "pathways"
ROOM = "<slug:partnership>/work/pathways"
urlpatterns = [
    path(f"{ROOM}/", views.pathway_list, name="list"),
    path(f"{ROOM}/add/", editing_views.pathway_add, name="add"),
    path(f"{ROOM}/stop/<int:pk>/", editing_views.stop_edit, name="stop"),
    path(f"{ROOM}/stop/<int:pk>/remove/", editing_views.stop_remove, name="stop-remove"),
    path(f"{ROOM}/stop/<int:pk>/place/<slug:kind>/", editing_views.placement_add, name="place"),
    path(f"{ROOM}/placed/<int:pk>/", editing_views.placement_edit, name="placed"),
    path(f"{ROOM}/placed/<int:pk>/remove/", editing_views.placement_remove, name="placed-remove"),
    path(f"{ROOM}/<slug:slug>/", views.pathway, name="pathway"),
    path(f"{ROOM}/<slug:slug>/edit/", editing_views.pathway_edit, name="edit"),
    path(f"{ROOM}/<slug:slug>/add-stop/", editing_views.stop_add, name="stop-add"),
]
