"""Addresses of the register of gaps."""

from django.urls import path

from realign.registers.gaps import views

app_name = "gaps"
WORK = "<slug:partnership>/work/gaps"
urlpatterns = [
    path("<slug:partnership>/gaps/", views.public_list, name="public"),
    path(f"{WORK}/", views.gap_list, name="list"),
    path(f"{WORK}/add/", views.gap_add, name="add"),
    path(f"{WORK}/join/<int:pk>/drop/", views.concern_drop, name="concern-drop"),
    path(f"{WORK}/<slug:slug>/", views.gap, name="gap"),
    path(f"{WORK}/<slug:slug>/edit/", views.gap_edit, name="edit"),
    path(f"{WORK}/<slug:slug>/close/", views.gap_close, name="close"),
    path(f"{WORK}/<slug:slug>/reopen/", views.gap_reopen, name="reopen"),
    path(f"{WORK}/<slug:slug>/concerns/", views.concern_add, name="concern-add"),
]
