"""Addresses of this room."""

app_name = "design"
urlpatterns: list[object] = []
