"""Addresses of this room."""

from django.urls import path

from realign.foundations.files import views
from realign.foundations.files.layouts import views as layouts

app_name = "files"
urlpatterns = [
    path("<slug:partnership>/work/imports/", views.import_list, name="imports"),
    path("<slug:partnership>/work/imports/new/", views.import_choose, name="choose"),
    path("<slug:partnership>/work/imports/new/<slug:kind>/<slug:format>/", views.import_new, name="new"),
    path("<slug:partnership>/work/imports/<int:pk>/", views.import_page, name="import"),
    path("<slug:partnership>/work/imports/<int:pk>/problems/", views.import_problems, name="problems"),
    path("<slug:partnership>/work/imports/<int:pk>/accept/", views.import_accept, name="accept"),
    path("<slug:partnership>/work/imports/<int:pk>/set-aside/", views.import_discard, name="discard"),
    path("<slug:partnership>/work/imports/<int:pk>/layout/", layouts.layout, name="layout"),
    path("<slug:partnership>/work/imports/<int:pk>/columns/", layouts.columns, name="columns"),
    path("<slug:partnership>/work/imports/layouts/", layouts.layout_list, name="layouts"),
    path("<slug:partnership>/work/imports/layouts/<slug:slug>/", layouts.layout_record, name="layout-record"),
    path(
        "<slug:partnership>/work/imports/layouts/<slug:slug>/edit/", layouts.layout_edit, name="layout-edit"
    ),
    path(
        "<slug:partnership>/work/imports/layouts/<slug:slug>/remove/",
        layouts.layout_remove,
        name="layout-remove",
    ),
    path("<slug:partnership>/work/datasets/", views.dataset_list, name="datasets"),
    path("<slug:partnership>/work/datasets/<slug:slug>/", views.dataset_page, name="dataset"),
    path("<slug:partnership>/work/datasets/<slug:slug>/erase/", views.erase, name="dataset-erase"),
    path(
        "<slug:partnership>/work/datasets/<slug:slug>/last-day/",
        views.last_day,
        name="dataset-last-day",
    ),
]
