"""Addresses of this room."""

app_name = "trends"
urlpatterns: list[object] = []
