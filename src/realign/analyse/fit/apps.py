from django.apps import AppConfig


class FitConfig(AppConfig):
    name = "realign.analyse.fit"
    label = "fit"
