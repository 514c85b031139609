"""Addresses of this room."""

app_name = "services"
urlpatterns: list[object] = []
