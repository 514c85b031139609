"""Addresses of pathways."""

from django.urls import path

from realign.analyse.pathways import views

app_name = "pathways"
ROOM = "<slug:partnership>/work/pathways"
urlpatterns = [
    path(f"{ROOM}/", views.pathway_list, name="list"),
    path(f"{ROOM}/add/", views.pathway_add, name="add"),
    path(f"{ROOM}/stop/<int:pk>/", views.stop_edit, name="stop"),
    path(f"{ROOM}/stop/<int:pk>/remove/", views.stop_remove, name="stop-remove"),
    path(f"{ROOM}/stop/<int:pk>/place/<slug:kind>/", views.placement_add, name="place"),
    path(f"{ROOM}/placed/<int:pk>/", views.placement_edit, name="placed"),
    path(f"{ROOM}/placed/<int:pk>/remove/", views.placement_remove, name="placed-remove"),
    path(f"{ROOM}/<slug:slug>/", views.pathway_page, name="pathway"),
    path(f"{ROOM}/<slug:slug>/edit/", views.pathway_edit, name="edit"),
    path(f"{ROOM}/<slug:slug>/add-stop/", views.stop_add, name="stop-add"),
]
