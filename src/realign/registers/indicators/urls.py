"""Addresses of this room."""

from django.urls import path

from realign.registers.indicators import views

app_name = "indicators"
urlpatterns = [
    path("<slug:partnership>/work/indicators/", views.indicator_list, name="list"),
    path("<slug:partnership>/work/indicators/new/", views.indicator_new, name="new"),
    path("<slug:partnership>/work/indicators/compare/", views.indicator_compare, name="compare"),
    path("<slug:partnership>/work/indicators/value/", views.value_add, name="value"),
    path("<slug:partnership>/work/indicators/core/", views.core_add, name="core"),
    path("<slug:partnership>/work/indicators/quality/", views.quality_page, name="quality"),
    path("<slug:partnership>/work/indicators/quality/<slug:key>/", views.decide, name="decide"),
    path("<slug:partnership>/work/indicators/export/<slug:format>/", views.indicator_export, name="export"),
    path("<slug:partnership>/work/indicators/<slug:slug>/", views.indicator_page, name="indicator"),
    path("<slug:partnership>/work/indicators/<slug:slug>/edit/", views.indicator_edit, name="edit"),
    path("<slug:partnership>/work/indicators/<slug:slug>/remove/", views.indicator_remove, name="remove"),
    path("<slug:partnership>/work/indicators/<slug:slug>/story/", views.story_write, name="story"),
    path("<slug:partnership>/indicators/<slug:slug>/<slug:format>/", views.public_export, name="open"),
]
