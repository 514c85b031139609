"""Addresses of the fit of services to need."""

from django.urls import path

from realign.analyse.fit import views

app_name = "fit"
urlpatterns = [
    path("<slug:partnership>/work/fit/", views.fit_list, name="list"),
    path("<slug:partnership>/work/fit/add/", views.need_add, name="add"),
    path("<slug:partnership>/work/fit/grid/", views.grid, name="grid"),
    path("<slug:partnership>/work/fit/table/", views.two_by_two, name="table"),
    path("<slug:partnership>/work/fit/<slug:slug>/", views.need, name="need"),
    path("<slug:partnership>/work/fit/<slug:slug>/edit/", views.need_edit, name="edit"),
    path("<slug:partnership>/work/fit/<slug:slug>/remove/", views.need_remove, name="remove"),
    path("<slug:partnership>/work/fit/<slug:slug>/waiting/", views.waiting, name="waiting"),
    path("<slug:partnership>/work/fit/<slug:slug>/knock-on/", views.knock_on, name="knock-on"),
    path("<slug:partnership>/work/fit/<slug:slug>/match/", views.match_add, name="match"),
    path("<slug:partnership>/work/fit/<slug:slug>/match/<int:pk>/", views.match_edit, name="match-edit"),
    path(
        "<slug:partnership>/work/fit/<slug:slug>/match/<int:pk>/remove/",
        views.match_remove,
        name="match-remove",
    ),
]
