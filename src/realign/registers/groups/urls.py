"""Addresses of this room."""

from django.urls import path

from realign.registers.groups import seat_views, views

app_name = "groups"
WORK = "<slug:partnership>/work/groups/"
urlpatterns = [
    path(WORK, views.group_list, name="list"),
    path(f"{WORK}structure/", views.structure, name="structure"),
    path(f"{WORK}empty-seats/", views.empty_seats, name="empty-seats"),
    path(f"{WORK}new/", views.group_new, name="new"),
    path(f"{WORK}seats/<int:pk>/edit/", seat_views.seat_edit, name="seat-edit"),
    path(f"{WORK}seats/<int:pk>/fill/", seat_views.seat_fill, name="seat-fill"),
    path(f"{WORK}seats/<int:pk>/empty/", seat_views.seat_empty, name="seat-empty"),
    path(f"{WORK}seats/<int:pk>/end/", seat_views.seat_end, name="seat-end"),
    path(f"{WORK}<slug:slug>/", views.group_page, name="group"),
    path(f"{WORK}<slug:slug>/edit/", views.group_edit, name="edit"),
    path(f"{WORK}<slug:slug>/end/", seat_views.group_end, name="end"),
    path(f"{WORK}<slug:slug>/seats/new/", seat_views.seat_new, name="seat-new"),
]
