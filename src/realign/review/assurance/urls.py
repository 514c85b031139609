"""Addresses of the golden thread and the ten steps."""

from django.urls import path

from realign.review.assurance import views

app_name = "assurance"
THREAD = "<slug:partnership>/work/thread"
urlpatterns = [
    path(f"{THREAD}/", views.thread, name="thread"),
    path(f"{THREAD}/broken/", views.broken, name="broken"),
    path(f"{THREAD}/<slug:kind>/<slug:slug>/", views.node, name="node"),
]
