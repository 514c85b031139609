"""Addresses of this room."""

app_name = "fit"
urlpatterns: list[object] = []
