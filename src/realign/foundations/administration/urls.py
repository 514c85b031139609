"""Addresses of administration."""

from django.urls import path

from realign.foundations.administration import views

app_name = "administration"
urlpatterns = [
    path("<slug:partnership>/work/people/", views.people, name="people"),
    path("<slug:partnership>/work/people/add/", views.person_add, name="person-add"),
    path("<slug:partnership>/work/people/<int:pk>/", views.person_roles, name="person"),
    path("<slug:partnership>/work/organisations/", views.organisations, name="organisations"),
    path("<slug:partnership>/work/organisations/add/", views.organisation_add, name="organisation-add"),
    path("<slug:partnership>/work/roles/", views.role_list, name="roles"),
    path("<slug:partnership>/work/record/", views.audit_trail, name="audit"),
]
