"""Addresses of this room."""

from django.urls import path

from realign.registers.indicators import check_views, views

app_name = "indicators"
urlpatterns = [
    path("<slug:partnership>/work/indicators/", views.indicator_list, name="list"),
    path("<slug:partnership>/work/indicators/new/", views.indicator_new, name="new"),
    path("<slug:partnership>/work/indicators/core/", check_views.core_add, name="core"),
    path("<slug:partnership>/work/indicators/quality/", check_views.quality_page, name="quality"),
    path("<slug:partnership>/work/indicators/quality/<slug:key>/", check_views.decide, name="decide"),
    path("<slug:partnership>/work/indicators/export/<slug:format>/", views.indicator_export, name="export"),
    path("<slug:partnership>/work/indicators/<slug:slug>/", views.indicator_page, name="indicator"),
    path("<slug:partnership>/work/indicators/<slug:slug>/edit/", views.indicator_edit, name="edit"),
    path("<slug:partnership>/work/indicators/<slug:slug>/story/", check_views.story_write, name="story"),
    path("<slug:partnership>/indicators/<slug:slug>/<slug:format>/", views.public_export, name="open"),
]
