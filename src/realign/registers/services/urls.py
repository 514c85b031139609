"""Addresses of the register of services, and of the public page to find help."""

from django.urls import path

from realign.registers.services.views import figures, public, register

app_name = "services"
urlpatterns = [
    path("<slug:partnership>/services/", public.find_services, name="find"),
    path("<slug:partnership>/services/<slug:slug>/", public.public_service, name="found"),
    path("<slug:partnership>/work/services/", register.service_list, name="list"),
    path("<slug:partnership>/work/services/add/", register.service_add, name="add"),
    path("<slug:partnership>/work/services/compare/", register.service_compare, name="compare"),
    path("<slug:partnership>/work/services/spend/", figures.spend, name="spend"),
    path("<slug:partnership>/work/services/<slug:slug>/", register.service_page, name="service"),
    path("<slug:partnership>/work/services/<slug:slug>/edit/", register.service_edit, name="edit"),
    path("<slug:partnership>/work/services/<slug:slug>/year/", figures.year_record, name="year"),
    path("<slug:partnership>/work/services/<slug:slug>/money/", figures.spend_record, name="money"),
    path("<slug:partnership>/work/services/year/<int:pk>/remove/", figures.year_remove, name="year-remove"),
    path(
        "<slug:partnership>/work/services/money/<int:pk>/remove/", figures.spend_remove, name="money-remove"
    ),
    path("<slug:partnership>/work/services/<slug:slug>/purpose/", figures.purpose, name="purpose"),
    path("<slug:partnership>/work/services/<slug:slug>/agree/", figures.purpose_agree, name="agree"),
    path("<slug:partnership>/work/services/<slug:slug>/checked/", register.service_checked, name="checked"),
    path("<slug:partnership>/work/services/<slug:slug>/end/", register.service_end, name="end"),
]
