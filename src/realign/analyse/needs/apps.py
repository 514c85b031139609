from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "realign.analyse.needs"
    label = "needs"
