"""Addresses of needs assessments."""

from django.urls import path

from realign.analyse.needs import section_views, views

app_name = "needs"
WORK = "<slug:partnership>/work/needs-assessment"
ONE, PUBLIC = f"{WORK}/<slug:slug>", "<slug:partnership>/needs"
SECTION, SOURCE = f"{ONE}/<slug:code>", f"{WORK}/sources/<int:pk>"
urlpatterns = [
    path(f"{WORK}/", views.assessment_list, name="list"),
    path(f"{WORK}/add/", views.assessment_add, name="add"),
    path(f"{WORK}/who-sees-what/", section_views.who_sees_what, name="who-sees-what"),
    path(f"{SOURCE}/", section_views.source_edit, name="source-edit"),
    path(f"{SOURCE}/replace/", section_views.source_replace, name="source-replace"),
    path(f"{SOURCE}/drop/", section_views.source_drop, name="source-drop"),
    path(f"{ONE}/", views.assessment, name="assessment"),
    path(f"{ONE}/edit/", views.assessment_edit, name="edit"),
    path(f"{ONE}/preview/", views.assessment_preview, name="preview"),
    path(f"{ONE}/publish/", views.assessment_publish, name="publish"),
    path(f"{ONE}/new-version/", views.new_version, name="new-version"),
    path(f"{SECTION}/", section_views.section, name="section"),
    path(f"{SECTION}/edit/", section_views.section_edit, name="section-edit"),
    path(f"{SECTION}/add/", section_views.source_add, name="source-add"),
    path(f"{PUBLIC}/", views.public_list, name="public"),
    path(f"{PUBLIC}/<slug:slug>/", views.public_assessment, name="public-assessment"),
    path(f"{PUBLIC}/<slug:slug>/<slug:format>/", views.download, name="download"),
]
