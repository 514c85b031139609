"""Addresses that only the demonstration has."""

app_name = "demo"
urlpatterns: list[object] = []
