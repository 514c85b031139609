"""Addresses of administration."""

from django.urls import path

from realign.foundations.administration.views import beginning, lists, organisations, people, record

app_name = "administration"
WORK = "<slug:partnership>/work/"
PERSON = f"{WORK}people/<int:pk>/"
ORGANISATION = f"{WORK}organisations/<slug:slug>/"
urlpatterns = [
    path("first-account/", beginning.first_account, name="first-account"),
    path("partnerships/new/", beginning.partnership_new, name="partnership-new"),
    path("invitation/<int:pk>/<slug:token>/", beginning.invitation, name="invitation"),
    path(f"{WORK}setting-up/", beginning.setting_up, name="setting-up"),
    path(f"{WORK}setting-up/finish/", beginning.setting_up_finish, name="setting-up-finish"),
    path(f"{WORK}settings/", beginning.settings, name="settings"),
    path(f"{WORK}people/", people.people, name="people"),
    path(f"{WORK}people/add/", people.person_add, name="person-add"),
    path(PERSON, people.person_roles, name="person"),
    path(f"{PERSON}details/", people.person_details, name="person-details"),
    path(f"{PERSON}invite/", people.person_invite, name="person-invite"),
    path(f"{PERSON}end/", people.person_end, name="person-end"),
    path(f"{PERSON}withdraw/", people.person_withdraw, name="person-withdraw"),
    path(f"{WORK}organisations/", organisations.organisations, name="organisations"),
    path(f"{WORK}organisations/add/", organisations.organisation_add, name="organisation-add"),
    path(ORGANISATION, organisations.organisation_page, name="organisation"),
    path(f"{ORGANISATION}edit/", organisations.organisation_edit, name="organisation-edit"),
    path(f"{ORGANISATION}end/", organisations.organisation_end, name="organisation-end"),
    path(f"{ORGANISATION}resume/", organisations.organisation_resume, name="organisation-resume"),
    path(f"{ORGANISATION}merge/", organisations.organisation_merge, name="organisation-merge"),
    path(f"{ORGANISATION}remove/", organisations.organisation_remove, name="organisation-remove"),
    path(f"{WORK}lists/", lists.word_lists, name="lists"),
    path(f"{WORK}lists/<slug:list_slug>/add/", lists.word_add, name="word-add"),
    path(f"{WORK}lists/<slug:list_slug>/words/<slug:code>/", lists.word_edit, name="word"),
    path("roles/", record.all_roles, name="all-roles"),
    path(f"{WORK}roles/", record.role_list, name="roles"),
    path(f"{WORK}record/", record.audit_trail, name="audit"),
]
