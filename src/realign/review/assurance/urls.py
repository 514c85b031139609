"""Addresses of the golden thread and the ten steps."""

from django.urls import path

from realign.review.assurance import views
from realign.review.assurance.burden import views as burden_views
from realign.review.assurance.steps import views as step_views

app_name = "assurance"
THREAD, STEPS = "<slug:partnership>/work/thread", "<slug:partnership>/work/ten-steps"
urlpatterns = [
    path(f"{THREAD}/", views.thread, name="thread"),
    path(f"{THREAD}/broken/", views.broken, name="broken"),
    path(f"{THREAD}/<slug:kind>/<slug:slug>/", views.node, name="node"),
    path("<slug:partnership>/work/cycle/", views.cycle, name="cycle"),
    path("<slug:partnership>/work/burden/", burden_views.burden, name="burden"),
    path(f"{STEPS}/", step_views.steps, name="steps"),
    path(f"{STEPS}/add/", step_views.assessment_add, name="assessment-add"),
    path(f"{STEPS}/<int:pk>/", step_views.assessment_page, name="assessment"),
    path(f"{STEPS}/step/<int:pk>/", step_views.step_edit, name="step-edit"),
]
