"""Addresses of the guides. They are the same for everybody, so they stand outside every partnership."""

from django.urls import path

from realign.foundations.guides import views

app_name = "guides"
urlpatterns = [
    path("guides/", views.guide_list, name="list"),
    path("guides/<slug:slug>/", views.guide_page, name="guide"),
    path("guides/methods/<slug:slug>/", views.method_page, name="method"),
]
