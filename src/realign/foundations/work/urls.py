"""Addresses of background work."""

from django.urls import path

from realign.foundations.work import views

app_name = "work"
urlpatterns = [
    path("<slug:partnership>/work/jobs/<int:pk>/", views.job_page, name="job"),
    path("<slug:partnership>/work/jobs/<int:pk>/retry/", views.job_retry, name="retry"),
]
