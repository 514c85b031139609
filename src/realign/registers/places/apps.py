from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "realign.registers.places"
    label = "places"
