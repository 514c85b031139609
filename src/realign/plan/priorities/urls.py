"""Addresses of this room."""

app_name = "priorities"
urlpatterns: list[object] = []
