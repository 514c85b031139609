from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "realign.registers.sources"
    label = "sources"
