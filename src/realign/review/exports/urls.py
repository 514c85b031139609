"""Addresses of what an organisation can see of itself and take away."""

from django.urls import path

from realign.review.exports import views

app_name = "exports"
urlpatterns = [
    path("<slug:partnership>/work/own-data/", views.own_data, name="own-data"),
    path("<slug:partnership>/work/own-data/<slug:slug>/take-away/", views.take_away, name="take-away"),
]
