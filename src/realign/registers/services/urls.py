"""Addresses of the register of services, and of the public page to find help."""

from django.urls import path

from realign.registers.services import views

app_name = "services"
urlpatterns = [
    path("<slug:partnership>/services/", views.find, name="find"),
    path("<slug:partnership>/services/<slug:slug>/", views.found, name="found"),
    path("<slug:partnership>/work/services/", views.service_list, name="list"),
    path("<slug:partnership>/work/services/add/", views.service_add, name="add"),
    path("<slug:partnership>/work/services/spend/", views.spend, name="spend"),
    path("<slug:partnership>/work/services/<slug:slug>/", views.service, name="service"),
    path("<slug:partnership>/work/services/<slug:slug>/edit/", views.service_edit, name="edit"),
    path("<slug:partnership>/work/services/<slug:slug>/year/", views.year_record, name="year"),
    path("<slug:partnership>/work/services/<slug:slug>/money/", views.spend_record, name="money"),
    path("<slug:partnership>/work/services/<slug:slug>/purpose/", views.purpose, name="purpose"),
    path("<slug:partnership>/work/services/<slug:slug>/agree/", views.purpose_agree, name="agree"),
    path("<slug:partnership>/work/services/<slug:slug>/checked/", views.checked, name="checked"),
    path("<slug:partnership>/work/services/<slug:slug>/end/", views.service_end, name="end"),
]
