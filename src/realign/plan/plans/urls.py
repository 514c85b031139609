"""Addresses of this room."""

app_name = "plans"
urlpatterns: list[object] = []
