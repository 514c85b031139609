"""Addresses of plans: at work, and for everybody."""

from django.urls import path

from realign.plan.plans import views
from realign.plan.plans.checking import views as checking

app_name = "plans"
WORK = "<slug:partnership>/work/plans"
urlpatterns = [
    path(f"{WORK}/", views.plan_list, name="list"),
    path(f"{WORK}/new/", views.plan_add, name="add"),
    path(f"{WORK}/check-text/", checking.check_page, name="check-text"),
    path(f"{WORK}/<slug:slug>/", views.plan_page, name="page"),
    path(f"{WORK}/<slug:slug>/edit/", views.plan_edit, name="edit"),
    path(f"{WORK}/<slug:slug>/remove/", views.plan_remove, name="remove"),
    path(f"{WORK}/<slug:slug>/state/<slug:status>/", views.plan_move, name="move"),
    path(f"{WORK}/<slug:slug>/accountability/", views.accountability, name="accountability"),
    path("<slug:partnership>/plan/", views.public_plan, name="public"),
    path("<slug:partnership>/plan/<slug:slug>/", views.public_priority, name="public-priority"),
]
