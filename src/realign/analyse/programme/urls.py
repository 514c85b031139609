"""Addresses of the evidence programme."""

app_name = "programme"
urlpatterns: list = []
