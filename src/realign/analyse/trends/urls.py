"""Addresses of this room."""

from django.urls import path

from realign.analyse.trends import views

app_name = "trends"
urlpatterns = [
    path("<slug:partnership>/work/trends/", views.trend_list, name="list"),
    path("<slug:partnership>/work/trends/<slug:slug>/", views.trend_page, name="trend"),
    path("<slug:partnership>/work/trends/<slug:slug>/mark/", views.mark_add, name="mark"),
    path("<slug:partnership>/work/trends/<slug:slug>/<slug:part>.csv", views.trend_file, name="file"),
    path("<slug:partnership>/work/trends/marks/<int:pk>/take-off/", views.mark_take_off, name="take-off"),
    path("<slug:partnership>/indicators/<slug:slug>/", views.public_page, name="public"),
]
