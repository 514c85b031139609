"""Addresses of this room."""

app_name = "progress"
urlpatterns: list[object] = []
