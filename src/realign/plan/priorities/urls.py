"""Addresses of the vision, priorities, commitments and actions."""

from django.urls import path

from realign.plan.priorities.views import editing, pages, removing, targets

app_name = "priorities"
WORK = "<slug:partnership>/work"
ONE = f"{WORK}/priorities/<slug:slug>"
ACTION = f"{WORK}/actions/<slug:slug>"
urlpatterns = [
    path(f"{WORK}/priorities/", pages.priority_list, name="list"),
    path(f"{WORK}/priorities/checks/", pages.checks, name="checks"),
    path(f"{WORK}/priorities/vision/", editing.vision_edit, name="vision"),
    path(f"{WORK}/priorities/new/", editing.priority_add, name="add"),
    path(f"{ONE}/", pages.priority_page, name="page"),
    path(f"{ONE}/charts/", targets.priority_charts, name="charts"),
    path(f"{ONE}/edit/", editing.priority_edit, name="edit"),
    path(f"{ONE}/remove/", removing.priority_remove, name="remove"),
    path(f"{WORK}/outcomes/<slug:slug>/remove/", removing.outcome_remove, name="outcome-remove"),
    path(f"{WORK}/targets/<int:pk>/remove/", removing.target_remove, name="target-remove"),
    path(f"{WORK}/commitments/<int:pk>/remove/", removing.commitment_remove, name="commitment-remove"),
    path(f"{ACTION}/remove/", removing.action_remove, name="action-remove"),
    path(f"{ONE}/needs/", editing.priority_needs, name="needs"),
    path(f"{ONE}/wording/", editing.wording_add, name="wording"),
    path(f"{ONE}/findings/", editing.citation_add, name="cite"),
    path(f"{WORK}/citations/<int:pk>/remove/", editing.citation_drop, name="drop-citation"),
    path(f"{ONE}/outcomes/", editing.outcome_add, name="outcome-add"),
    path(f"{WORK}/outcomes/<slug:slug>/edit/", editing.outcome_edit, name="outcome-edit"),
    path(f"{WORK}/outcomes/<slug:slug>/targets/", editing.target_add, name="target-add"),
    path(f"{WORK}/targets/<int:pk>/edit/", editing.target_edit, name="target-edit"),
    path(f"{WORK}/targets/<int:pk>/keep/", editing.target_keep, name="target-keep"),
    path(f"{WORK}/targets/", targets.target_log, name="targets"),
    path(f"{WORK}/commitments/", pages.commitment_list, name="commitments"),
    path(f"{ONE}/commitments/", editing.commitment_add, name="commitment-add"),
    path(f"{WORK}/commitments/<int:pk>/edit/", editing.commitment_edit, name="commitment-edit"),
    path(f"{WORK}/commitments/<int:pk>/move/", editing.commitment_move, name="commitment-move"),
    path(f"{WORK}/commitments/<int:pk>/join/<int:repeat>/", editing.commitment_join, name="commitment-join"),
    path(f"{WORK}/actions/", pages.action_list, name="actions"),
    path(f"{ONE}/actions/", editing.action_add, name="action-add"),
    path(f"{ACTION}/", pages.action_page, name="action"),
    path(f"{ACTION}/edit/", editing.action_edit, name="action-edit"),
    path(f"{ACTION}/money/", editing.action_money, name="action-money"),
]
