"""Addresses of reports."""

from django.urls import path

from realign.review.reports import views

app_name = "reports"
WORK, ONE = "<slug:partnership>/work/reports", "<slug:partnership>/work/reports/<slug:slug>"
PUBLIC = "<slug:partnership>/reports"
urlpatterns = [
    path(f"{WORK}/", views.report_list, name="list"),
    path(f"{WORK}/add/", views.report_add, name="add"),
    path(f"{ONE}/", views.report_page, name="report"),
    path(f"{ONE}/edit/", views.report_edit, name="edit"),
    path(f"{ONE}/preview/", views.report_preview, name="preview"),
    path(f"{ONE}/remove/", views.report_remove, name="remove"),
    path(f"{ONE}/publish/", views.report_publish, name="publish"),
    path(f"{ONE}/new-version/", views.new_version, name="new-version"),
    path(f"{PUBLIC}/", views.public_list, name="public"),
    path(f"{PUBLIC}/<slug:slug>/", views.public_report, name="public-report"),
    path(f"{PUBLIC}/<slug:slug>/<slug:format>/", views.download, name="download"),
]
