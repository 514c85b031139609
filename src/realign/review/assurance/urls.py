"""Addresses of this room."""

app_name = "assurance"
urlpatterns: list[object] = []
