"""Addresses of this room."""

app_name = "reports"
urlpatterns: list[object] = []
