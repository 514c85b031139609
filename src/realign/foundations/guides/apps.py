from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "realign.foundations.guides"
    label = "guides"
