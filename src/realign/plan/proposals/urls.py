"""Addresses of proposals."""

from django.urls import path

from realign.plan.proposals import views

app_name = "proposals"
WORK = "<slug:partnership>/work/proposals"
ONE = f"{WORK}/<slug:slug>"
urlpatterns = [
    path(f"{WORK}/", views.proposal_list, name="list"),
    path(f"{WORK}/new/", views.proposal_add, name="add"),
    path(f"{WORK}/compare/", views.proposal_compare, name="compare"),
    path(f"{ONE}/", views.proposal_page, name="page"),
    path(f"{ONE}/history/", views.proposal_history, name="history"),
    path(f"{ONE}/edit/", views.proposal_edit, name="edit"),
    path(f"{ONE}/questions/<str:code>/", views.question, name="question"),
    path(f"{ONE}/options/", views.option_add, name="option-add"),
    path(f"{WORK}/options/<int:pk>/edit/", views.option_edit, name="option-edit"),
    path(f"{WORK}/options/<int:pk>/remove/", views.option_remove, name="option-remove"),
    path(f"{WORK}/costs/<int:pk>/remove/", views.cost_remove, name="cost-remove"),
    path(f"{ONE}/costs/", views.cost, name="cost"),
    path(f"{ONE}/submit/", views.submit, name="submit"),
    path(f"{ONE}/take-back/", views.take_back, name="take-back"),
    path(f"{ONE}/withdraw/", views.withdraw, name="withdraw"),
]
