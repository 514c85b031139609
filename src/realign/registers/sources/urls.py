"""Addresses of the data location map and the register of linkages."""

from django.urls import path

from realign.registers.sources import views

app_name = "sources"
WORK = "<slug:partnership>/work/sources"
LINK = f"{WORK}/linkages"
urlpatterns = [
    path(f"{WORK}/", views.holding_list, name="list"),
    path(f"{WORK}/add/", views.holding_add, name="add"),
    path(f"{LINK}/", views.linkage_list, name="linkages"),
    path(f"{LINK}/add/", views.linkage_add, name="linkage-add"),
    path(f"{LINK}/<slug:slug>/", views.linkage, name="linkage"),
    path(f"{LINK}/<slug:slug>/edit/", views.linkage_edit, name="linkage-edit"),
    path(f"{LINK}/<slug:slug>/end/", views.linkage_end, name="linkage-end"),
    path(f"{LINK}/<slug:slug>/to/<slug:to>/", views.linkage_move, name="linkage-move"),
    path(f"{WORK}/<slug:slug>/", views.holding, name="holding"),
    path(f"{WORK}/<slug:slug>/edit/", views.holding_edit, name="edit"),
]
