"""Addresses of the front pages. The site’s own front page and `start/` are named in config.urls."""

from django.urls import path

from realign.review.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("<slug:partnership>/", views.home, name="home"),
    path("<slug:partnership>/work/", views.my_work, name="work"),
]
