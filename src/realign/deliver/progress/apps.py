from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "realign.deliver.progress"
    label = "progress"
