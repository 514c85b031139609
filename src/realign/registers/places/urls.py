"""Addresses of this room."""

from django.urls import path

from realign.registers.places import views

app_name = "places"
urlpatterns = [
    path("<slug:partnership>/places/", views.public_list, name="public-list"),
    path("<slug:partnership>/places/<slug:code>/", views.public_area, name="public"),
    path("<slug:partnership>/work/places/", views.area_list, name="list"),
    path("<slug:partnership>/work/places/compare/", views.area_compare, name="compare"),
    path("<slug:partnership>/work/places/<slug:code>/", views.area_page, name="area"),
]
