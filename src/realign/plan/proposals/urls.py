"""Addresses of proposals."""

from django.urls import path

from realign.plan.proposals import editing, views

app_name = "proposals"
WORK = "<slug:partnership>/work/proposals"
ONE = f"{WORK}/<slug:slug>"
urlpatterns = [
    path(f"{WORK}/", views.proposal_list, name="list"),
    path(f"{WORK}/new/", editing.proposal_add, name="add"),
    path(f"{ONE}/", views.proposal_page, name="page"),
    path(f"{ONE}/history/", views.proposal_history, name="history"),
    path(f"{ONE}/edit/", editing.proposal_edit, name="edit"),
    path(f"{ONE}/questions/<str:code>/", editing.question, name="question"),
    path(f"{ONE}/options/", editing.option_add, name="option-add"),
    path(f"{WORK}/options/<int:pk>/edit/", editing.option_edit, name="option-edit"),
    path(f"{ONE}/costs/", editing.cost, name="cost"),
    path(f"{ONE}/submit/", editing.submit, name="submit"),
    path(f"{ONE}/take-back/", editing.take_back, name="take-back"),
    path(f"{ONE}/withdraw/", editing.withdraw, name="withdraw"),
]
