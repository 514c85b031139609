"""Addresses of this room."""

from django.urls import path

from realign.registers.groups.views import groups, seats

app_name = "groups"
WORK = "<slug:partnership>/work/groups/"
urlpatterns = [
    path(WORK, groups.group_list, name="list"),
    path(f"{WORK}structure/", groups.structure, name="structure"),
    path(f"{WORK}empty-seats/", groups.empty_seats, name="empty-seats"),
    path(f"{WORK}start/", groups.group_start, name="start"),
    path(f"{WORK}new/", groups.group_new, name="new"),
    path(f"{WORK}seats/<int:pk>/edit/", seats.seat_edit, name="seat-edit"),
    path(f"{WORK}seats/<int:pk>/fill/", seats.seat_fill, name="seat-fill"),
    path(f"{WORK}seats/<int:pk>/empty/", seats.seat_empty, name="seat-empty"),
    path(f"{WORK}seats/<int:pk>/end/", seats.seat_end, name="seat-end"),
    path(f"{WORK}<slug:slug>/", groups.group_page, name="group"),
    path(f"{WORK}<slug:slug>/edit/", groups.group_edit, name="edit"),
    path(f"{WORK}<slug:slug>/end/", seats.group_end, name="end"),
    path(f"{WORK}<slug:slug>/merge/", groups.group_merge, name="merge"),
    path(f"{WORK}<slug:slug>/seats/new/", seats.seat_new, name="seat-new"),
]
