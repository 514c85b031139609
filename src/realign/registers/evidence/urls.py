"""Addresses of the evidence library."""

from django.urls import path

from realign.registers.evidence import views

app_name = "evidence"
urlpatterns = [
    path("<slug:partnership>/evidence/", views.library, name="library"),
    path("<slug:partnership>/evidence/tables/", views.published, name="published"),
    path("<slug:partnership>/evidence/tables/<slug:slug>/", views.release, name="release"),
    path("<slug:partnership>/evidence/rules/", views.small_numbers, name="rules"),
    path("<slug:partnership>/evidence/<slug:slug>/", views.finding, name="finding"),
    path("<slug:partnership>/work/evidence/add/", views.finding_add, name="finding-add"),
    path("<slug:partnership>/work/evidence/findings/", views.waiting_findings, name="waiting"),
    path(
        "<slug:partnership>/work/evidence/tables/<slug:slug>/withdraw/",
        views.release_withdraw,
        name="withdraw",
    ),
    path("<slug:partnership>/work/evidence/<slug:slug>/edit/", views.finding_edit, name="finding-edit"),
    path(
        "<slug:partnership>/work/evidence/<slug:slug>/release/", views.finding_release, name="finding-release"
    ),
    path(
        "<slug:partnership>/work/evidence/<slug:slug>/drop-change/",
        views.finding_remove_change,
        name="finding-drop-change",
    ),
]
