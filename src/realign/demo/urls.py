"""Addresses that only the demonstration has."""

from django.urls import path

from realign.demo import views

app_name = "demo"
urlpatterns = [path("demonstration/sign-in/", views.sign_in, name="sign-in")]
