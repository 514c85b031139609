"""Addresses of needs assessments."""

from django.urls import path

from realign.analyse.needs.views import assessments, sections

app_name = "needs"
WORK = "<slug:partnership>/work/needs-assessment"
ONE, PUBLIC = f"{WORK}/<slug:slug>", "<slug:partnership>/needs"
SECTION, SOURCE = f"{ONE}/<slug:code>", f"{WORK}/sources/<int:pk>"
urlpatterns = [
    path(f"{WORK}/", assessments.assessment_list, name="list"),
    path(f"{WORK}/add/", assessments.assessment_add, name="add"),
    path(f"{WORK}/who-sees-what/", sections.who_sees_what, name="who-sees-what"),
    path(f"{SOURCE}/", sections.source_edit, name="source-edit"),
    path(f"{SOURCE}/replace/", sections.source_replace, name="source-replace"),
    path(f"{SOURCE}/drop/", sections.source_drop, name="source-drop"),
    path(f"{ONE}/", assessments.assessment, name="assessment"),
    path(f"{ONE}/edit/", assessments.assessment_edit, name="edit"),
    path(f"{ONE}/preview/", assessments.assessment_preview, name="preview"),
    path(f"{ONE}/publish/", assessments.assessment_publish, name="publish"),
    path(f"{ONE}/new-version/", assessments.new_version, name="new-version"),
    path(f"{SECTION}/", sections.section, name="section"),
    path(f"{SECTION}/edit/", sections.section_edit, name="section-edit"),
    path(f"{SECTION}/add/", sections.source_add, name="source-add"),
    path(f"{PUBLIC}/", assessments.public_list, name="public"),
    path(f"{PUBLIC}/<slug:slug>/", assessments.public_assessment, name="public-assessment"),
    path(f"{PUBLIC}/<slug:slug>/<slug:format>/", assessments.download, name="download"),
]
