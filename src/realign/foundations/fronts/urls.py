"""Addresses of the front pages of the rooms."""

from django.urls import path

from realign.foundations.fronts import views

app_name = "fronts"
urlpatterns = [
    path("<slug:partnership>/work/analyse/", views.analyse, name="analyse"),
    path("<slug:partnership>/work/plan/", views.plan, name="plan"),
    path("<slug:partnership>/work/deliver/", views.deliver, name="deliver"),
    path("<slug:partnership>/work/review/", views.review, name="review"),
]
