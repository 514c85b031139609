from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "realign.foundations.work"
    label = "work"
