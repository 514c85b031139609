from django.apps import AppConfig


class FrontsConfig(AppConfig):
    name = "realign.foundations.fronts"
    label = "fronts"
