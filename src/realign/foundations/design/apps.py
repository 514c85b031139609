from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "realign.foundations.design"
    label = "design"
