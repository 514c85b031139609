"""Addresses of e-mails to people and of names in words."""

from django.urls import path

from realign.foundations.people import views

app_name = "people"
urlpatterns = [
    path("account/e-mails/", views.mail, name="mail"),
    path("<slug:partnership>/work/names/", views.names, name="names"),
    path("<slug:partnership>/work/names/link/", views.link, name="link"),
    path("<slug:partnership>/work/unsent-e-mails/", views.unsent, name="unsent"),
    path("<slug:partnership>/work/unsent-e-mails/<int:pk>/", views.send_again, name="send-again"),
]
